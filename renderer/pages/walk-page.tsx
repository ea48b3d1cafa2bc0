import { Hourglass } from "lucide-react";
import { useCallback } from "react";
import type { WalkView } from "#core/contract/route-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useWalk } from "../features/walk/use-walk.ts";
import { WalkScreen } from "../features/walk/walk-screen.tsx";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Badge } from "../ui/badge.tsx";
import { Inline, Narrow } from "../ui/layout.tsx";
import { ProgressBar } from "../ui/meter.tsx";
import { Page } from "../ui/page.tsx";
import { Text } from "../ui/text.tsx";

/** One walk-through of a site, one step at a time. */
export function WalkPage({ siteId, walkId }: { siteId: string; walkId: string }) {
  const { t } = useText();
  const loadName = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) => (await client.sites.get({ siteId }, { signal })).name,
    [siteId],
  );
  const name = useLoaded(loadName);
  const walking = useWalk(siteId, walkId);
  const { state } = walking;
  const siteName = name.step === "ready" ? name.value : null;
  return (
    <Page
      title={state.step === "ready" ? t(`surveyChoice.walks.kind.${state.value.walk.kind}`) : t("ui.walk.title")}
      lead={state.step === "ready" && <Head walk={state.value} />}
      isCompact
      back={{
        href: hrefOf({ page: "routes", siteId }),
        label: siteName === null ? t("ui.walk.toRoutes") : t("ui.walk.backToRoutes", { site: siteName }),
      }}
    >
      {state.step === "loading" && (
        <Text tone="faint" size="small">
          {t("ui.common.loading")}
        </Text>
      )}
      {state.step === "failed" && <ProblemBanner problem={state.problem} onRetry={walking.reload} />}
      {state.step === "ready" && (
        <WalkScreen siteId={siteId} walk={state.value} refused={state.refused} walking={walking} />
      )}
    </Page>
  );
}

/** How far it is, and for whom it waits. */
function Head({ walk: { walk, steps } }: { walk: WalkView }) {
  const { t } = useText();
  const at = steps.findIndex(({ state }) => state === "current") + 1;
  const hasWay = walk.status === "open" && steps.length > 1 && at > 0;
  const progress = t("ui.walk.progress", { at, of: steps.length });
  return (
    <Inline gap="medium">
      {hasWay && (
        <>
          <Text as="span" size="small" tone="soft">
            {progress}
          </Text>
          <Narrow>
            <ProgressBar label={progress} done={at - 1} total={steps.length} />
          </Narrow>
        </>
      )}
      {walk.waiting != null && (
        <Badge tone="caution" icon={Hourglass}>
          {t(`ui.walk.waiting.${walk.waiting.for}`)}
        </Badge>
      )}
    </Inline>
  );
}
