import { inPrefix } from "../net/ip-address.ts";
import { ipv4Network, ipv4, ipv4PrefixText } from "./values.ts";
import type { CustomerAccess } from "./setup-options.ts";
import type { FirmServer } from "../tunnel/firm-server.ts";

/** Who may reach what through the hub: technicians every site, a customer's telephone its own. */

/** What `farsite-apply access` reads. @throws RangeError */
export const accessList = (server: FirmServer, customers: readonly CustomerAccess[]): string => {
  const { technicians, phones } = entries(server, customers);
  return [
    ...technicians.map((address) => `technician ${address}\n`),
    ...phones.map(({ address, site }) => `customer ${address} ${site}\n`),
  ].join("");
};

/** The packet rules that it makes of that list. @throws RangeError */
export const accessNftables = (server: FirmServer, customers: readonly CustomerAccess[]): string => {
  const { technicians, phones } = entries(server, customers);
  return [
    "flush set inet farsite technicians\n",
    "flush set inet farsite customers\n",
    ...technicians.map((address) => `add element inet farsite technicians { ${address} }\n`),
    ...phones.map(({ address, site }) => `add element inet farsite customers { ${address} . ${site} }\n`),
  ].join("");
};

function entries(server: FirmServer, customers: readonly CustomerAccess[]) {
  const { wireguard } = server;
  if (wireguard === null) {
    if (customers.length === 0) return { technicians: [], phones: [] };
    throw new RangeError("customers come in through the hub, and there is none");
  }
  ipv4Network("tunnel pool", wireguard.tunnelPool);
  const inTunnel = (what: string, address: string): string => {
    if (!inPrefix(ipv4(what, address), wireguard.tunnelPool))
      throw new RangeError(`${what}: ${address} is not in ${wireguard.tunnelPool}`);
    return address;
  };
  const technicians = server.technicians
    .filter(({ removedAt }) => removedAt === undefined || removedAt === null)
    .map(({ address }) => inTunnel("technician", address));
  const phones = customers.map(({ address, site }) => {
    const prefix = ipv4PrefixText("site", site);
    const { length } = ipv4Network("site", prefix);
    if (!inPrefix(prefix.slice(0, prefix.indexOf("/")), wireguard.sitePool) || length < 16)
      throw new RangeError(`site: ${prefix} is not in ${wireguard.sitePool}`);
    return { address: inTunnel("customer", address), site: prefix };
  });
  return { technicians: [...new Set(technicians)], phones: unique(phones) };
}

const unique = (phones: readonly CustomerAccess[]): CustomerAccess[] => [
  ...new Map(phones.map((one) => [`${one.address} ${one.site}`, one])).values(),
];
