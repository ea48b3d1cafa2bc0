import { Coins, CircleQuestionMark } from "lucide-react";
import type { RouteCost } from "#core/advice/advice.ts";
import { useText } from "../../i18n/language.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { Heading, Text } from "../../ui/text.tsx";
import { sayMonthly, sayPrice, sayThreeYears } from "./cost-words.ts";

/** What a route costs, line by line: each with its day, who says so and how sure that is, and what is missing for a sum. */
export function CostList({ cost }: { cost: RouteCost }) {
  const text = useText();
  const { t, say, date, number } = text;
  const title = t("ui.routes.costs");
  return (
    <Stack gap="small">
      <Heading level={3}>{title}</Heading>
      <KeyValues
        items={[
          { name: t("ui.routes.cost.month"), value: sayMonthly(cost, text) },
          { name: t("ui.routes.cost.threeYears"), value: sayThreeYears(cost, text) },
        ]}
      />
      {(cost.lines.length > 0 || cost.unknown.length > 0) && (
        <Reasons
          label={title}
          items={[
            ...cost.lines.map((line) => {
              const what = say(line.what);
              const count = line.count === 1 ? "" : `, ${t("ui.routes.cost.times", { count: number(line.count) })}`;
              return {
                key: `${what}/${line.source}`,
                icon: Coins,
                tone: "neutral" as const,
                text: what,
                detail: t("ui.routes.cost.line", {
                  price: `${sayPrice(line, text)}${count}`,
                  date: date(line.date),
                  certainty: t(`knowledge.certainty.${line.confidence}`),
                  source: line.source,
                }),
              };
            }),
            ...cost.unknown.map((what) => ({
              key: say(what),
              icon: CircleQuestionMark,
              tone: "neutral" as const,
              text: t("ui.routes.cost.missing", { what: say(what) }),
            })),
          ]}
        />
      )}
      {cost.lines.some(({ amount }) => amount > 0) && (
        <Text size="caption" tone="faint">
          {t("ui.routes.cost.lowerBound")}
        </Text>
      )}
    </Stack>
  );
}
