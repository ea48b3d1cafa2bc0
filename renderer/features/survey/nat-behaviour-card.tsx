import type { Diagnosis } from "#core/nat/diagnosis.ts";
import { behaviourLines } from "#core/nat/nat-behaviour-text.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Text } from "../../ui/text.tsx";

/** How the way out translates, for whom the findings are not enough. */
export function NatBehaviourCard({ nat }: { nat: Diagnosis["nat"] }) {
  const { t, say } = useText();
  const lines = behaviourLines(nat);
  if (lines.length === 0) return null;
  return (
    <Card title={t("natBehaviour.title")} hint={t("natBehaviour.hint")}>
      <KeyValues
        items={lines.map(({ key, name, value, technical }) => ({
          name: say(name),
          value: (
            <>
              {say(value)}{" "}
              <Text key={key} as="span" size="caption" tone="faint">
                {say(technical)}
              </Text>
            </>
          ),
        }))}
      />
    </Card>
  );
}
