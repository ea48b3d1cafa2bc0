import { message, type Message } from "../nat/diagnosis.ts";
import type { Fields } from "./document-diff.ts";
import { isSameValue } from "./same-value.ts";

/**
 * A walk-through in one sentence, whatever its step changed: that it was begun (`was` null), waits, goes on, is done. The same for
 * each of its fields, so that they are told once.
 */
export function walkSentence(was: Fields | null, is: Fields): Message {
  return message(`surveyHistory.walk.${whatHappened(was, is)}`, { kind: String(is["kind"]) });
}

function whatHappened(was: Fields | null, is: Fields): string {
  if (is["status"] !== "open" && is["status"] !== was?.["status"]) return String(is["status"]);
  if (was === null) return "begun";
  if (is["status"] !== was["status"]) return "reopened";
  if (isSameValue(was["waiting"] ?? null, is["waiting"] ?? null)) return "step";
  return waitsFor(is["waiting"]) ?? "resumed";
}

function waitsFor(waiting: unknown): string | null {
  return typeof waiting === "object" && waiting !== null && "for" in waiting ? String(waiting.for) : null;
}
