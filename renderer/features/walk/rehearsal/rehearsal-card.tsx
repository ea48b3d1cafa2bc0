import { useEffect, useRef } from "react";
import type { RehearsalNews } from "#core/contract/rehearsal-calls.ts";
import { shownCode } from "#core/rehearsal/rendezvous.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Banner } from "../../../ui/banner.tsx";
import { Card } from "../../../ui/card.tsx";
import { Stack } from "../../../ui/layout.tsx";
import { FocusTarget } from "../../../ui/step-layout.tsx";
import { Text } from "../../../ui/text.tsx";
import { answerKey, RehearsalOutcome } from "./rehearsal-outcome.tsx";
import { RehearsalForm } from "./rehearsal-form.tsx";
import { RehearsalRunning } from "./rehearsal-running.tsx";
import type { RehearsalState } from "./rehearsal-state.ts";
import { useRehearsal } from "./use-rehearsal.ts";

type RehearsalCardProps = {
  /** Where it is kept; null: this end only helps. */
  siteId: string | null;
  /** What the other screen calls this end. */
  siteName: string | null;
  onKept?: () => void;
};

const loadVantage = (client: FarsiteClient, signal: AbortSignal) => client.vantage.status(undefined, { signal });

/** A direct connection tried out with a colleague, from the question who begins to the answer. */
export function RehearsalCard({ siteId, siteName, onKept }: RehearsalCardProps) {
  const { t, say } = useText();
  const announce = useAnnounce();
  const content = useRef<HTMLDivElement>(null);
  const vantage = useLoaded(loadVantage);
  const { state, start, give, stop } = useRehearsal(tell);
  useFocusOnChange(state.step, content);

  function tell(event: RehearsalNews): void {
    if (event.type === "code") announce(`${t("uiRehearsal.code")}: ${shownCode(event.code)}`);
    if (event.type === "waiting") announce(t(`rehearsal.progress.${event.for}`));
    if (event.type === "refused" || event.type === "failed") announce(say(event.why));
    if (event.type === "digits") announce(t("uiRehearsal.digits", { digits: event.digits }));
    if (event.type === "checking") announce(t("rehearsal.progress.checking"));
    if (event.type === "finished") announce(t(answerKey(event.record)));
    if (event.type === "saved") onKept?.();
  }

  return (
    <Card title={t("uiRehearsal.title")} hint={t("uiRehearsal.hint")}>
      <FocusTarget ref={content} label={t("uiRehearsal.title")}>
        <Stack>
          {state.step === "running" ? (
            <RehearsalRunning
              running={state.running}
              onGive={give}
              onStop={() => {
                announce(t("uiRehearsal.stopped"));
                stop();
              }}
            />
          ) : (
            <>
              <Ended state={state} isKept={siteId !== null} />
              {vantage.step === "failed" && <ProblemBanner problem={vantage.problem} onRetry={vantage.reload} />}
              {vantage.step === "loading" && (
                <Text tone="faint" size="small">
                  {t("ui.common.loading")}
                </Text>
              )}
              {vantage.step === "ready" && (
                <RehearsalForm
                  siteId={siteId}
                  siteName={siteName}
                  hasVantage={vantage.value.url !== null && vantage.value.hasToken}
                  isAgain={state.step === "finished"}
                  onStart={(request, given) => {
                    announce(t("rehearsal.progress.looking"));
                    start(request, given);
                  }}
                />
              )}
            </>
          )}
        </Stack>
      </FocusTarget>
    </Card>
  );
}

/** What became of the last one, where there was one. */
function Ended({ state, isKept }: { state: Exclude<RehearsalState, { step: "running" }>; isKept: boolean }) {
  const { t, say } = useText();
  if (state.step === "failed") return <Banner tone="caution" title={say(state.why)} />;
  if (state.step === "broken") return <ProblemBanner problem={state.problem} />;
  if (state.step === "idle") return null;
  const { record, keeping } = state;
  return (
    <>
      <RehearsalOutcome record={record} />
      {typeof keeping === "object" && <ProblemBanner problem={keeping} />}
      {(keeping === "kept" || !isKept) && (
        <Text size="small" tone="soft">
          {t(keeping === "kept" ? "uiRehearsal.kept" : "uiRehearsal.notKept")}
        </Text>
      )}
    </>
  );
}

/** What was pressed is gone. */
function useFocusOnChange(step: string, target: { current: HTMLElement | null }): void {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    target.current?.focus();
  }, [step, target]);
}
