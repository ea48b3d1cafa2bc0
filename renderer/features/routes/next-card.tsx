import { CircleCheckBig, CircleQuestionMark, RotateCw } from "lucide-react";
import type { Advice } from "#core/advice/advice.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Button, ButtonLink, TextLink } from "../../ui/button.tsx";
import { LeadCard } from "../../ui/card.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Heading, Text } from "../../ui/text.tsx";
import type { Evidence } from "./reason-list.tsx";
import { routeNamed, worksLook } from "./route-look.ts";

type NextCardProps = {
  advice: Advice;
  evidence: Evidence;
  isChecking: boolean;
  onCheck: () => void;
  onChoose: (route: NonNullable<Advice["recommended"]>) => void;
  onAsk: () => void;
};

/** What to do now, in one sentence, and the button that does it. */
export function NextCard({
  advice,
  evidence: { siteId, checkId },
  isChecking,
  onCheck,
  onChoose,
  onAsk,
}: NextCardProps) {
  const { t, say, dateTime } = useText();
  const { recommended, alike, verdict, chosen, checkedAt, openQuestions } = advice;
  const best = routeNamed(advice, recommended);
  const needsCheck = verdict === null || verdict === "offline";
  const isOpen = verdict === "unknown" && checkId !== null;
  return (
    <LeadCard tone={best === undefined ? "info" : worksLook[best.works.answer].tone} label={say(advice.next)}>
      <Stack gap="small">
        <Heading level={2} size="verdict">
          {say(advice.next)}
        </Heading>
        {best?.works.answer === "after" &&
          best.works.after.map((condition) => (
            <Text key={say(condition)}>{t("ui.routes.after", { what: say(condition) })}</Text>
          ))}
        {alike.length > 0 && (
          <Text tone="soft">
            {t("ui.routes.alike", { routes: alike.map((route) => t(`route.${route}.name`)).join(", ") })}
          </Text>
        )}
        {checkedAt !== null && (
          <Text size="small" tone="soft">
            {t("ui.routes.basis", { when: dateTime(checkedAt) })}{" "}
            {checkId !== null && !isOpen && (
              <TextLink href={hrefOf({ page: "record", siteId, checkId })}>{t("ui.routes.showCheck")}</TextLink>
            )}
          </Text>
        )}
      </Stack>
      <Inline>
        {needsCheck && (
          <Button look="primary" size="large" icon={RotateCw} disabled={isChecking} onClick={onCheck}>
            {t(verdict === null ? "ui.home.start" : "ui.site.checkAgain")}
          </Button>
        )}
        {isOpen && (
          <ButtonLink look="primary" size="large" href={hrefOf({ page: "record", siteId, checkId })}>
            {t("ui.routes.showCheck")}
          </ButtonLink>
        )}
        {recommended !== null && chosen === null && (
          <Button
            look={needsCheck || isOpen ? "secondary" : "primary"}
            size="large"
            icon={CircleCheckBig}
            onClick={() => onChoose(recommended)}
          >
            {t("ui.routes.decision.chooseNamed", { route: t(`route.${recommended}.name`) })}
          </Button>
        )}
        {openQuestions.length > 0 && (
          <Button size="large" icon={CircleQuestionMark} onClick={onAsk}>
            {t("ui.routes.questionsOpen", { count: openQuestions.length })}
          </Button>
        )}
      </Inline>
    </LeadCard>
  );
}
