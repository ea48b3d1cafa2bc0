import { CircleStop, Timer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText, type Text as Texts } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { problemOfCode, type Problem } from "../../problems/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Instrument } from "../../ui/instrument.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useCheck } from "./check-context.tsx";
import { isUnderWay } from "./check-state.ts";

type FurtherTestCardProps = { siteId: string; record: CheckRecord; onExtended: (record: CheckRecord) => void };

/** A test that takes minutes and is done when somebody asks for it; what comes of it is added to the check. */
export function FurtherTestCard({ siteId, record, onExtended }: FurtherTestCardProps) {
  const { t, ...rest } = useText();
  const announce = useAnnounce();
  const measuring = useAction();
  const { state } = useCheck();
  const [openForSeconds, setOpenForSeconds] = useState<number | null>(null);
  const [notKept, setNotKept] = useState<Problem | null>(null);
  const abort = useRef<AbortController | null>(null);
  // Who leaves the page ends the test: nobody would see what comes of it.
  useEffect(() => () => abort.current?.abort(), []);

  function measure(): void {
    const controller = new AbortController();
    abort.current = controller;
    setOpenForSeconds(null);
    setNotKept(null);
    measuring.run(async (client) => {
      try {
        const outcome = await follow(client, siteId, record.checkId, controller.signal, setOpenForSeconds);
        if (outcome.notKept) return setNotKept(outcome.notKept);
        if (outcome.record === null) return;
        const { bindingAliveSeconds, bindingDeadSeconds } = outcome.record.diagnosis.nat;
        const measured = bindingAliveSeconds !== null || bindingDeadSeconds !== null;
        announce(t(measured ? "ui.further.done" : "ui.further.nothing"));
        onExtended(outcome.record);
      } catch (error) {
        // Ended on purpose.
        if (!controller.signal.aborted) throw error;
      }
    });
  }

  const found = lifetimeWords(record.diagnosis.nat, { t, ...rest });
  const problem = measuring.problem ?? notKept;
  return (
    <Card title={t("ui.further.title")} hint={t("ui.further.hint")}>
      <Text size="small">{found ?? t("ui.further.notMeasured")}</Text>
      {measuring.pending ? (
        <>
          <Instrument
            label={
              openForSeconds === null
                ? t("ui.further.running")
                : t("ui.further.runningStep", { seconds: openForSeconds })
            }
          />
          <Inline>
            <Button icon={CircleStop} onClick={() => abort.current?.abort()}>
              {t("ui.common.cancel")}
            </Button>
            <Text as="span" size="small" tone="soft">
              {t("ui.further.takes")}
            </Text>
          </Inline>
        </>
      ) : (
        <Inline>
          <Button icon={Timer} disabled={isUnderWay(state)} onClick={measure}>
            {t(found === null ? "ui.further.measure" : "ui.further.measureAgain")}
          </Button>
          <Text as="span" size="small" tone="soft">
            {t("ui.further.takes")}
          </Text>
        </Inline>
      )}
      {problem && <ProblemBanner problem={problem} onRetry={measure} />}
    </Card>
  );
}

/** Runs the one test and passes on for how long the way has stayed open so far. */
async function follow(
  client: FarsiteClient,
  siteId: string,
  checkId: string,
  signal: AbortSignal,
  onStillOpen: (seconds: number) => void,
): Promise<{ record: CheckRecord | null; notKept: Problem | null }> {
  let record: CheckRecord | null = null;
  const events = await client.check.run({ siteId, only: ["binding-lifetime"], addTo: checkId }, { signal });
  for await (const event of events) {
    if (event.type === "observed" && event.observation.data.kind === "binding-lifetime") {
      const { alive, idleSeconds } = event.observation.data;
      if (alive && idleSeconds > 0) onStillOpen(idleSeconds);
    }
    if (event.type === "finished") ({ record } = event);
    if (event.type === "saved") return { record, notKept: null };
    if (event.type === "not-saved") return { record: null, notKept: problemOfCode(event.code, event.data) };
  }
  return { record: null, notKept: null };
}

function lifetimeWords({ bindingAliveSeconds: alive, bindingDeadSeconds: dead }: Diagnosis["nat"], { t }: Texts) {
  if (alive !== null && dead !== null) return t("ui.further.aliveAndDead", { alive, dead });
  if (alive !== null) return t("ui.further.alive", { alive });
  return dead === null ? null : t("ui.further.dead", { dead });
}
