import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { Diagnosis, Verdict } from "#core/nat/diagnosis.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { sampleCheck } from "#core/survey/sample-check.ts";
import type { WalkContext } from "#core/walk/machine.ts";

/** What a walk-through looks at, as small as a test needs it. */

export const NOW = "2026-11-20T10:00:00Z";

export const emptyKnowledge: Knowledge = { providers: [], routers: [], makers: [], products: [], prices: [] };

export function walkContext(more: Partial<WalkContext> = {}): WalkContext {
  return {
    now: NOW,
    by: "Jonas Brandt",
    siteId: "site-1",
    document: emptyDocument("Bakery"),
    check: null,
    devices: [],
    knowledge: emptyKnowledge,
    proofs: [],
    hasVantage: false,
    firm: { servers: [], mayChange: [], sites: () => [] },
    newId: () => "new-id",
    ...more,
  };
}

export const siteDocument = (more: Partial<SurveyDocument>): SurveyDocument => ({
  ...emptyDocument("Bakery"),
  ...more,
});

/** A check as the sample's, with another end; `verdict` is only what the walk looks at. */
export function checkWith(
  verdict: Partial<Verdict> & Pick<Verdict, "kind">,
  { checkId, ...more }: Partial<Diagnosis> & { checkId?: string; routerMac?: string | null } = {},
): CheckRecord {
  const { routerMac, ...diagnosis } = more;
  const check = sampleCheck();
  return {
    ...check,
    checkId: checkId ?? check.checkId,
    observations: check.observations.flatMap((one) => {
      if (one.data.kind !== "gateway-neighbour" || routerMac === undefined) return [one];
      return routerMac === null ? [] : [{ ...one, data: { ...one.data, mac: routerMac } }];
    }),
    diagnosis: {
      ...check.diagnosis,
      verdict: {
        confidence: 0.97,
        sentence: { key: `verdict.name.${verdict.kind}`, args: {} },
        for: [],
        against: [],
        settledBy: null,
        ...verdict,
      },
      ...diagnosis,
    },
  };
}

const sourcing = { source: "a test", seen: "2026-10-01", confidence: "low" as const, origin: "farsite" as const };

export const someProviders: Knowledge["providers"] = [
  {
    id: "blau-de",
    ...sourcing,
    country: "DE",
    name: "Blau",
    aliases: [],
    networks: [],
    line: "fixed",
    cgnat: { is: "some", words: { en: "With small tariffs", de: "In kleinen Tarifen" } },
    inbound: { is: "some", words: { en: "Port 25 is shut", de: "Port 25 ist zu" } },
    publicAddress: [
      {
        name: "Static IP",
        kind: "static",
        monthly: { amount: 5, currency: "EUR" },
        once: { amount: 20, currency: "EUR" },
        words: { en: "By telephone only", de: "Nur telefonisch" },
      },
      { name: "Real IP", kind: "dynamic-public", monthly: { amount: 0, currency: "EUR" } },
      { name: "IP plus", kind: "static", monthly: { amount: 9.9, currency: "EUR" }, confidence: "high" },
      { name: "IP business", kind: "static", monthly: null },
    ],
    contact: { phone: "0800 1", url: "https://blau.example/contact", words: { en: "Ask for level 2", de: "2. Ebene" } },
    note: { en: "Old name: Azur", de: "Früher Azur" },
  },
  {
    id: "blau-it",
    ...sourcing,
    country: "IT",
    name: "Blau",
    aliases: [],
    networks: [],
    line: "fixed",
    cgnat: { is: "unknown" },
    publicAddress: [],
  },
  {
    id: "grau",
    ...sourcing,
    country: null,
    name: "Grau",
    aliases: [],
    networks: [],
    line: "mobile",
    cgnat: { is: "yes" },
    publicAddress: [
      { name: "Public APN", kind: "dynamic-public", monthly: { amount: 3, currency: "EUR" } },
      { name: "M2M static", kind: "static", monthly: null, words: { en: "Business only", de: "Nur Geschäftskunden" } },
    ],
  },
];
