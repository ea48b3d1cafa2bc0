import { useText } from "../../i18n/language.tsx";
import { Heading, Text } from "../../ui/text.tsx";
import { Divider } from "../../ui/card.tsx";
import { Stack } from "../../ui/layout.tsx";
import type { Complaint, EntryDraft } from "./entry-draft.ts";
import { EntryField } from "./entry-field.tsx";
import { fieldKey, type FormPart } from "./form-fields.ts";
import type { Known } from "./known.ts";
import { OffersFields } from "./offers-fields.tsx";

type EntryFormProps = {
  parts: readonly FormPart[];
  draft: EntryDraft;
  onChange: (draft: EntryDraft) => void;
  /** Field by field, once somebody tried to save. */
  complaints: ReadonlyMap<string, Complaint>;
  all: readonly Known[];
  /** A provider's offers of addresses are asked for, too. */
  hasOffers: boolean;
};

/** The fields of an entry, part by part. */
export function EntryForm({ parts, draft, onChange, complaints, all, hasOffers }: EntryFormProps) {
  const { t } = useText();
  const texts = (key: string, value: string): void => onChange({ ...draft, texts: { ...draft.texts, [key]: value } });
  return parts.map(({ title, fields }, index) => (
    <Stack key={title}>
      {index > 0 && <Divider />}
      <Heading level={3}>{t(title)}</Heading>
      {fields.map((field) => {
        const key = fieldKey(field);
        return (
          <EntryField
            key={key}
            field={field}
            value={draft.texts[key] ?? ""}
            onChange={(value) => texts(key, value)}
            complaint={complaints.get(key) ?? null}
            all={all}
            route={draft.texts["route"] ?? null}
          />
        );
      })}
      {hasOffers && title === "ui.knowledge.fact.cgnat" && (
        <OffersFields
          offers={draft.offers}
          onChange={(offers) => onChange({ ...draft, offers })}
          complaints={complaints}
        />
      )}
      {title === "ui.knowledge.form.source" && (
        <Text size="small" tone="soft" measure>
          {t("ui.knowledge.form.sourceCounts")}
        </Text>
      )}
    </Stack>
  ));
}
