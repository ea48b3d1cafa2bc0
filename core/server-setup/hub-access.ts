import { addressScope, inPrefix } from "../net/ip-address.ts";
import { formatIpv4Prefix, withoutOverlaps } from "../net/ipv4-prefix.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";
import type { HubReach } from "../vpn/devices.ts";
import { ipv4, ipv4Network } from "./values.ts";

/** The widest network that one site is given; also the shortest that `farsite-apply access` takes, but for the whole pool. */
const MIN_LENGTH = 8;

/** What `farsite-apply access` reads: who may reach what through the hub, `10.88.0.20 10.96.3.0/24` a line. @throws RangeError */
export const accessList = (server: FirmServer, reach: readonly HubReach[]): string =>
  pairs(server, reach)
    .map(({ from, to }) => `${from} ${to}\n`)
    .join("");

/** The packet rules that it makes of that list, for the first start. @throws RangeError */
export const accessNftables = (server: FirmServer, reach: readonly HubReach[]): string =>
  [
    "flush set inet farsite reach\n",
    ...pairs(server, reach).map(({ from, to }) => `add element inet farsite reach { ${from} . ${to} }\n`),
  ].join("");

function pairs({ wireguard }: FirmServer, reach: readonly HubReach[]): { from: string; to: string }[] {
  if (reach.length === 0) return [];
  if (wireguard === null) throw new RangeError("sites are reached through the hub, and there is none");
  const byCaller = Map.groupBy(reach, ({ from }) => from);
  return [...byCaller].flatMap(([from, list]) => {
    if (!inPrefix(ipv4("address in the tunnel", from), wireguard.tunnelPool))
      throw new RangeError(`${from} is not in ${wireguard.tunnelPool}`);
    const networks = list.flatMap(({ to }) => to).map((prefix) => siteNetwork(prefix));
    // nft refuses elements that lie in one another.
    return withoutOverlaps(networks).map((network) => ({ from, to: formatIpv4Prefix(network) }));
  });
}

function siteNetwork(text: string) {
  const network = ipv4Network("site", text);
  const [address = ""] = formatIpv4Prefix(network).split("/");
  if (network.length < MIN_LENGTH || !isInside(address)) throw new RangeError(`site: ${text} is no site's network`);
  return network;
}

/** Networks that sites have: nobody on the internet does. */
export const isInside = (address: string): boolean => ["private", "shared"].includes(addressScope(address));
