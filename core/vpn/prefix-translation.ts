import { inIpv4Prefix, ipv4Number, ipv4Text, parseIpv4Prefix } from "../net/ipv4-prefix.ts";
import type { PrefixTranslation } from "./wireguard-device.ts";

/** What the firm calls a device of the site: 192.168.1.64 of 10.96.3.0/24 is 10.96.3.64. Null for an address outside the LAN. */
export const mappedAddress = ({ lan, mapped }: PrefixTranslation, lanAddress: string): string | null =>
  moved(lanAddress, lan, mapped);

/** Which device of the site an address of the firm's means. Null for one of another site. */
export const lanAddress = ({ lan, mapped }: PrefixTranslation, address: string): string | null =>
  moved(address, mapped, lan);

/** nft's statement that sends each address of the firm's on to the device of the site that it means; needs Linux 5.8. */
export const nftToLan = (networks: readonly PrefixTranslation[]): string =>
  `dnat ip prefix to ip daddr map { ${networks.map(({ lan, mapped }) => `${mapped} : ${lan}`).join(", ")} }`;

function moved(text: string, fromText: string, toText: string): string | null {
  const address = ipv4Number(text);
  const from = parseIpv4Prefix(fromText);
  const to = parseIpv4Prefix(toText);
  if (address === undefined || !from || !to || from.length !== to.length || !inIpv4Prefix(address, from)) return null;
  return ipv4Text(to.network + (address - from.network));
}
