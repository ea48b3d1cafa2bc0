import { Eye } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EntryList, PlainEntry } from "../../ui/entry-list.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { keyOf, nameOf, summaryOf, type Known } from "./known.ts";

/** What the firm took out of sight, and the way back. */
export function HiddenList({ hidden, onShow }: { hidden: readonly Known[]; onShow: (known: Known) => void }) {
  const text = useText();
  const { t, locale } = text;
  if (hidden.length === 0) return null;
  return (
    <Disclosure label={t("ui.knowledge.hiddenCount", { count: hidden.length })}>
      <Stack gap="small">
        <Text size="small" tone="soft" measure>
          {t("ui.knowledge.hiddenText")}
        </Text>
        <EntryList label={t("ui.knowledge.hiddenList")}>
          {hidden.map((known) => {
            const name = nameOf(known, locale);
            return (
              <PlainEntry key={keyOf(known)} tone="quiet">
                <Inline justify="between">
                  <Stack gap="none">
                    <Text weight="strong">
                      <bdi>{name}</bdi>
                    </Text>
                    <Text size="small" tone="soft">
                      {summaryOf(known, text).words}
                    </Text>
                  </Stack>
                  <Button icon={Eye} label={t("ui.knowledge.showOf", { what: name })} onClick={() => onShow(known)}>
                    {t("ui.knowledge.show")}
                  </Button>
                </Inline>
              </PlainEntry>
            );
          })}
        </EntryList>
      </Stack>
    </Disclosure>
  );
}
