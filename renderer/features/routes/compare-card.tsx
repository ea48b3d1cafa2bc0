import type { LucideIcon } from "lucide-react";
import { facetNames, type Advice, type Facet, type RouteAdvice } from "#core/advice/advice.ts";
import type { RouteId } from "#core/advice/route-id.ts";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, Chips } from "../../ui/chips.tsx";
import { ComparisonTable } from "../../ui/comparison-table.tsx";
import { Inset, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import type { Tone } from "../../ui/tone.ts";
import { ToneWord } from "../../ui/tone-word.tsx";
import { sayCostRemark, sayMonthly, sayThreeYears } from "./cost-words.ts";
import { gradeLook, routeChoices, standingOf, worksLook } from "./route-look.ts";
import { StandingBadge } from "./works-badge.tsx";

type CompareCardProps = {
  advice: Advice;
  /** Null: those that work here, or may be made to. */
  compared: readonly RouteId[] | null;
  onCompare: (routes: readonly RouteId[]) => void;
};

/** Routes by the same measures, side by side, for the customer to look at. */
export function CompareCard({ advice, compared, onCompare }: CompareCardProps) {
  const { t } = useText();
  const chosen = new Set(compared ?? workingRoutes(advice));
  const routes = advice.routes.filter(({ route }) => chosen.has(route));

  function toggle(route: RouteId): void {
    const next = new Set(chosen);
    if (!next.delete(route)) next.add(route);
    onCompare([...next]);
  }

  return (
    <Card title={t("ui.routes.compare.title")} hint={t("ui.routes.compare.hint")} flush>
      <Inset>
        <Chips label={t("ui.routes.compare.which")}>
          {routeChoices.map((choice) => (
            <Chips.Kind key={choice} label={t(`routeChoice.${choice}.name`)}>
              {advice.routes
                .filter((route) => route.choice === choice)
                .map(({ route }) => (
                  <Chip key={route} pressed={chosen.has(route)} onChange={() => toggle(route)}>
                    {t(`route.${route}.name`)}
                  </Chip>
                ))}
            </Chips.Kind>
          ))}
        </Chips>
        {routes.length === 0 && <Text tone="soft">{t("ui.routes.compare.nothing")}</Text>}
      </Inset>
      {routes.length > 0 && <Comparison advice={advice} routes={routes} />}
    </Card>
  );
}

/** What works, or will; where nothing does for sure, all that nobody has ruled out. */
function workingRoutes({ routes }: Advice): RouteId[] {
  const answered = (...answers: RouteAdvice["works"]["answer"][]) =>
    routes.filter(({ works }) => answers.includes(works.answer)).map(({ route }) => route);
  const working = answered("yes", "after");
  return working.length > 0 ? working : answered("unknown");
}

function Comparison({ advice, routes }: { advice: Advice; routes: readonly RouteAdvice[] }) {
  const text = useText();
  const { t, say } = text;
  return (
    <ComparisonTable
      label={t("ui.routes.compare.title")}
      corner={t("ui.routes.compare.measure")}
      columns={routes.map(({ route }) => {
        const standing = standingOf(advice, route);
        return {
          key: route,
          name: t(`route.${route}.name`),
          isMarked: standing === "recommended",
          mark: <StandingBadge standing={standing} isChosen={advice.chosen?.route === route} />,
        };
      })}
      rows={[
        {
          key: "works",
          name: t("ui.routes.compare.works"),
          cells: routes.map(({ works }) => (
            <Marked key="works" {...worksLook[works.answer]} word={t(`advice.works.${works.answer}`)}>
              {works.answer === "after" && works.after.map(say).join(" ")}
            </Marked>
          )),
        },
        ...facetNames.map((facet) => ({
          key: facet,
          name: t(`advice.facetName.${facet}`),
          cells: routes.map(({ facets }) => <Grade key={facet} facet={facets[facet]} />),
        })),
        {
          key: "month",
          name: t("ui.routes.cost.month"),
          cells: routes.map(({ cost }) => (
            <Stack key="month" gap="none">
              <Text as="span" weight="strong">
                {sayMonthly(cost, text)}
              </Text>
              <Text as="span" size="caption" tone="faint">
                {sayCostRemark(cost, text)}
              </Text>
            </Stack>
          )),
        },
        {
          key: "years",
          name: t("ui.routes.cost.threeYears"),
          cells: routes.map(({ cost }) => (
            <Text key="years" as="span">
              {sayThreeYears(cost, text)}
            </Text>
          )),
        },
      ]}
    />
  );
}

function Grade({ facet: { grade, says } }: { facet: Facet }) {
  const { t, say } = useText();
  return (
    <Marked {...gradeLook[grade]} word={t(`ui.routes.compare.grade.${grade}`)}>
      {say(says)}
    </Marked>
  );
}

/** A word with a mark of its own shape, and what it means here. */
function Marked({
  icon,
  tone,
  word,
  children,
}: {
  icon: LucideIcon;
  tone: Tone;
  word: string;
  children: string | false;
}) {
  return (
    <Stack gap="none">
      <Text as="span" size="small">
        <ToneWord tone={tone} icon={icon}>
          {word}
        </ToneWord>
      </Text>
      {children && <span>{children}</span>}
    </Stack>
  );
}
