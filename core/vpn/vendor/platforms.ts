import { message, type Message } from "../../nat/diagnosis.ts";
import type { SitePlatform } from "../../tunnel/tunnel.ts";

/** What each platform of a site's end can do with WireGuard, in one place. */

export interface PlatformFacts {
  /** The first version that can be one end of a tunnel, in its maker's words; null: it can't without something foreign. */
  readonly wireGuardSince: string | null;
  /** Whether it can give every address of its LAN another one for the tunnel (1:1). `by-hand`: only what a person adds to it. */
  readonly translates: "yes" | "by-hand" | "no";
  /** It is the site's router as a rule, so devices answer to it without masquerading. */
  readonly usuallyGateway: boolean;
  /** Whether connections from the tunnel into its LAN are let in by what is written, or what stands against it. */
  readonly letsIn: "yes" | "by-hand" | "no";
  /** How it takes what is written. */
  readonly takes: "wg-quick" | "networkd" | "uci" | "rsc" | "vyatta" | "conf-import" | "steps" | "nothing";
  /** Typed there before anything is changed; null: `backupStep` says what to press. */
  readonly backupCommand: string | null;
  /** Where the above is from. */
  readonly source: string;
}

export const PLATFORM_FACTS = {
  linux: {
    wireGuardSince: "Linux 5.6",
    translates: "yes",
    usuallyGateway: false,
    letsIn: "yes",
    takes: "wg-quick",
    backupCommand: "sudo cp -a /etc/wireguard /root/wireguard.before && sudo nft list ruleset > /root/nftables.before",
    source: "https://www.wireguard.com/install/",
  },
  networkd: {
    wireGuardSince: "systemd 237, Linux 5.6",
    translates: "yes",
    usuallyGateway: false,
    letsIn: "yes",
    takes: "networkd",
    backupCommand: "sudo cp -a /etc/systemd/network /root/systemd-network.before",
    source: "systemd.netdev(5)",
  },
  openwrt: {
    wireGuardSince: "OpenWrt 19.07",
    translates: "yes",
    usuallyGateway: true,
    letsIn: "yes",
    takes: "uci",
    backupCommand: "sysupgrade -b /tmp/before.tar.gz",
    source: "https://openwrt.org/docs/guide-user/services/vpn/wireguard/start",
  },
  routeros: {
    wireGuardSince: "RouterOS 7.1",
    translates: "yes",
    usuallyGateway: true,
    letsIn: "yes",
    takes: "rsc",
    backupCommand: "/export file=before-vpn; /system/backup/save name=before-vpn",
    source: "https://help.mikrotik.com/docs/spaces/ROS/pages/69664792/WireGuard",
  },
  edgeos: {
    wireGuardSince: "EdgeOS 1.10.11 / 2.0.9 + wireguard-vyatta-ubnt",
    translates: "yes",
    usuallyGateway: true,
    letsIn: "yes",
    takes: "vyatta",
    backupCommand: "cp /config/config.boot /config/config.boot.before-vpn",
    source: "https://github.com/WireGuard/wireguard-vyatta-ubnt/releases",
  },
  vyos: {
    wireGuardSince: "VyOS 1.3",
    translates: "yes",
    usuallyGateway: true,
    letsIn: "yes",
    takes: "vyatta",
    backupCommand: "cp /config/config.boot /config/config.boot.before-vpn",
    source: "https://docs.vyos.io/en/sagitta/configuration/interfaces/wireguard.html",
  },
  unifi: {
    wireGuardSince: "UniFi OS 3.0",
    translates: "by-hand",
    usuallyGateway: true,
    // It treats a VPN client like a way to the internet: translated on the way out, nothing let in.
    letsIn: "by-hand",
    takes: "conf-import",
    backupCommand: null,
    source: "https://help.ui.com/hc/en-us/articles/16437942532759-UniFi-Gateway-Network-Address-Translation",
  },
  pfsense: {
    wireGuardSince: "pfSense CE 2.5.2 / Plus 21.05",
    translates: "by-hand",
    usuallyGateway: true,
    letsIn: "by-hand",
    takes: "steps",
    backupCommand: null,
    source: "https://docs.netgate.com/pfsense/en/latest/vpn/wireguard/rules.html",
  },
  opnsense: {
    wireGuardSince: "OPNsense 24.1",
    translates: "by-hand",
    usuallyGateway: true,
    letsIn: "by-hand",
    takes: "steps",
    backupCommand: null,
    source: "https://docs.opnsense.org/manual/how-tos/wireguard-s2s.html",
  },
  fritzbox: {
    wireGuardSince: "FRITZ!OS 7.50",
    translates: "no",
    usuallyGateway: true,
    letsIn: "yes",
    takes: "conf-import",
    backupCommand: null,
    source: "https://fritz.com/service/vpn/",
  },
  windows: {
    wireGuardSince: "Windows 10",
    translates: "no",
    usuallyGateway: false,
    letsIn: "by-hand",
    takes: "wg-quick",
    backupCommand: null,
    source: "https://www.wireguard.com/install/",
  },
  synology: {
    wireGuardSince: null,
    translates: "no",
    usuallyGateway: false,
    letsIn: "no",
    takes: "nothing",
    backupCommand: null,
    source: "https://kb.synology.com/en-global/DSM/help/VPNCenter/vpn_setup",
  },
  qnap: {
    wireGuardSince: "QVPN 3.0",
    translates: "no",
    usuallyGateway: false,
    letsIn: "no",
    takes: "conf-import",
    backupCommand: null,
    source: "https://www.qnap.com/en/software/qvpn",
  },
  "gl-inet": {
    wireGuardSince: "GL.iNet 3.x",
    translates: "by-hand",
    usuallyGateway: true,
    letsIn: "by-hand",
    takes: "conf-import",
    backupCommand: "sysupgrade -b /tmp/before.tar.gz",
    source: "https://docs.gl-inet.com/router/en/4/interface_guide/wireguard_client/",
  },
  other: {
    wireGuardSince: null,
    translates: "no",
    usuallyGateway: true,
    letsIn: "no",
    takes: "nothing",
    backupCommand: null,
    source: "",
  },
} as const satisfies Readonly<Record<SitePlatform, PlatformFacts>>;

/** What has to be known before a platform is chosen, the gravest first. */
export function platformNotes(platform: SitePlatform, needsTranslation: boolean): Message[] {
  const facts: PlatformFacts = PLATFORM_FACTS[platform];
  if (facts.wireGuardSince === null) return [message("vpnVendor.note.no-wireguard")];
  return [
    message("vpnVendor.note.since", { version: facts.wireGuardSince }),
    ...(facts.letsIn === "yes" ? [] : [message(`vpnVendor.note.lets-in-${facts.letsIn}`)]),
    ...(needsTranslation && facts.translates !== "yes"
      ? [message(`vpnVendor.note.translates-${facts.translates}`)]
      : []),
    ...(facts.usuallyGateway ? [] : [message("vpnVendor.note.not-gateway")]),
    ...(platform === "edgeos" ? [message("vpnVendor.note.edgeos-package")] : []),
    ...(platform === "vyos" ? [message("vpnVendor.note.vyos-address")] : []),
  ];
}

/** What to do before anything is changed, so that it can be taken back. */
export function backupStep(platform: SitePlatform): Message {
  const { backupCommand }: PlatformFacts = PLATFORM_FACTS[platform];
  return backupCommand === null
    ? message("vpnVendor.backup.page")
    : message("vpnVendor.backup.command", { command: backupCommand });
}
