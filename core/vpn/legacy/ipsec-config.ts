import { toBase64, encodeUtf8 } from "../../codec/byte-text.ts";
import { formatIpv4Prefix, inIpv4Prefix } from "../../net/ipv4-prefix.ts";
import { message, type Message } from "../../nat/diagnosis.ts";
import { commentText } from "../checked-device.ts";
import { checkedHost } from "../vendor/vendor-file.ts";
import type { StepValue } from "../vendor/page-steps.ts";
import { checkedCommonName, ipv4PrefixOf, maskText } from "./openvpn-words.ts";

/** IPsec with IKEv2 for routers that have neither WireGuard nor OpenVPN: strongSwan on the VPS, values to type at the site. */

export interface IpsecSite {
  /** For a comment. */
  readonly name: string;
  /** Names the connection, and the site to the server. */
  readonly id: string;
  /** What the site is reached under. No two sites may have the same. */
  readonly lan: string;
}

export interface IpsecServer {
  readonly host: string;
  /** What the sites may reach. */
  readonly firmNetworks: readonly string[];
  readonly sites: readonly IpsecSite[];
}

/** RFC 8247 and RFC 8221: what a router of the last ten years has, best first; nothing of SHA-1, 3DES or groups below 14. */
const IKE_PROPOSALS = "aes256gcm16-prfsha384-ecp384,aes256-sha256-ecp256,aes256-sha256-modp2048,aes128-sha256-modp2048";
const ESP_PROPOSALS = "aes256gcm16-ecp384,aes256-sha256-ecp256,aes256-sha256-modp2048,aes128-sha256-modp2048";

/** Shorter ones are tried out from what an eavesdropper of the first messages kept. */
const MIN_PSK_CHARACTERS = 20;

function checkedPsk(psk: string): string {
  if (psk.length >= MIN_PSK_CHARACTERS && psk.length <= 128 && /^[\x21-\x7e]+$/.test(psk)) return psk;
  throw new RangeError(`pre-shared key: ${MIN_PSK_CHARACTERS} to 128 plain characters without blanks`);
}

/**
 * `/etc/swanctl/conf.d/farsite.conf`. Sites call and the server waits; everything goes in UDP at port 4500, since ESP of its own is
 * what sites' routers block. Keys are written in base64, where no character means anything.
 *
 * @throws RangeError when a value does not fit, or two sites have the same addresses
 */
export function swanctlConfig(server: IpsecServer, pskOf: (site: IpsecSite) => string): { path: string; text: string } {
  const lans = server.sites.map(({ lan }) => ipv4PrefixOf(lan, "LAN"));
  for (const [index, lan] of lans.entries())
    for (const other of lans.slice(0, index))
      if (inIpv4Prefix(lan.network, other) || inIpv4Prefix(other.network, lan))
        throw new RangeError(`LAN: ${formatIpv4Prefix(lan)} is at two sites`);
  if (new Set(server.sites.map(({ id }) => id)).size !== server.sites.length) throw new RangeError("id: one is twice");
  const firm = server.firmNetworks.map((text) => formatIpv4Prefix(ipv4PrefixOf(text, "network of the firm")));
  if (firm.length === 0) throw new RangeError("networks of the firm: none");
  const serverId = identityOf(checkedHost(server.host, "server"));
  const connections = server.sites.flatMap((site) => [
    `  # ${commentText(site.name)}`,
    `  ${checkedCommonName(site.id)} {`,
    "    version = 2",
    `    proposals = ${IKE_PROPOSALS}`,
    "    encap = yes",
    "    dpd_delay = 20s",
    "    unique = replace",
    "    local {",
    "      auth = psk",
    `      id = "${serverId}"`,
    "    }",
    "    remote {",
    "      auth = psk",
    `      id = "${siteIdentity(site)}"`,
    "    }",
    "    children {",
    "      lan {",
    `        local_ts = ${firm.join(",")}`,
    `        remote_ts = ${site.lan}`,
    `        esp_proposals = ${ESP_PROPOSALS}`,
    "        dpd_action = clear",
    "      }",
    "    }",
    "  }",
  ]);
  const secrets = server.sites.flatMap((site) => [
    `  ike-${site.id} {`,
    `    id-site = "${siteIdentity(site)}"`,
    `    secret = 0s${toBase64(encodeUtf8(checkedPsk(pskOf(site))))}`,
    "  }",
  ]);
  const text = ["connections {", ...connections, "}", "secrets {", ...secrets, "}", ""].join("\n");
  return { path: "/etc/swanctl/conf.d/farsite.conf", text };
}

/** Addresses are themselves; names are marked as such, or strongSwan would look them up. */
const identityOf = (host: string): string => (/^[\d.]+$|:/.test(host) ? host : `@${host}`);
const siteIdentity = ({ id }: IpsecSite): string => `@${checkedCommonName(id)}.farsite`;

const value = (name: string, text: string): StepValue => ({ label: message(`legacyVpn.value.${name}`), text });

/** What a person types into any router that speaks IKEv2. @throws RangeError when a value does not fit */
export function ipsecRouterValues(server: IpsecServer, site: IpsecSite, psk: string): StepValue[] {
  const lan = ipv4PrefixOf(site.lan, "LAN");
  return [
    value("server", checkedHost(server.host, "server")),
    value("ike-version", "IKEv2"),
    value("local-id", siteIdentity(site).slice(1)),
    value("remote-id", identityOf(server.host).replace(/^@/, "")),
    { ...value("psk", checkedPsk(psk)), secret: true },
    value("local-network", `${site.lan} (${maskText(lan.length)})`),
    value(
      "remote-network",
      server.firmNetworks.map((text) => formatIpv4Prefix(ipv4PrefixOf(text, "network of the firm"))).join(", "),
    ),
    value("phase-1", "AES-256, SHA-256, DH 14 (2048) / 19 (P-256)"),
    value("phase-2", "ESP, AES-256, SHA-256, PFS 14 / 19"),
    value("nat-t", "UDP 4500"),
    value("dpd", "20 s"),
  ];
}

/** What a router offers that must not be used, or only knowingly. */
export const LEGACY_TRAITS = [
  "pptp",
  "l2tp-plain",
  "l2tp-ipsec",
  "ikev1-aggressive",
  "ikev1",
  "3des",
  "dh-2",
  "sha1",
  "fritzbox-ipsec",
] as const;
export type LegacyTrait = (typeof LEGACY_TRAITS)[number];

const BROKEN: ReadonlySet<LegacyTrait> = new Set(["pptp", "l2tp-plain", "ikev1-aggressive", "3des", "dh-2"]);

/** A plain sentence on each, those that are broken first. */
export const legacyWarnings = (traits: readonly LegacyTrait[]): { tone: "problem" | "warning"; text: Message }[] =>
  LEGACY_TRAITS.filter((trait) => traits.includes(trait))
    .map((trait) => ({
      tone: BROKEN.has(trait) ? ("problem" as const) : ("warning" as const),
      text: message(`legacyVpn.trait.${trait}`),
    }))
    .toSorted((a, b) => Number(a.tone === "warning") - Number(b.tone === "warning"));

/** L2TP within IPsec: only what to type; the server for it is not Farsite's to set up. */
export function l2tpValues(host: string, user: string, psk: string, password: string): StepValue[] {
  return [
    value("server", checkedHost(host, "server")),
    value("kind", "L2TP/IPsec"),
    { ...value("psk", checkedPsk(psk)), secret: true },
    value("user", checkedCommonName(user)),
    { ...value("password", password), secret: true },
  ];
}
