import { message, type Message } from "../nat/diagnosis.ts";
import type { AdviceReason, Works } from "./advice.ts";
import type { SiteFacts } from "./site-facts.ts";

/** A reason of the advice by its text `advice.reason.<code>`. */
export function reason(
  code: string,
  source: AdviceReason["source"],
  { args = {}, ids = [], origin = null }: { args?: Message["args"]; ids?: string[]; origin?: string | null } = {},
): AdviceReason {
  return { ...message(`advice.reason.${code}`, args), source, origin, observationIds: ids };
}

/** The verdict of the check, as the reason. */
export function verdictReason(facts: SiteFacts): AdviceReason[] {
  const { check } = facts;
  return check === null
    ? [reason("not-checked", "check")]
    : [{ ...check.sentence, source: "check", origin: null, observationIds: check.ids }];
}

/** A finding of the check, where it stands. */
export function findingReason(facts: SiteFacts, code: string): AdviceReason[] {
  const finding = facts.findings.get(code);
  return finding === undefined
    ? []
    : [{ ...finding.title, source: "check", origin: null, observationIds: finding.observationIds }];
}

export const wishReason = (code: string, args: Message["args"] = {}): AdviceReason => reason(code, "wishes", { args });
export const technique = (code: string, args: Message["args"] = {}): AdviceReason =>
  reason(code, "technique", { args });

/** What has to be done before a route works: `advice.after.<code>`. */
export const after = (code: string, args: Message["args"] = {}): Message => message(`advice.after.${code}`, args);

export const works = {
  yes: (...reasons: AdviceReason[]): Works => ({ answer: "yes", reasons, after: [] }),
  no: (...reasons: AdviceReason[]): Works => ({ answer: "no", reasons, after: [] }),
  after: (conditions: Message[], ...reasons: AdviceReason[]): Works => ({
    answer: "after",
    reasons,
    after: conditions,
  }),
  /** `conditions`: how to find out. */
  unknown: (conditions: Message[], ...reasons: AdviceReason[]): Works => ({
    answer: "unknown",
    reasons,
    after: conditions,
  }),
};

const WEIGHT = { yes: 0, after: 1, unknown: 2, no: 3 } as const;

/** All of them have to hold: the worst answer counts, with everything that has to be done. */
export function allOf(...parts: (Works | null)[]): Works {
  const given = parts.filter((part) => part !== null);
  const worst = given.toSorted((a, b) => WEIGHT[b.answer] - WEIGHT[a.answer])[0]?.answer ?? "yes";
  const telling = worst === "yes" ? given : given.filter(({ answer }) => answer !== "yes");
  const reasons = worst === "no" ? given.filter(({ answer }) => answer === "no") : telling;
  return {
    answer: worst,
    reasons: unique(reasons.flatMap((part) => part.reasons)).slice(0, 20),
    after: worst === "no" ? [] : unique(given.flatMap((part) => part.after)).slice(0, 10),
  };
}

const unique = <T>(list: readonly T[]): T[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];
