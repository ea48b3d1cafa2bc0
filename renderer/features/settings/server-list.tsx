import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FieldList } from "../../ui/field-list.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";

type ServerListProps = {
  title: string;
  hint: string;
  addLabel: string;
  invalidText: string;
  entryLabel: (number: number) => string;
  entries: readonly string[];
  defaults: readonly string[];
  maxEntries: number;
  isValid: (entry: string) => boolean;
  onSave: (entries: string[]) => Promise<void>;
};

/** Edits a list of servers: checked at the entry, saved together. */
export function ServerList(props: ServerListProps) {
  const { t } = useText();
  const toast = useToast();
  const saving = useAction();
  const [draft, setDraft] = useState<readonly string[]>(props.entries);
  const [checked, setChecked] = useState(false);
  const filled = draft.map((entry) => entry.trim()).filter((entry) => entry !== "");
  const unsaved = filled.join("\n") !== props.entries.join("\n");
  const replace = (index: number, entry: string) => setDraft(draft.map((old, at) => (at === index ? entry : old)));

  function save(): void {
    setChecked(true);
    if (!filled.every(props.isValid)) return;
    saving.run(async () => {
      await props.onSave(filled);
      setDraft(filled);
      setChecked(false);
      toast(t("ui.common.saved"));
    });
  }

  return (
    <Form label={props.title} onSubmit={save}>
      <FieldList title={props.title} hint={props.hint} empty={draft.length === 0 ? t("ui.settings.listEmpty") : null}>
        {draft.map((entry, index) => (
          <FieldList.Entry
            key={index}
            action={
              <IconButton
                icon={Trash2}
                label={t("ui.settings.remove", { what: entry || props.entryLabel(index + 1) })}
                onClick={() => setDraft(draft.filter((_, at) => at !== index))}
              />
            }
          >
            <TextField
              label={props.entryLabel(index + 1)}
              labelUnseen
              technical
              value={entry}
              onChange={(next) => replace(index, next)}
              error={checked && entry.trim() !== "" && !props.isValid(entry.trim()) ? props.invalidText : null}
            />
          </FieldList.Entry>
        ))}
      </FieldList>
      {saving.problem && <ProblemBanner problem={saving.problem} />}
      <Inline>
        <Button icon={Plus} disabled={draft.length >= props.maxEntries} onClick={() => setDraft([...draft, ""])}>
          {props.addLabel}
        </Button>
        <Button look="quiet" onClick={() => setDraft(props.defaults)}>
          {t("ui.settings.restore")}
        </Button>
        {unsaved && (
          <>
            <Button look="primary" type="submit" pending={saving.pending}>
              {t("ui.common.save")}
            </Button>
            <Text as="span" size="small" tone="caution">
              {t("ui.settings.unsaved")}
            </Text>
          </>
        )}
      </Inline>
    </Form>
  );
}
