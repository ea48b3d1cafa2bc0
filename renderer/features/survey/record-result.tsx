import type { CheckRecord } from "#core/survey/check-record.ts";
import { CheckResult } from "./check-result.tsx";
import { rowsOf } from "./check-state.ts";
import { FurtherTestCard } from "./further-test-card.tsx";
import { RecordFacts } from "./record-facts.tsx";
import { RoutesLink } from "./routes-link.tsx";
import { SettleActions } from "./settle-actions.tsx";

type RecordResultProps = {
  record: CheckRecord;
  /** Where it is kept, and what to do when it gets further answers; null while it is not kept. */
  kept: { siteId: string; onExtended: (record: CheckRecord) => void } | null;
};

/** A complete check, fresh or from the archive. */
export function RecordResult({ record, kept }: RecordResultProps) {
  return (
    <CheckResult
      diagnosis={record.diagnosis}
      rows={rowsOf(record)}
      running={false}
      incomplete={record.cancelled}
      settle={kept && <SettleActions record={record} {...kept} />}
      next={kept && <RoutesLink siteId={kept.siteId} />}
      more={
        <>
          {kept && record.diagnosis.gateway !== null && <FurtherTestCard record={record} {...kept} />}
          <RecordFacts record={record} />
        </>
      }
    />
  );
}
