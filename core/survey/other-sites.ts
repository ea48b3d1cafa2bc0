import { z } from "zod";
import { diagnosisSchema } from "../nat/diagnosis.ts";
import type { CheckRecord } from "./check-record.ts";

/**
 * A check tells the person on site which other customers were seen under the same address. What is kept goes on to
 * colleagues, customers and providers: it says that there was another site, and not whose.
 */

const PROBE = "other-sites";
const KIND = "same-address-elsewhere";
const FINDING = "same-nat-as-other-site";

/** The record as it is kept: other sites without name, id and router address. The verdict is the same; doing it twice changes nothing. */
export function withoutOtherSites(record: CheckRecord): CheckRecord {
  const ids = record.observations
    .filter(({ probe }) => probe === PROBE)
    .map(({ id }) => id)
    .toSorted();
  if (ids.length === 0) return record;
  // Numbered in the order of their ids, in which everything that names observations is sorted.
  const renamed = new Map(ids.map((id, index) => [id, `${PROBE}/${index + 1}`]));
  const diagnosis = diagnosisSchema.parse(withIds(record.diagnosis, renamed));
  return {
    ...record,
    observations: record.observations.map((one) => ({
      ...one,
      id: renamed.get(one.id) ?? one.id,
      ...(one.data.kind === KIND && { data: { ...one.data, siteName: null, wanAddress: null }, raw: null }),
    })),
    diagnosis: {
      ...diagnosis,
      findings: diagnosis.findings.map((finding) =>
        finding.code === FINDING ? { ...finding, title: { ...finding.title, args: {} } } : finding,
      ),
    },
  };
}

const namingSchema = z.object({
  observations: z
    .array(z.object({ data: z.object({ kind: z.string(), siteName: z.string().nullish() }) }))
    .catch([])
    .optional(),
  diagnosis: z
    .object({ findings: z.array(z.object({ code: z.string(), title: z.object({ args: z.looseObject({}) }) })) })
    .optional()
    .catch(undefined),
});

/** Whether a record, as it was kept, tells of whose other site it was: those of Farsite 0.1 do. */
export function namesOtherSites(record: unknown): boolean {
  const { observations = [], diagnosis } = namingSchema.safeParse(record).data ?? {};
  return (
    observations.some(({ data }) => data.kind === KIND && data.siteName != null) ||
    (diagnosis?.findings ?? []).some(({ code, title }) => code === FINDING && "sites" in title.args)
  );
}

/** The same value with the ids of observations replaced wherever they are listed. */
function withIds(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return renamed.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => withIds(one, renamed));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withIds(member, renamed)]));
}
