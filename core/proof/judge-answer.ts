import type { ForwardUse } from "../forward/forward.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import type { ProofOutcome, ProofResult } from "./proof-record.ts";
import { spokenWords, type Heard, type Spoken } from "./spoken-words.ts";

/** One port, heard from outside, beside all that it can be held against. Everybody was told the same hello. */
export type AnswerCase = {
  readonly use: ForwardUse;
  readonly outside: Heard;
  /** The device itself on the same port, asked from the laptop; null: the laptop is not where the device is. */
  readonly inside: Heard | null;
  /** What the router itself answers inside: its own pages. */
  readonly router: readonly Heard[];
  /** What the forward's last proof heard, where the device can't be asked now. */
  readonly before: Pick<NonNullable<ProofResult["answer"]>, "says" | "certificate"> | null;
  /**
   * What a port that nothing was opened for did from the same place: where it takes connections too, something on the way takes
   * them all. Null: not tried.
   */
  readonly control: Heard["saw"] | null;
  readonly origin: "vantage" | "elsewhere";
  /** The address called is the device's own (IPv6), and not that of a line which may be another customer's by now. */
  readonly isDevicesOwn?: boolean;
};

export type JudgedAnswer = Pick<ProofResult, "outcome" | "strength" | "sameDevice" | "remark" | "answer">;

/** What an answer from outside proves. Never throws, whatever was heard. */
export function judgeAnswer(answerCase: AnswerCase): JudgedAnswer {
  const { outside, inside, router } = answerCase;
  if (outside.saw !== "connected") return nothing(outside.saw, whyNothing(outside.saw, answerCase));
  const spoken = spokenWords(outside);
  if (spoken === null) return judgeMute(answerCase);
  const insideWords = inside === null ? null : spokenWords(inside);
  const routers = router.flatMap((heard) => spokenWords(heard) ?? []);
  const isLikeRouter = (one: Spoken): boolean => routers.some((box) => isSame(one, box) === "yes");
  const sameDevice = insideWords === null ? sameAsBefore(spoken, answerCase.before) : isSame(spoken, insideWords);
  const answer = { protocol: spoken.protocol, says: spoken.says, certificate: spoken.certificate };
  const says = spoken.says ?? spoken.protocol.toUpperCase();
  const stranger = (why: string): JudgedAnswer => ({
    outcome: "stranger",
    strength: "none",
    sameDevice: "no",
    remark: message(`proof.remark.${why}`, { says }),
    answer,
  });
  if (isLikeRouter(spoken)) {
    if (sameDevice !== "yes") return stranger("router-itself");
    // The device's words are the router's as well (both a bare nginx): nobody can tell them apart by these.
    return answered(answer, "unknown", "weak", message("proof.remark.like-router", { says }));
  }
  if (sameDevice === "no") return stranger("another-device");
  if (sameDevice === "yes") return answered(answer, "yes", "proof", null);
  if (spoken.isRouter && insideWords === null) return stranger("router-itself");
  if (inside !== null && insideWords === null)
    // The device says nothing inside, and somebody speaks outside.
    return stranger("another-device");
  if (insideWords !== null)
    // Every box on the way can answer in HTTP: a provider's block page has no name either.
    return spoken.protocol === "http"
      ? answered(answer, "unknown", "weak", message("proof.remark.may-be-anybody", { says }))
      : answered(answer, "unknown", "proof", message("proof.remark.nothing-to-tell-by"));
  // A line's address may be a neighbour's by now, with a camera of his own: only what was known before tells.
  const mayBeNeighbour = answerCase.before === null && answerCase.isDevicesOwn !== true;
  return !mayBeNeighbour && isExpected(answerCase.use, spoken) && !saysOtherThan(spoken, answerCase.before)
    ? answered(answer, "unknown", "proof", message("proof.remark.not-compared"))
    : answered(answer, "unknown", "weak", message("proof.remark.may-be-anybody", { says }));
}

/** The connection stands and nobody speaks: the device's own manner, or something on the way that takes everything. */
function judgeMute({ inside, control }: AnswerCase): JudgedAnswer {
  const connected = (strength: ProofResult["strength"], remark: string): JudgedAnswer => ({
    outcome: "connected",
    strength,
    sameDevice: "unknown",
    remark: message(`proof.remark.${remark}`),
    answer: null,
  });
  if (control === "connected") return connected("none", "takes-everything");
  if (inside === null) return connected("weak", "mute-not-compared");
  if (inside.saw !== "connected")
    return { ...connected("none", "mute-without-device"), outcome: "stranger", sameDevice: "no" };
  if (spokenWords(inside) !== null) return connected("none", "mute-only-outside");
  return control === null ? connected("weak", "mute-alike") : connected("proof", "mute-alike-controlled");
}

/** Whether two answers come from one device, by what both said. */
export function isSame(a: Spoken, b: Spoken): ProofResult["sameDevice"] {
  if (a.certificate !== null && b.certificate !== null) return a.certificate === b.certificate ? "yes" : "no";
  if (a.protocol !== b.protocol) return "no";
  // What only one of them said may have come too late for the other.
  const both = Object.keys(a.names).filter((name) => b.names[name] !== undefined);
  if (both.some((name) => a.names[name] !== b.names[name])) return "no";
  if (both.length > 0) return "yes";
  return a.manner !== null && a.manner === b.manner ? "yes" : "unknown";
}

function sameAsBefore(spoken: Spoken, before: AnswerCase["before"]): ProofResult["sameDevice"] {
  if (before === null) return "unknown";
  if (before.certificate !== null && spoken.certificate !== null)
    // A new certificate may be a firmware update: that alone makes no stranger of a device.
    return before.certificate === spoken.certificate ? "yes" : "unknown";
  return before.says !== null && Object.keys(spoken.names).length > 0 && before.says === spoken.says
    ? "yes"
    : "unknown";
}

/** Other words than last time: the site's address may be somebody else's by now, who has a recorder as well. */
const saysOtherThan = ({ says }: Spoken, before: AnswerCase["before"]): boolean =>
  before !== null && before.says !== null && before.says !== says;

/** Whether routers don't answer like that: RTSP, and what greets by itself. Their web pages look like anybody's. */
const isExpected = (use: ForwardUse, { protocol }: Spoken): boolean =>
  protocol === "rtsp"
    ? use === "stream" || use === "other"
    : protocol === "banner" && use !== "web" && use !== "stream";

const answered = (
  answer: JudgedAnswer["answer"],
  sameDevice: ProofResult["sameDevice"],
  strength: ProofResult["strength"],
  remark: Message | null,
): JudgedAnswer => ({ outcome: "answered", strength, sameDevice, remark, answer });

const nothing = (outcome: ProofOutcome, remark: Message): JudgedAnswer => ({
  outcome,
  strength: "none",
  sameDevice: "unknown",
  remark,
  answer: null,
});

function whyNothing(saw: "refused" | "silent", { inside, origin }: AnswerCase): Message {
  if (origin === "elsewhere") return message(`proof.remark.${saw}-elsewhere`);
  if (inside === null) return message(`proof.remark.${saw}`);
  return message(inside.saw === "connected" ? `proof.remark.${saw}-but-inside` : "proof.remark.nor-inside");
}
