import { useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { ProbeId } from "#core/nat/observation.ts";
import { Split } from "../../ui/layout.tsx";
import { EvidenceCard, evidenceRowId } from "./evidence-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { PathCard } from "./path-card.tsx";
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
  /** Below the evidence: facts about the record, and the like. */
  more?: ReactNode;
};

const INTERNET_PROBES: ReadonlySet<ProbeId> = new Set(["stun", "public-address", "path"]);

const askedInternet = ({ probe, observation }: EvidenceRow): boolean =>
  INTERNET_PROBES.has(probe) && observation?.outcome !== "skipped";

/** A check, live or from the archive: verdict, way out, findings; every answer beside them. */
export function CheckResult({ diagnosis, rows, running, incomplete, hint, waiting, more }: CheckResultProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  function showEvidence(ids: readonly string[]): void {
    flushSync(() => setOpen((last) => new Set([...last, ...ids])));
    const first = ids[0] === undefined ? null : document.getElementById(evidenceRowId(ids[0]));
    first?.scrollIntoView({ block: "center" });
    first?.focus({ preventScroll: true });
  }

  function onOpenChange(id: string, isOpen: boolean): void {
    setOpen((last) => new Set(isOpen ? [...last, id] : [...last].filter((other) => other !== id)));
  }

  return (
    <Split
      main={
        <>
          {waiting}
          {diagnosis && (
            <VerdictCard diagnosis={diagnosis} soFar={running} incomplete={incomplete} onShowEvidence={showEvidence} />
          )}
          {diagnosis && (
            <PathCard layers={diagnosis.layers} running={running} internetAsked={rows.some(askedInternet)} />
          )}
          {diagnosis && !running && <FindingsCard findings={diagnosis.findings} />}
        </>
      }
      side={
        <>
          <EvidenceCard rows={rows} running={running} hint={hint} open={open} onOpenChange={onOpenChange} />
          {more}
        </>
      }
    />
  );
}
