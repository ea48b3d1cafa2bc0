import { CONFLICT_WITH_NOTHING } from "../codec/upnp-error.ts";
import { ownWords } from "../lan/own-words.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { canonicalAddress } from "../net/ip-address.ts";
import type { en } from "../text/en.ts";
import type { TableEntry } from "./port-holder.ts";

/** A router's refusal of a lasting forward, as what it means for whoever wants it open. */

type Reason = keyof typeof en.forward.refused;

export type Refusal = {
  protocol: "upnp" | "nat-pmp" | "pcp";
  /** It is about the IPv6 firewall, whose UPnP service has codes of its own. */
  isPinhole: boolean;
  errorCode: number | null;
  errorName: string | null;
  /** It was to lead to another device than the laptop that asked. */
  forOther: boolean;
};

/** WANIPConnection:2 section 2.5.16 and WANPPPConnection:1 section 2.4.15; UPnP Device Architecture 1.1 section 3.2.2. */
const UPNP: Readonly<Record<number, Reason>> = {
  401: "not-offered",
  402: "not-understood",
  404: "not-understood",
  501: "line-down",
  600: "not-understood",
  601: "not-understood",
  602: "not-offered",
  603: "full",
  604: "needs-a-person",
  605: "not-understood",
  606: "not-allowed",
  703: "line-down",
  704: "line-down",
  705: "line-down",
  706: "line-down",
  707: "line-down",
  708: "line-down",
  709: "line-down",
  710: "line-down",
  711: "line-down",
  715: "named-peers-only",
  716: "all-ports-only",
  718: "taken-unseen",
  724: "same-port-only",
  725: "no-lease-fits",
  726: "not-understood",
  727: "all-ports-only",
  728: "full",
  729: "taken-unseen",
  731: "not-allowed",
};

/** RFC 6886 section 3.5. */
const NAT_PMP: Readonly<Record<number, Reason>> = {
  1: "not-offered",
  2: "not-allowed",
  3: "line-down",
  4: "full",
  5: "not-offered",
};

/** RFC 6887 section 7.4. */
const PCP: Readonly<Record<number, Reason>> = {
  1: "not-offered",
  2: "not-allowed",
  3: "not-understood",
  4: "not-offered",
  // The only option ever sent is the one for another device.
  5: "only-for-itself",
  6: "not-understood",
  7: "line-down",
  8: "no-port-to-give",
  9: "not-offered",
  10: "share-used-up",
  11: "taken-unseen",
  12: "seen-differently",
  13: "not-offered",
};

/** WANIPv6FirewallControl:1 section 2.5. */
const PINHOLE: Readonly<Record<number, Reason>> = {
  606: "no-pinholes",
  701: "full",
  702: "firewall-off",
  703: "no-pinholes",
  705: "not-offered",
};

/** Refusals of the asking host, which for another device mostly mean that it is another one (measured: miniupnpd in secure mode). */
const ABOUT_THE_ASKER: ReadonlySet<Reason> = new Set(["not-allowed", "no-pinholes"]);

function reasonOf({ protocol, isPinhole, errorCode, errorName, forOther }: Refusal): Reason | null {
  if (errorName === CONFLICT_WITH_NOTHING) return forOther ? "only-for-itself" : "taken-unseen";
  const codes = { upnp: isPinhole ? PINHOLE : UPNP, "nat-pmp": NAT_PMP, pcp: PCP }[protocol];
  const reason = codes[errorCode ?? -1] ?? null;
  return reason !== null && forOther && ABOUT_THE_ASKER.has(reason) ? "only-for-itself" : reason;
}

/** A refusal in words for an installer: what the router means, and what to do instead. */
export function whyRefused(refusal: Refusal): Message {
  const reason = reasonOf(refusal);
  if (reason !== null) return message(`forward.refused.${reason}`);
  const { errorCode, errorName } = refusal;
  if (errorCode !== null) return message("forward.refused.code", { code: errorCode });
  const name = ownWords(errorName ?? "");
  return name === undefined ? message("forward.refused.plain") : message("forward.refused.named", { name });
}

/** Where an entry of the router's table leads. Its text is the router's own. */
const whereTo = ({ internalClient, internalPort: toPort }: TableEntry): Message["args"] => ({
  address: canonicalAddress(internalClient) ?? ownWords(internalClient) ?? "?",
  toPort,
});

/** Somebody else holds the outside port. */
export function whyTaken(entry: TableEntry): Message {
  const name = ownWords(entry.description);
  const args = { port: entry.externalPort, ...whereTo(entry) };
  return name === undefined
    ? message("forward.refused.taken", args)
    : message("forward.refused.taken-named", { ...args, name });
}

/** What the router made of the request leads to somebody else. */
export const whyElsewhere = (entry: TableEntry): Message => message("forward.refused.leads-elsewhere", whereTo(entry));
