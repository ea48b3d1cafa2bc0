import { baseKnowledge } from "#core/knowledge/base.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { noOverlay } from "../../fakes/own-knowledge.ts";
import type { AdviceInput } from "#core/advice/site-facts.ts";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";
import type { WishesSection } from "#core/survey/survey-sections.ts";
import { cgnatRecord, offlineRecord, publicRecord } from "../../fakes/sample-records.ts";

type Kind = Diagnosis["verdict"]["kind"];

const RECORDS: Partial<Record<Kind, CheckRecord>> = {
  public: publicRecord,
  firewalled: publicRecord,
  cgnat: cgnatRecord,
  offline: offlineRecord,
};

/** A site whose last check came to this verdict, with these wishes. */
export function siteOf(
  kind: Kind | null,
  wishes: WishesSection = {},
  {
    diagnosis = {},
    ...more
  }: Partial<AdviceInput> & {
    diagnosis?: Partial<Pick<Diagnosis, "inbound" | "usablePorts" | "ipv6" | "findings">>;
  } = {},
): AdviceInput {
  const document = { ...emptyDocument("Bakery"), wishes };
  return {
    document,
    check: kind === null ? null : checkOf(kind, diagnosis),
    devices: [],
    proofs: [],
    knowledge: withOverlay(baseKnowledge(), noOverlay()),
    ...more,
  };
}

function checkOf(kind: Kind, changed: Partial<Diagnosis>): CheckRecord {
  const record = RECORDS[kind] ?? cgnatRecord;
  const { diagnosis } = record;
  return { ...record, diagnosis: { ...diagnosis, verdict: { ...diagnosis.verdict, kind }, ...changed } };
}
