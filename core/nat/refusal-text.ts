import { CONFLICT_WITH_NOTHING } from "../codec/upnp-error.ts";
import type { en } from "../text/en.ts";
import { message, type Message } from "./diagnosis.ts";

export type MappingProtocol = "upnp" | "nat-pmp" | "pcp";

type Texts = typeof en.refusal;

/** WANIPConnection:2 section 2.5.26 and WANPPPConnection:1 section 2.4.27; by what they mean for the person. */
const UPNP: Readonly<Record<number, keyof Texts["upnp"]>> = {
  401: "not-offered",
  402: "not-understood",
  404: "not-understood",
  501: "failed",
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
  713: "no-such-entry",
  714: "no-such-entry",
  715: "other-form",
  716: "other-form",
  718: "taken",
  724: "other-form",
  725: "only-permanent",
  726: "other-form",
  727: "other-form",
  728: "full",
  729: "other-mechanism",
  730: "no-such-entry",
  731: "not-allowed",
  732: "other-form",
  733: "other-form",
};

/** RFC 6886 section 3.5. */
const NAT_PMP: Readonly<Record<number, keyof Texts["natpmp"]>> = {
  1: "other-version",
  2: "not-allowed",
  3: "no-address",
  4: "full",
  5: "not-offered",
};

/** RFC 6887 section 7.4. */
const PCP: Readonly<Record<number, keyof Texts["pcp"]>> = {
  1: "other-version",
  2: "not-allowed",
  3: "not-understood",
  4: "not-offered",
  // The only option ever sent is the one for another device.
  5: "only-itself",
  6: "not-understood",
  7: "line-down",
  8: "no-address",
  9: "not-offered",
  10: "share-used-up",
  11: "no-such-port",
  12: "seen-differently",
  13: "not-offered",
};

/** WANIPv6FirewallControl:1 section 2.4. */
const PINHOLE: Readonly<Record<number, keyof Texts["pinhole"]>> = {
  606: "not-allowed",
  701: "full",
  702: "firewall-off",
  703: "not-allowed",
  705: "not-offered",
  706: "other-form",
  707: "other-form",
  708: "other-form",
};

const other = (code: number | null, name: string | null): Message => {
  if (code !== null) return message("refusal.other", { code });
  return name === null ? message("refusal.plain") : message("refusal.named", { name });
};

/** A router's refusal to open a port, in words and not in codes. */
export function refusalText(protocol: MappingProtocol, code: number | null, name: string | null = null): Message {
  if (name === CONFLICT_WITH_NOTHING) return message("refusal.upnp.only-itself");
  const known = code ?? -1;
  const keyed = (area: string, key: string | undefined): Message =>
    key === undefined ? other(code, name) : message(`refusal.${area}.${key}`);
  switch (protocol) {
    case "upnp":
      return keyed("upnp", UPNP[known]);
    case "nat-pmp":
      return keyed("natpmp", NAT_PMP[known]);
    case "pcp":
      return keyed("pcp", PCP[known]);
    default:
      return protocol satisfies never;
  }
}

/** The same for a hole in the router's IPv6 firewall, whose UPnP service has codes of its own. */
export function pinholeRefusalText(protocol: "upnp" | "pcp", code: number | null, name: string | null = null): Message {
  if (protocol === "pcp") return refusalText("pcp", code, name);
  const key = PINHOLE[code ?? -1];
  return key === undefined ? other(code, name) : message(`refusal.pinhole.${key}`);
}
