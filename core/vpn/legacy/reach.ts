import { assertNever } from "../../never.ts";
import { message, type Message } from "../../nat/diagnosis.ts";

/** What came of knocking at a server's OpenVPN and IPsec ports from the site, and what follows from it. */

/** `other`: something answered that is not this protocol. `closed`: the connection was ended without a word. */
export type ReachOutcome = "answered" | "silent" | "refused" | "unreachable" | "other" | "closed";

export interface ReachAnswer {
  readonly way: "openvpn-udp" | "openvpn-tcp" | "ike-500" | "ike-4500";
  readonly port: number;
  readonly outcome: ReachOutcome;
  /** From asking to the answer; null where none came. */
  readonly elapsedMs: number | null;
  /** What IKE said besides, e.g. NO_PROPOSAL_CHOSEN. */
  readonly notifies: readonly string[];
  /** OpenVPN was asked with the server's tls-crypt key, so silence means something. */
  readonly wasWrapped: boolean;
}

export interface ReachFinding {
  readonly code: string;
  readonly tone: "good" | "warning" | "problem" | "info";
  readonly text: Message;
}

const SAYS_WHAT = { "openvpn-udp": "openvpn", "openvpn-tcp": "openvpn", "ike-500": "ike", "ike-4500": "ike" } as const;

function sayOne({ way, port, outcome, wasWrapped }: ReachAnswer): ReachFinding {
  const kind = SAYS_WHAT[way];
  const transport = way === "openvpn-tcp" ? "TCP" : "UDP";
  const say = (code: string, tone: ReachFinding["tone"]): ReachFinding => ({
    code,
    tone,
    text: message(`legacyVpn.reach.${code}`, { port, transport }),
  });
  switch (outcome) {
    case "answered":
      return say(`${kind}-answers`, "good");
    case "refused":
      return say("refused", "problem");
    case "unreachable":
      return say("unreachable", "problem");
    case "other":
      return say("other-program", "problem");
    case "closed":
      return say(wasWrapped ? "wrong-key" : "closed", "warning");
    case "silent":
      // A server with tls-auth or tls-crypt says nothing to who has not its key; that is no proof of a block.
      return say(kind === "ike" || wasWrapped ? "blocked" : "silent-or-blocked", "warning");
    default:
      return assertNever(outcome);
  }
}

const came = (answers: readonly ReachAnswer[], way: ReachAnswer["way"]): boolean =>
  answers.some((answer) => answer.way === way && answer.outcome === "answered");
const asked = (answers: readonly ReachAnswer[], way: ReachAnswer["way"]): boolean =>
  answers.some((answer) => answer.way === way);

/** What each answer says, and then what to do with them together. */
export function judgeLegacyReach(answers: readonly ReachAnswer[]): ReachFinding[] {
  const together: ReachFinding[] = [];
  const say = (code: string, tone: ReachFinding["tone"]): void => {
    together.push({ code, tone, text: message(`legacyVpn.reach.${code}`) });
  };
  if (came(answers, "openvpn-tcp") && asked(answers, "openvpn-udp") && !came(answers, "openvpn-udp"))
    say("use-tcp", "info");
  if (came(answers, "ike-4500")) say("nat-t", "info");
  else if (came(answers, "ike-500") && asked(answers, "ike-4500")) say("only-500", "problem");
  if (came(answers, "ike-4500") && asked(answers, "ike-500") && !came(answers, "ike-500")) say("only-4500", "warning");
  return [...answers.map(sayOne), ...together];
}
