import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressOf, networkText } from "./cidr.ts";
import { serverAddresses } from "./internet.ts";
import { hostRecords, ipv4OnlyArpa, ipv6Daemons, stunListeners } from "./ipv6-daemons.ts";
import { writePermissiveMiniupnpd } from "./permissive-miniupnpd.ts";
import { allBoxes, type Layer, type MappingDaemon, type Topology } from "./topology.ts";
import { vpnDaemons } from "./vpn.ts";

/** A socket that is bound, or a file of the lab's folder that is there, once the daemon is ready. */
export type Readiness = { readonly transport: "tcp" | "udp"; readonly port: number } | { readonly file: string };

/** A program that runs in one host for as long as the lab is up. */
export interface Daemon {
  readonly host: string;
  /** Unique in the lab; names its log. */
  readonly name: string;
  /** Writes what it needs into `folder`, the lab's own, and says how to start it there. */
  readonly prepare: (folder: string, prefix: string) => readonly string[];
  readonly env?: (folder: string) => Readonly<Record<string, string>>;
  readonly ready: readonly Readiness[];
}

/** The programs a topology needs, not counting the lab's own servers. */
export function daemonsOf(topology: Topology): Daemon[] {
  return [
    coturn(topology),
    stund(),
    nameServer(topology),
    lanNameServer(topology.layers[0]),
    ...allBoxes(topology).flatMap((layer, index) =>
      layer.mappingDaemon === null
        ? []
        : [miniupnpd(layer, layer.mappingDaemon, index, index === 0 && topology.ipv6?.pinholes === true)],
    ),
    ...ipv6Daemons(topology),
    ...vpnDaemons(topology),
  ];
}

/** STUN with RFC 5780: two addresses, two ports; that mode is on by itself when there are two addresses. */
function coturn(topology: Topology): Daemon {
  const [first, second] = serverAddresses.stun;
  return {
    host: "stun",
    name: "coturn",
    prepare: (folder) => [
      "turnserver",
      "-n",
      "--log-file=stdout",
      "--simple-log",
      `--listening-ip=${first}`,
      `--listening-ip=${second}`,
      ...stunListeners(topology),
      "--listening-port=3478",
      "--alt-listening-port=3479",
      "--lt-cred-mech",
      "--user=lab:labpass",
      "--realm=lab",
      "--no-tls",
      "--no-dtls",
      "--no-cli",
      `--pidfile=${folder}/coturn.pid`,
      `--userdb=${folder}/coturn.db`,
    ],
    ready: [
      { transport: "udp", port: 3478 },
      { transport: "udp", port: 3479 },
    ],
  };
}

function stund(): Daemon {
  const [first, second] = serverAddresses.stund;
  return {
    host: "stund",
    name: "stund",
    prepare: () => ["stund", "-h", first, "-a", second],
    ready: [{ transport: "udp", port: 3479 }],
  };
}

const dnsmasqArguments = ["--keep-in-foreground", "--conf-file=/dev/null", "--no-hosts", "--no-resolv", "--pid-file="];

/** The internet's name server: knows the names of the lab and nothing else. */
function nameServer(topology: Topology): Daemon {
  const [address] = serverAddresses.dns;
  return {
    host: "dns",
    name: "dns",
    prepare: () => [
      "dnsmasq",
      ...dnsmasqArguments,
      `--listen-address=${address}`,
      "--bind-interfaces",
      "--user=root",
      "--cache-size=0",
      "--local=/lab/",
      ...hostRecords(topology),
      ...ipv4OnlyArpa,
    ],
    ready: [{ transport: "udp", port: 53 }],
  };
}

/** The home router's name service for its LAN; it asks the internet's. */
function lanNameServer(home: Layer): Daemon {
  return {
    host: home.host,
    name: "lan-dns",
    prepare: () => [
      "dnsmasq",
      ...dnsmasqArguments,
      `--listen-address=${addressOf(home.inside)}`,
      "--bind-interfaces",
      "--user=root",
      "--cache-size=0",
      `--server=${serverAddresses.dns[0]}`,
    ],
    ready: [{ transport: "udp", port: 53 }],
  };
}

const selfStun = ["ext_perform_stun=yes", `ext_stun_host=${serverAddresses.stun[0]}`, "ext_stun_port=3478"];

function miniupnpd(layer: Layer, daemon: MappingDaemon, index: number, pinholes: boolean): Daemon {
  const yesNo = (value: boolean) => (value ? "yes" : "no");
  const config = [
    "ext_ifname=wan",
    ...(daemon.claimedExternalAddress === null ? [] : [`ext_ip=${daemon.claimedExternalAddress}`]),
    ...(daemon.selfStun === true ? selfStun : []),
    "listening_ip=lan",
    "http_port=5000",
    `enable_upnp=${yesNo(daemon.upnp)}`,
    `enable_natpmp=${yesNo(daemon.natpmpAndPcp)}`,
    `secure_mode=${yesNo(daemon.secureMode)}`,
    ...(daemon.pcpForOthers === true ? ["pcp_allow_thirdparty=yes"] : []),
    ...(daemon.firstVersion === true ? ["force_igd_desc_v1=yes"] : []),
    ...(pinholes ? [] : ["ipv6_disable=yes"]),
    "upnp_table_name=filter",
    "upnp_nat_table_name=filter",
    "upnp_forward_chain=miniupnpd",
    "upnp_nat_chain=prerouting_miniupnpd",
    "upnp_nat_postrouting_chain=postrouting_miniupnpd",
    "min_lifetime=120",
    "max_lifetime=86400",
    "system_uptime=yes",
    `friendly_name=Lab router ${layer.host}`,
    `uuid=00000000-0000-4000-8000-00000000000${index}`,
    `allow 1-65535 ${networkText(layer.inside)} 1-65535`,
    "deny 0-65535 0.0.0.0/0 0-65535",
  ];
  const name = `miniupnpd-${layer.host}`;
  return {
    host: layer.host,
    name,
    prepare: (folder) => {
      const program = daemon.behindPrivateAddress === "maps" ? join(folder, `${name}-permissive`) : "miniupnpd";
      if (daemon.behindPrivateAddress === "maps") writePermissiveMiniupnpd(program);
      writeFileSync(join(folder, `${name}.conf`), `${config.join("\n")}\n`);
      // -d: in the foreground, logging to stderr and not to the machine's syslog.
      return [program, "-d", "-f", join(folder, `${name}.conf`), "-P", join(folder, `${name}.pid`)];
    },
    ready: [
      ...(daemon.upnp ? [{ transport: "udp", port: 1900 } as const] : []),
      ...(daemon.natpmpAndPcp ? [{ transport: "udp", port: 5351 } as const] : []),
    ],
  };
}
