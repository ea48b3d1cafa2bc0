import { z } from "zod";
import { message, messageSchema, type Diagnosis } from "../nat/diagnosis.ts";
import { birthdayOdds, birthdayOddsSchema } from "./birthday.ts";

/** One end of a path, as a check measured it (`Diagnosis["nat"]`). Null: nobody measured there. */
export type NatSide = Pick<Diagnosis["nat"], "mapping" | "filtering"> | null;

/** What changes everything, whatever the routers' behaviour. */
export type AroundPair = {
  /** Who has a port that is open from outside: mapped by the router that owns the public address, or forwarded by hand. */
  portMapping: "none" | "site" | "other" | "both";
  /** Both ends have IPv6 that leads out. Null: not known. */
  ipv6: boolean | null;
  /** Whose UDP does not get out. */
  udpBlocked?: "none" | "site" | "other" | "both";
};

const directReasonSchema = z.enum([
  "udp-blocked",
  "port-open",
  "ipv6",
  "both-easy",
  "easy-lets-in",
  "hard-lets-in",
  "one-hard",
  "both-hard",
  "not-measured",
]);
export type DirectReason = z.infer<typeof directReasonSchema>;

export const directPredictionSchema = z.object({
  direct: z.enum(["yes", "no", "maybe"]),
  reason: directReasonSchema,
  /** Sentences for people: what it will be, why, and what would change it. */
  why: z.array(messageSchema).max(8),
  /** Where only guessing ports could help; null where nothing needs to be guessed, or nothing can help. */
  birthday: birthdayOddsSchema.nullable(),
});
export type DirectPrediction = z.infer<typeof directPredictionSchema>;

/**
 * Whether two ends will find a direct UDP path by the rules of ICE (RFC 8445, RFC 5128 section 3.3), from how the routers on both
 * sides translate and filter. A router whose outside port is the same for everybody is "easy": the other side can be told
 * where to write. A hard one opens a port that nobody knows before.
 *
 * `maybe` where a behaviour was not measured, or where it depends on how a router goes about its sessions.
 */
export function predictDirect(site: NatSide, other: NatSide, around: AroundPair): DirectPrediction {
  const reason = reasonOf(site, other, around);
  const direct = WORD[reason];
  return {
    direct,
    reason,
    why: [message(`rehearsal.prediction.${reason}`), ...adviceFor(reason)],
    birthday: reason === "one-hard" || reason === "both-hard" ? birthdayOdds(reason) : null,
  };
}

const WORD: Readonly<Record<DirectReason, DirectPrediction["direct"]>> = {
  "udp-blocked": "no",
  "port-open": "yes",
  ipv6: "yes",
  "both-easy": "yes",
  "easy-lets-in": "yes",
  "hard-lets-in": "maybe",
  "one-hard": "no",
  "both-hard": "no",
  "not-measured": "maybe",
};

function reasonOf(site: NatSide, other: NatSide, { portMapping, ipv6, udpBlocked = "none" }: AroundPair): DirectReason {
  if (udpBlocked !== "none") return "udp-blocked";
  // Who is open takes packets from whatever port they come, and answers there.
  if (portMapping !== "none") return "port-open";
  // No translation there, and two firewalls let each other in once both have written.
  if (ipv6 === true) return "ipv6";
  if (site === null || other === null) return "not-measured";
  const [one, two] = [easeOf(site), easeOf(other)];
  if (one === "unknown" || two === "unknown") return "not-measured";
  if (one === "easy" && two === "easy") return "both-easy";
  if (one === "hard" && two === "hard") return letsIn(site) || letsIn(other) ? "hard-lets-in" : bothHard(site, other);
  const [easy, hard] = one === "easy" ? [site, other] : [other, site];
  // The easy side has written to the hard one's address already; only its port is a stranger's.
  if (easy.filtering === "endpoint-independent" || easy.filtering === "address-dependent") return "easy-lets-in";
  if (letsIn(hard)) return "hard-lets-in";
  return isKnown(easy.filtering) && isKnown(hard.filtering) ? "one-hard" : "not-measured";
}

type Measured = NonNullable<NatSide>;

function easeOf({ mapping }: Measured): "easy" | "hard" | "unknown" {
  if (mapping === "unknown") return "unknown";
  return mapping === "endpoint-independent" ? "easy" : "hard";
}

/** A hard side whose router lets strangers in at the port that a STUN server saw. */
const letsIn = ({ filtering }: Measured): boolean => filtering === "endpoint-independent";

/** "endpoint-dependent" leaves open whether the address alone is enough. */
const isKnown = (filtering: Measured["filtering"]): boolean =>
  filtering !== "unknown" && filtering !== "endpoint-dependent";

const bothHard = (site: Measured, other: Measured): DirectReason =>
  isKnown(site.filtering) && isKnown(other.filtering) ? "both-hard" : "not-measured";

function adviceFor(reason: DirectReason): DirectPrediction["why"] {
  switch (reason) {
    case "one-hard":
      return [message("rehearsal.prediction.guessing-one"), message("rehearsal.prediction.what-changes-it")];
    case "both-hard":
      return [message("rehearsal.prediction.guessing-both"), message("rehearsal.prediction.what-changes-it")];
    case "hard-lets-in":
    case "not-measured":
      return [message("rehearsal.prediction.what-changes-it")];
    default:
      return [];
  }
}
