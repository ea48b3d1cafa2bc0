import type { FirmServer } from "../tunnel/firm-server.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import { inPrefix } from "../net/ip-address.ts";
import { parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import { mappedAddress } from "../vpn/prefix-translation.ts";
import type { Risk } from "../walk/risk.ts";
import { isInside } from "./hub-access.ts";
import { HUB_INTERFACE } from "./hub-config.ts";
import { checked, ipv4, ipv4PrefixText, portNumber } from "./values.ts";

/** A port of the hub's that leads through WireGuard to a device of a site (DNAT). */
export interface PublishedRule {
  readonly serverPort: number;
  readonly transport: "tcp" | "udp";
  /** The device as the hub reaches it: in the site's mapped prefix, or in its LAN where that is not mapped. */
  readonly address: string;
  readonly port: number;
  /** IPv4 prefixes that may come in; null: the whole internet. */
  readonly from: readonly string[] | null;
}

/** As many as `farsite-apply publish` takes. */
export const MAX_PUBLISHED = 500;

/**
 * What of a tunnel is published to the internet at the hub, and what keeps it from being: a port with a risk that nobody accepted is left
 * out, so that the server never opens it.
 *
 * @param risks of each published port, as `risksOf` finds them
 * @param accepted keys of risks that a named person accepted
 */
export function publishedRules(
  tunnel: Pick<Tunnel, "lan" | "mapped" | "published">,
  risks: (portId: string) => readonly Risk[],
  accepted: ReadonlySet<string>,
): { rules: PublishedRule[]; refused: { portId: string; risks: Risk[] }[] } {
  const rules: PublishedRule[] = [];
  const refused: { portId: string; risks: Risk[] }[] = [];
  for (const one of tunnel.published) {
    if (one.listen !== "everyone") continue;
    const open = risks(one.id).filter(({ blocks, key }) => blocks && !accepted.has(key));
    if (open.length > 0) refused.push({ portId: one.id, risks: open });
    else {
      const address = publishedAddress(one.address, tunnel.lan ?? null, tunnel.mapped ?? null);
      rules.push({ serverPort: one.serverPort, transport: one.transport, address, port: one.port, from: null });
    }
  }
  return { rules, refused };
}

/** A device as the hub calls it: in the mapped prefix, where it may stand already. @throws RangeError where it is in neither network */
export function publishedAddress(address: string, lan: string | null, mapped: string | null): string {
  const device = ipv4("device", address);
  if (mapped === null || parseIpv4Prefix(mapped) === undefined || inPrefix(device, mapped)) return address;
  const moved = lan === null ? null : mappedAddress({ lan, mapped }, device);
  if (moved === null) throw new RangeError(`device: ${address} is not in the site's LAN ${lan ?? "?"}`);
  return moved;
}

/** What `farsite-apply publish` reads: a port a line, `tcp 30554 10.96.3.10 554 any`. @throws RangeError */
export function publishedList(server: FirmServer, rules: readonly PublishedRule[]): string {
  return checkedRules(server, rules)
    .map(
      ({ transport, serverPort, address, port, from }) =>
        `${transport} ${serverPort} ${address} ${port} ${sources(from)}\n`,
    )
    .join("");
}

/** The packet rules that `farsite-apply publish` makes of that list, for showing; a test holds both against each other. */
export function publishedNftables(server: FirmServer, rules: readonly PublishedRule[]): string {
  const lines = checkedRules(server, rules).map(({ transport, serverPort, address, port, from }) => {
    const saddr = from === null ? "" : `ip saddr { ${sources(from).replaceAll(",", ", ")} } `;
    return `add rule inet farsite published_in meta nfproto ipv4 iifname != "${HUB_INTERFACE}" ${saddr}${transport} dport ${serverPort} dnat ip to ${address}:${port}\n`;
  });
  return `flush chain inet farsite published_in\n${lines.join("")}`;
}

const sources = (from: readonly string[] | null): string =>
  from === null ? "any" : from.map((prefix) => ipv4PrefixText("allowed source", prefix)).join(",");

function checkedRules(server: FirmServer, rules: readonly PublishedRule[]): readonly PublishedRule[] {
  const { wireguard } = server;
  if (rules.length === 0) return rules;
  if (wireguard === null) throw new RangeError("ports are published through the hub, and there is none");
  if (rules.length > MAX_PUBLISHED) throw new RangeError(`${rules.length} published ports`);
  const seen = new Set<string>();
  for (const { transport, serverPort, address, port, from } of rules) {
    checked("transport", transport, /^(?:tcp|udp)$/);
    portNumber("published port", serverPort);
    portNumber("device's port", port);
    ipv4("device", address);
    if (!isInside(address) || inPrefix(address, wireguard.tunnelPool))
      throw new RangeError(`device: ${address} is no address of a site`);
    if (from?.length === 0) throw new RangeError(`${transport} ${serverPort}: nobody may come in`);
    const key = `${transport} ${serverPort}`;
    if (seen.has(key)) throw new RangeError(`${key} is published twice`);
    seen.add(key);
  }
  return rules;
}
