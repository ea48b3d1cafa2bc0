import { Split } from "lucide-react";
import type { Advice } from "#core/advice/advice.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { OpenWalks } from "./open-walks.tsx";
import { routeNamed } from "./route-look.ts";
import { useAdvice } from "./use-advice.ts";
import { StandingBadge, WorksBadge } from "./works-badge.tsx";

/** The routes of a site on its page: what is decided or recommended, what is under way, and the way to the comparison. */
export function RoutesCard() {
  const { t } = useText();
  const { state, document } = useEditing();
  const siteId = state.site.id;
  const { advice, problem, reload } = useAdvice(siteId);
  const openWalks = document.walks.filter(({ status }) => status === "open");
  return (
    <Card
      title={t("ui.routes.card.title")}
      hint={t("ui.routes.card.hint")}
      actions={
        <ButtonLink look="primary" icon={Split} href={hrefOf({ page: "routes", siteId })}>
          {t("ui.routes.card.compare")}
        </ButtonLink>
      }
      flush
    >
      <Inset>
        {advice === null && problem === null && (
          <Text tone="faint" size="small">
            {t("ui.common.loading")}
          </Text>
        )}
        {problem && <ProblemBanner problem={problem} onRetry={reload} />}
        {advice !== null && <Standing advice={advice} />}
      </Inset>
      {openWalks.length > 0 && <OpenWalks siteId={siteId} walks={openWalks} />}
    </Card>
  );
}

/** What was decided; else what is recommended, or to be done first. */
function Standing({ advice }: { advice: Advice }) {
  const { t, say, dateTime } = useText();
  const { chosen, recommended, next } = advice;
  const route = routeNamed(advice, chosen?.route ?? recommended);
  if (chosen === null)
    return (
      <Stack gap="small">
        <Text>{say(next)}</Text>
        {route && (
          <Inline>
            <WorksBadge answer={route.works.answer} />
            <Text as="span" size="small" tone="soft">
              {t("ui.routes.card.notDecided")}
            </Text>
          </Inline>
        )}
      </Stack>
    );
  const when = chosen.at === null ? null : dateTime(chosen.at);
  const name = t(`route.${chosen.route}.name`);
  return (
    <Stack gap="small">
      <Text weight="strong">{chosen.variant === null ? name : `${name} (${chosen.variant})`}</Text>
      <Inline>
        <StandingBadge standing={null} isChosen />
        {route && <WorksBadge answer={route.works.answer} />}
        {when !== null && (
          <Text as="span" size="small" tone="soft">
            {chosen.by === null ? when : t("ui.routes.decision.by", { name: chosen.by, when })}
          </Text>
        )}
      </Inline>
    </Stack>
  );
}
