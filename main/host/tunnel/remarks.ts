import type { Remark } from "#core/contract/tunnel-calls.ts";
import type { Finding, Message } from "#core/nat/diagnosis.ts";

const TONES: Record<Finding["severity"], Remark["tone"]> = {
  problem: "problem",
  warning: "warning",
  advice: "info",
  info: "info",
};

export const remark = (tone: Remark["tone"], text: Message, details: Message[] = []): Remark => ({
  tone,
  text,
  details,
});

/** A finding as the page shows it: what it is, and one click away what to do. */
export const findingRemark = (finding: {
  readonly severity: Finding["severity"];
  readonly title: Message;
  readonly whatToDo: Message | null;
}): Remark => remark(TONES[finding.severity], finding.title, finding.whatToDo === null ? [] : [finding.whatToDo]);
