import { useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { ProbeId } from "#core/nat/observation.ts";
import { Split } from "../../ui/layout.tsx";
import { EvidenceCard, evidenceRowId } from "./evidence-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { MapCard } from "./map-card.tsx";
import { NatBehaviourCard } from "./nat-behaviour-card.tsx";
import { OpenPortsCard } from "./open-ports-card.tsx";
import { VerdictCard } from "./verdict-card.tsx";
import type { EvidenceRow } from "./check-state.ts";

type CheckResultProps = {
  diagnosis: Diagnosis | null;
  rows: readonly EvidenceRow[];
  running: boolean;
  /** The check was cut off before its end. */
  incomplete: boolean;
  /** Under the evidence's heading. */
  hint?: ReactNode;
  /** What stands in the verdict's place while there is none. */
  waiting?: ReactNode;
  /** The buttons that would settle what is open, below the verdict's last sentence. */
  settle?: ReactNode;
  /** Below the verdict: where to go on from a check that is kept. */
  next?: ReactNode;
  /** Below the findings: further tests, facts about the record, and the like. */
  more?: ReactNode;
};

const INTERNET_PROBES: ReadonlySet<ProbeId> = new Set(["stun", "public-address", "path"]);

const askedInternet = ({ probe, observation }: EvidenceRow): boolean =>
  INTERNET_PROBES.has(probe) && observation?.outcome !== "skipped";

/** A check, live or from the archive: verdict and map, what to do, and every answer behind them. */
export function CheckResult({
  diagnosis,
  rows,
  running,
  incomplete,
  hint,
  waiting,
  settle,
  next,
  more,
}: CheckResultProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  function showEvidence(ids: readonly string[]): void {
    flushSync(() => setOpen((last) => new Set([...last, ...ids])));
    // The first as they are listed: from there on reading downwards passes all of them.
    const first = rows.find((row) => ids.includes(row.id));
    const element = first && document.getElementById(evidenceRowId(first.id));
    element?.scrollIntoView({ block: "start" });
    element?.focus({ preventScroll: true });
  }

  function onOpenChange(id: string, isOpen: boolean): void {
    setOpen((last) => new Set(isOpen ? [...last, id] : [...last].filter((other) => other !== id)));
  }

  const observations = rows.flatMap((row) => row.observation ?? []);
  return (
    <>
      {waiting}
      {diagnosis && (
        <>
          <VerdictCard
            diagnosis={diagnosis}
            soFar={running}
            incomplete={incomplete}
            settle={settle}
            next={next}
            onShowEvidence={showEvidence}
          />
          <MapCard
            diagnosis={diagnosis}
            running={running}
            internetAsked={rows.some(askedInternet)}
            onShowEvidence={showEvidence}
          />
        </>
      )}
      <Split
        main={
          <>
            {diagnosis && !running && <FindingsCard findings={diagnosis.findings} onShowEvidence={showEvidence} />}
            {!running && <OpenPortsCard observations={observations} />}
            {diagnosis && !running && <NatBehaviourCard nat={diagnosis.nat} />}
            {more}
          </>
        }
        side={<EvidenceCard rows={rows} running={running} hint={hint} open={open} onOpenChange={onOpenChange} />}
      />
    </>
  );
}
