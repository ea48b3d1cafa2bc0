import { checkedDevice } from "./checked-device.ts";
import { nftToLan } from "./prefix-translation.ts";
import type { PrefixTranslation, WireGuardDevice } from "./wireguard-device.ts";

/** What a site's box does with packets between tunnel and LAN. */
export interface LanRules {
  /** As a rule calls it; wg-quick fills in `%i`. */
  readonly interfaceName: string;
  readonly table: string;
  readonly lan: string;
  readonly translation: PrefixTranslation | null;
  /** Who may come from the tunnel (IPv4). */
  readonly sources: readonly string[];
  /**
   * Packets into the LAN bear the box's own address. Needed where the box isn't the LAN's router: a recorder would send its answers
   * to the router, which knows no tunnel. The recorder then sees every visitor as the box.
   */
  readonly masquerade: boolean;
  /** The tunnel's MTU in bytes; null: as the system chooses. */
  readonly mtu: number | null;
}

/** IPv4 and TCP without options (RFC 9293 section 3.7.1): what a segment may carry is that much less than the MTU. */
const IPV4_AND_TCP_BYTES = 40;

/** nftables' names are letters, digits and underscores (nft(8)); an interface's may hold `=+.-` besides. */
const tableName = (interfaceName: string): string => `farsite_${interfaceName.replaceAll(/[^A-Za-z0-9_]/g, "_")}`;

/** The rules of a device with a LAN behind it; null for one without. */
export function lanRules(
  given: WireGuardDevice,
  masquerade: boolean,
  interfaceName = given.interfaceName,
): LanRules | null {
  const device = checkedDevice(given);
  if (device.lan === null) return null;
  const sources = device.peers.flatMap(({ allowedIps }) => allowedIps).filter((prefix) => !prefix.includes(":"));
  const { lan, translation, mtu } = device;
  return { interfaceName, table: tableName(device.interfaceName), lan, translation, sources, masquerade, mtu };
}

/**
 * The rules as one nftables table, a line each. Loading it again replaces it: `add` and `delete` before it make that safe in one
 * transaction, also with nft 0.9, which has no `destroy`. The prefix forms of dnat and snat need Linux 5.8.
 */
export function nftablesLines({
  interfaceName,
  table,
  lan,
  translation,
  sources,
  masquerade,
  mtu,
}: LanRules): string[] {
  const inward = translation
    ? [`iifname "${interfaceName}" ip daddr ${translation.mapped} ${nftToLan([{ lan, mapped: translation.mapped }])};`]
    : [];
  const outward = [
    ...(translation
      ? [
          `oifname "${interfaceName}" ip saddr ${lan} snat ip prefix to ip saddr map { ${lan} : ${translation.mapped} };`,
        ]
      : []),
    ...(masquerade && sources.length > 0
      ? [`oifname != "${interfaceName}" ip saddr { ${sources.join(", ")} } ip daddr ${lan} masquerade;`]
      : []),
  ];
  return [
    `add table ip ${table};`,
    `delete table ip ${table};`,
    `table ip ${table} {`,
    ...chain("prerouting", "type nat hook prerouting priority -100; policy accept;", inward),
    ...chain("postrouting", "type nat hook postrouting priority 100; policy accept;", outward),
    // The tunnel leads to this LAN and nowhere else: not to the router's other networks, not to the internet.
    ...chain("forward", "type filter hook forward priority -5; policy accept;", [
      `iifname "${interfaceName}" ip daddr != ${lan} drop;`,
      `oifname "${interfaceName}" ip saddr != ${lan} drop;`,
      // Both sides are told what fits, since many a filter on the way drops the "too big" (RFC 4459 section 3.2). None is ever raised.
      `oifname "${interfaceName}" tcp flags syn tcp option maxseg size set rt mtu;`,
      ...(mtu === null
        ? []
        : [`iifname "${interfaceName}" tcp flags syn tcp option maxseg size set ${mtu - IPV4_AND_TCP_BYTES};`]),
    ]),
    "};",
  ];
}

function chain(name: string, hook: string, rules: readonly string[]): string[] {
  return rules.length === 0 ? [] : [`  chain ${name} {`, `    ${hook}`, ...rules.map((rule) => `    ${rule}`), "  };"];
}

/** The same for iptables; `-A` is put before each to add, `-D` to take away. */
export function iptablesRules({ interfaceName, lan, translation, sources, masquerade, mtu }: LanRules): IptablesRule[] {
  const rules: IptablesRule[] = [];
  if (translation) {
    rules.push(
      {
        table: "nat",
        chain: "PREROUTING",
        match: `-i ${interfaceName} -d ${translation.mapped} -j NETMAP --to ${lan}`,
      },
      {
        table: "nat",
        chain: "POSTROUTING",
        match: `-o ${interfaceName} -s ${lan} -j NETMAP --to ${translation.mapped}`,
      },
    );
  }
  if (masquerade) {
    for (const source of sources) {
      rules.push({
        table: "nat",
        chain: "POSTROUTING",
        match: `! -o ${interfaceName} -s ${source} -d ${lan} -j MASQUERADE`,
      });
    }
  }
  const syn = "-p tcp --tcp-flags SYN,RST SYN -j TCPMSS";
  return [
    ...rules,
    { table: "mangle", chain: "FORWARD", match: `-o ${interfaceName} ${syn} --clamp-mss-to-pmtu` },
    ...(mtu === null
      ? []
      : [
          {
            table: "mangle" as const,
            chain: "FORWARD",
            match: `-i ${interfaceName} ${syn} --set-mss ${mtu - IPV4_AND_TCP_BYTES}`,
          },
        ]),
    { table: "filter", chain: "FORWARD", match: `-i ${interfaceName} -d ${lan} -j ACCEPT` },
    { table: "filter", chain: "FORWARD", match: `-o ${interfaceName} -s ${lan} -j ACCEPT` },
    { table: "filter", chain: "FORWARD", match: `-i ${interfaceName} -j DROP` },
    { table: "filter", chain: "FORWARD", match: `-o ${interfaceName} -j DROP` },
  ];
}

export interface IptablesRule {
  readonly table: "nat" | "mangle" | "filter";
  readonly chain: string;
  readonly match: string;
}
