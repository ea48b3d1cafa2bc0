import type { CheckRecord } from "#core/survey/check-record.ts";
import { CheckResult } from "./check-result.tsx";
import { rowsOf } from "./check-state.ts";
import { RecordFacts } from "./record-facts.tsx";

/** A complete check, fresh or from the archive. */
export function RecordResult({ record }: { record: CheckRecord }) {
  return (
    <CheckResult
      diagnosis={record.diagnosis}
      rows={rowsOf(record)}
      running={false}
      incomplete={record.cancelled}
      more={<RecordFacts record={record} />}
    />
  );
}
