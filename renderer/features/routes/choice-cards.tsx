import { ChevronDown } from "lucide-react";
import type { Advice, RouteAdvice } from "#core/advice/advice.ts";
import { choiceOf, type RouteChoice } from "#core/advice/route-id.ts";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { ChoiceTile, ChoiceTiles } from "../../ui/choice-tiles.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { ToneWord } from "../../ui/tone-word.tsx";
import { sayCostRemark, sayMonthly } from "./cost-words.ts";
import { bestOf, choiceIcon, routeChoices, worksLook } from "./route-look.ts";
import { StandingBadge } from "./works-badge.tsx";

type ChoiceCardsProps = { advice: Advice; shown: RouteChoice; onShow: (choice: RouteChoice) => void };

/** The four plain choices, as a customer reads them: does it work here, why, what does it cost. */
export function ChoiceCards({ advice, shown, onShow }: ChoiceCardsProps) {
  const { t } = useText();
  const { recommended, alike, chosen } = advice;
  const chosenChoice = chosen && choiceOf(chosen.route);
  return (
    <ChoiceTiles label={t("ui.routes.choices")}>
      {routeChoices.map((choice) => {
        const best = bestOf(advice.routes, choice);
        if (best === undefined) return null;
        const name = t(`routeChoice.${choice}.name`);
        const isRecommended = recommended !== null && choiceOf(recommended) === choice;
        const isAlike = alike.some((route) => choiceOf(route) === choice);
        const count = advice.routes.filter((route) => route.choice === choice).length;
        const words = t("ui.routes.ways", { count });
        return (
          <ChoiceTile
            key={choice}
            icon={choiceIcon[choice]}
            title={name}
            lead={t(`routeChoice.${choice}.what`)}
            mark={
              <Inline gap="tight">
                {chosenChoice === choice && <StandingBadge standing={null} isChosen />}
                <StandingBadge standing={isRecommended ? "recommended" : isAlike ? "as-good" : null} isChosen={false} />
              </Inline>
            }
            isMarked={isRecommended}
            isShown={shown === choice}
            action={
              <Button
                icon={ChevronDown}
                label={t("ui.routes.waysOf", { choice: name, words })}
                onClick={() => onShow(choice)}
              >
                {words}
              </Button>
            }
          >
            <BestWay best={best} count={count} />
          </ChoiceTile>
        );
      })}
    </ChoiceTiles>
  );
}

/** The best route within a choice: whether it works, the one thing to know about that, and what it costs. */
function BestWay({ best, count }: { best: RouteAdvice; count: number }) {
  const text = useText();
  const { t } = text;
  const { route, works, cost } = best;
  const { icon, tone } = worksLook[works.answer];
  const remark = sayCostRemark(cost, text);
  return (
    <>
      <Text>
        <ToneWord tone={tone} icon={icon}>
          {t(`advice.works.${works.answer}`)}
        </ToneWord>
      </Text>
      {works.answer !== "no" && <Text weight="strong">{t("ui.routes.best", { route: t(`route.${route}.name`) })}</Text>}
      <Text tone="soft">
        <OneReason best={best} />
      </Text>
      {works.answer === "no" ? (
        <Text tone="soft">{t("ui.routes.noneWorks", { count })}</Text>
      ) : (
        <Stack gap="none">
          <Text weight="strong">{sayMonthly(cost, text)}</Text>
          {remark !== null && (
            <Text size="caption" tone="faint">
              {remark}
            </Text>
          )}
        </Stack>
      )}
    </>
  );
}

/** What has to be done, or found out, where something has; else why it works, or why not. */
function OneReason({ best: { works } }: { best: RouteAdvice }) {
  const { t, say } = useText();
  const [reason] = works.reasons;
  const [first] = works.after;
  if (works.answer === "after" && first !== undefined) return t("ui.routes.after", { what: say(first) });
  if (works.answer === "unknown" && first !== undefined) return t("ui.routes.findOut", { what: say(first) });
  return reason && say(reason);
}
