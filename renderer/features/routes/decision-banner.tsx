import { CircleCheckBig, Package, Play, Undo2 } from "lucide-react";
import { useEffect, type Ref } from "react";
import type { Advice, RouteAdvice } from "#core/advice/advice.ts";
import type { Walk } from "#core/walk/walk.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button, ButtonLink, TextLink } from "../../ui/button.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { FocusTarget } from "../../ui/step-layout.tsx";
import { WaitingBadge } from "./open-walks.tsx";
import type { Evidence } from "./reason-list.tsx";
import { routeNamed } from "./route-look.ts";
import { useBeginWalk, type Beginning } from "./use-begin-walk.ts";

type DecisionBannerProps = {
  /** Takes the focus when something was decided. */
  ref: Ref<HTMLDivElement>;
  advice: Advice;
  chosen: NonNullable<Advice["chosen"]>;
  evidence: Evidence;
  /** The walk-through that leads there, where one is under way. */
  walk: Walk | undefined;
  isTakingBack: boolean;
  onTakeBack: () => void;
};

/** What was decided, by whom and why; the way on from it, and the way back. */
export function DecisionBanner({ ref, advice, chosen, evidence, walk, isTakingBack, onTakeBack }: DecisionBannerProps) {
  const { t, say, dateTime } = useText();
  const beginning = useBeginWalk(evidence.siteId);
  const route = routeNamed(advice, chosen.route);
  const name = t(`route.${chosen.route}.name`);
  const doesNotWork = route?.works.answer === "no";
  const when = chosen.at === null ? null : dateTime(chosen.at);
  return (
    <FocusTarget ref={ref}>
      <Banner
        tone={doesNotWork ? "caution" : "accent"}
        {...(!doesNotWork && { icon: CircleCheckBig })}
        title={t("ui.routes.decision.made", {
          route: chosen.variant === null ? name : `${name} (${chosen.variant})`,
        })}
        actions={
          <>
            <WayOn route={route} siteId={evidence.siteId} walk={walk} beginning={beginning} />
            <Button look="quiet" icon={Undo2} pending={isTakingBack} onClick={onTakeBack}>
              {t("ui.routes.decision.takeBack")}
            </Button>
          </>
        }
      >
        {when !== null && (
          <p>
            {chosen.by === null
              ? t("ui.routes.decision.when", { when })
              : t("ui.routes.decision.by", { name: chosen.by, when })}
          </p>
        )}
        {chosen.reason !== null && <p>{t("ui.routes.decision.reasonGiven", { reason: chosen.reason })}</p>}
        {chosen.isOverride && !advice.alike.includes(chosen.route) && <p>{t("ui.routes.decision.override")}</p>}
        {walk?.waiting && (
          <Inline>
            <WaitingBadge waiting={walk.waiting} />
          </Inline>
        )}
        {doesNotWork && <p>{t("ui.routes.decision.noLongerWorks")}</p>}
        {route?.walk === null && (
          <>
            <p>{t("ui.routes.decision.noWalk")}</p>
            <p>{t("ui.routes.decision.noWalkText")}</p>
            <Reasons
              items={route.needs.map((need) => ({
                key: say(need),
                icon: Package,
                tone: "neutral" as const,
                text: say(need),
              }))}
            />
          </>
        )}
        <Refusal beginning={beginning} evidence={evidence} />
      </Banner>
    </FocusTarget>
  );
}

/** Begins the walk-through, or goes on with it. Nothing where there is none. */
function WayOn({
  route,
  siteId,
  walk,
  beginning,
}: {
  route: RouteAdvice | undefined;
  siteId: string;
  walk: Walk | undefined;
  beginning: Beginning;
}) {
  const { t } = useText();
  const kind = route?.walk ?? null;
  if (walk !== undefined)
    return (
      <ButtonLink look="primary" icon={Play} href={hrefOf({ page: "walk", siteId, walkId: walk.id })}>
        {t("ui.routes.decision.goOn")}
      </ButtonLink>
    );
  if (kind === null) return null;
  return (
    <Button
      look="primary"
      icon={Play}
      label={t("ui.routes.decision.beginNamed", { walk: t(`surveyChoice.walks.kind.${kind}`) })}
      pending={beginning.pending}
      onClick={() => beginning.begin(kind)}
    >
      {t("ui.routes.decision.begin")}
    </Button>
  );
}

/** Why a walk-through would lead nowhere, with the way to what that rests on. */
function Refusal({
  beginning: { refused, problem },
  evidence: { siteId, checkId },
}: {
  beginning: Beginning;
  evidence: Evidence;
}) {
  const { t, say } = useText();
  const announce = useAnnounce();
  useEffect(() => {
    if (refused !== null) announce(say(refused));
  }, [refused, announce, say]);
  if (problem) return <ProblemBanner problem={problem} />;
  if (refused === null) return null;
  return (
    <Banner
      tone="caution"
      title={t("ui.routes.decision.refused")}
      actions={
        checkId !== null && (
          <Inline>
            <TextLink href={hrefOf({ page: "record", siteId, checkId })}>{t("ui.routes.showCheck")}</TextLink>
          </Inline>
        )
      }
    >
      <p>{say(refused)}</p>
    </Banner>
  );
}
