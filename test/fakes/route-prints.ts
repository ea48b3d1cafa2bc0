/** Windows `route print` in several languages, written from its format: its words change, its columns do not. */

const crlf = (...lines: string[]): string => lines.join("\r\n");

const rule = "=".repeat(75);
type RouteWords = { interfaces: string; ipv4: string; ipv6: string; active: string; persistent: string; none: string };
const routePrint = (words: RouteWords, onLink: string, head4: string, head6: string): string =>
  crlf(
    rule,
    words.interfaces,
    " 11...02 00 5e 10 00 42 ......Intel(R) Ethernet Connection (17) I219-LM",
    " 23...........................WireGuard Tunnel",
    "  1...........................Software Loopback Interface 1",
    rule,
    "",
    words.ipv4,
    rule,
    words.active,
    head4,
    "          0.0.0.0          0.0.0.0    192.168.178.1   192.168.178.42     25",
    `          0.0.0.0          0.0.0.0   ${onLink}          10.8.0.2      5`,
    `        127.0.0.0        255.0.0.0   ${onLink}         127.0.0.1    331`,
    `    192.168.178.0    255.255.255.0   ${onLink}    192.168.178.42    281`,
    rule,
    words.persistent,
    words.none,
    "",
    words.ipv6,
    rule,
    words.active,
    head6,
    " 11    281 ::/0                     fe80::3a10:d5ff:fe01:203",
    ` 23      5 ::/0                     ${onLink}`,
    `  1    331 ::1/128                  ${onLink}`,
    ` 11    281 2001:db8:1::/64          ${onLink}`,
    " 11    281 2001:db8:1:0:3a10:d5ff:fe01:203/128",
    `                                    ${onLink}`,
    rule,
    words.persistent,
    head6,
    "  0 4294967295 ::/0                     fe80::9",
    rule,
    "",
  );

export const routePrints = {
  english: routePrint(
    {
      interfaces: "Interface List",
      ipv4: "IPv4 Route Table",
      ipv6: "IPv6 Route Table",
      active: "Active Routes:",
      persistent: "Persistent Routes:",
      none: "  None",
    },
    "On-link",
    "Network Destination        Netmask          Gateway       Interface  Metric",
    " If Metric Network Destination      Gateway",
  ),
  german: routePrint(
    {
      interfaces: "Schnittstellenliste",
      ipv4: "IPv4-Routentabelle",
      ipv6: "IPv6-Routentabelle",
      active: "Aktive Routen:",
      persistent: "Ständige Routen:",
      none: "  Keine",
    },
    "Auf Verbindung",
    "     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik",
    " If Metrik Netzwerkziel             Gateway",
  ),
  french: routePrint(
    {
      interfaces: "Liste d'Interfaces",
      ipv4: "IPv4 Table de routage",
      ipv6: "IPv6 Table de routage",
      active: "Itinéraires actifs :",
      persistent: "Itinéraires persistants :",
      none: "  Aucun",
    },
    "On-link",
    "Destination réseau    Masque réseau  Adr. passerelle   Adr. interface Métrique",
    " If Metric Network Destination      Gateway",
  ),
  japanese: routePrint(
    {
      interfaces: "インターフェイス一覧",
      ipv4: "IPv4 ルート テーブル",
      ipv6: "IPv6 ルート テーブル",
      active: "アクティブ ルート:",
      persistent: "固定ルート:",
      none: "  なし",
    },
    "リンク上",
    "ネットワーク宛先        ネットマスク          ゲートウェイ       インターフェイス  メトリック",
    " If メトリック ネットワーク宛先      ゲートウェイ",
  ),
} as const;
