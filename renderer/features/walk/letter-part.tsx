import { Printer } from "lucide-react";
import { useCallback, useState } from "react";
import type { Letter } from "#core/contract/route-calls.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { CopyButton, CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Paper } from "../../ui/paper.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { useReloadOn } from "./use-reload-on.ts";
import type { PartOf, PartProps } from "./part-props.ts";

type Form = PartOf<"letter">["forms"][number];

/**
 * Words for the provider, in the customer's language. They are copied into whatever sends them: the desktop's policy opens web pages
 * only, so no other program can be started from here.
 */
export function LetterPart({ part, siteId, walk: { walk } }: PartProps<PartOf<"letter">>) {
  const { t, locale: own } = useText();
  const [form, setForm] = useState<Form>(part.forms[0] ?? "e-mail");
  const [locale, setLocale] = useState(own);
  const walkId = walk.id;
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.walks.letter({ siteId, walkId, form, locale }, { signal }),
    [siteId, walkId, form, locale],
  );
  const loaded = useLoaded(load);
  // What was entered changes the letter.
  useReloadOn(walk.updatedAt, loaded.reload);
  return (
    <Card title={t("ui.walk.letter.title")} hint={t("ui.walk.letter.hint")}>
      <Inline gap="medium" align="end">
        {part.forms.length > 1 && (
          <SegmentedControl
            label={t("ui.walk.letter.form")}
            value={form}
            onChange={setForm}
            options={part.forms.map((value) => ({ value, label: t(`ui.walk.letter.forms.${value}`) }))}
          />
        )}
        <SegmentedControl
          label={t("ui.walk.letter.language")}
          value={locale}
          onChange={setLocale}
          options={(["de", "en"] as const).map((value) => ({ value, label: t(`ui.walk.letter.languages.${value}`) }))}
        />
      </Inline>
      <LoadedView loaded={loaded}>{(letter) => <Written letter={letter} form={form} locale={locale} />}</LoadedView>
    </Card>
  );
}

function Written({ letter, form, locale }: { letter: Letter; form: Form; locale: string }) {
  const { t } = useText();
  const { subject, text, to } = letter;
  const copied = (what: string, name: string) => (
    <Inline gap="tight">
      <bdi>{what}</bdi>
      <CopyIcon text={what} what={name} />
    </Inline>
  );
  return (
    <>
      <KeyValues
        items={[
          { name: t(`ui.walk.letter.to.${form}`), value: to && copied(to, t(`ui.walk.letter.to.${form}`)) },
          { name: t("ui.walk.letter.subject"), value: subject && copied(subject, t("ui.walk.letter.subject")) },
        ]}
      />
      <Paper label={t(`ui.walk.letter.forms.${form}`)} language={locale}>
        {text}
      </Paper>
      <Inline>
        <CopyButton text={text}>{t("ui.walk.letter.copy")}</CopyButton>
        {form === "letter" && (
          <Button icon={Printer} onClick={() => window.print()}>
            {t("ui.walk.letter.print")}
          </Button>
        )}
      </Inline>
    </>
  );
}
