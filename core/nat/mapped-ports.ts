import { sameAddress } from "../net/ip-address.ts";
import type { Finding } from "./diagnosis.ts";
import type { ObservationOf } from "./observation.ts";

/** One entry of a router's table of open ports, as the audit read it. */
export type MappedPort = ObservationOf<"upnp-mapping-table">["data"]["entries"][number];

/**
 * What somebody outside could do with an open port. `recorder`: a camera's or recorder's own protocol, for which attacks are
 * traded; `takeover`: a desktop or command line; `files`: shares and databases; `plain`: readable and changeable on the
 * way, passwords included; `login`: encrypted, and still a login that the whole world may try; `made-for-it`: meant to stand
 * on the internet.
 */
export type PortDanger = "recorder" | "takeover" | "files" | "plain" | "login" | "made-for-it" | "unknown";

export type MappedPortRisk = {
  /** Whom the port leads to. */
  client: string;
  isLaptop: boolean;
  /** What usually listens there, by its proper name, which is the same in every language; null when it is not known. */
  service: string | null;
  danger: PortDanger;
  severity: Finding["severity"];
  /** It stays until somebody deletes it; else the router closes it when the lease ends. */
  permanent: boolean;
  /** Any host of the internet may use it, not just a named one. */
  fromAnywhere: boolean;
  /** `TCP 8000 → 192.168.1.64:8000 (Hikvision)`. */
  line: string;
};

type Service = { name: string; danger: PortDanger };
const service = (name: string, danger: PortDanger): Service => ({ name, danger });

/** Makers' documents and `docs/protocols`; other things may listen there, so this is a hint and is worded as one. */
const TCP: ReadonlyMap<number, Service> = new Map([
  [21, service("FTP", "plain")],
  [22, service("SSH", "login")],
  [23, service("Telnet", "takeover")],
  [80, service("HTTP", "plain")],
  [81, service("HTTP", "plain")],
  [82, service("HTTP", "plain")],
  [85, service("HTTP", "plain")],
  [88, service("HTTP", "plain")],
  [135, service("Windows RPC", "takeover")],
  [139, service("SMB", "files")],
  [443, service("HTTPS", "login")],
  [445, service("SMB", "files")],
  [502, service("Modbus", "takeover")],
  [554, service("RTSP", "plain")],
  [1433, service("SQL Server", "files")],
  [1883, service("MQTT", "plain")],
  [2020, service("ONVIF", "recorder")],
  [2323, service("Telnet", "takeover")],
  [3306, service("MySQL", "files")],
  [3389, service("RDP", "takeover")],
  [4520, service("Hanwha", "recorder")],
  [5000, service("HTTP", "plain")],
  [5001, service("HTTPS", "login")],
  [5432, service("PostgreSQL", "files")],
  [5900, service("VNC", "takeover")],
  [5901, service("VNC", "takeover")],
  [6036, service("TVT", "recorder")],
  [6379, service("Redis", "files")],
  [7100, service("Uniview", "recorder")],
  [8000, service("Hikvision", "recorder")],
  [8080, service("HTTP", "plain")],
  [8081, service("HTTP", "plain")],
  [8088, service("HTTP", "plain")],
  [8443, service("HTTPS", "login")],
  [8554, service("RTSP", "plain")],
  [8888, service("HTTP", "plain")],
  [8899, service("ONVIF", "recorder")],
  [9000, service("Reolink", "recorder")],
  [9530, service("Xiongmai", "recorder")],
  [10554, service("RTSP", "plain")],
  [27017, service("MongoDB", "files")],
  [32400, service("Plex", "made-for-it")],
  [34567, service("Xiongmai", "recorder")],
  [37777, service("Dahua", "recorder")],
]);

const UDP: ReadonlyMap<number, Service> = new Map([
  [161, service("SNMP", "plain")],
  [500, service("IPsec", "made-for-it")],
  [554, service("RTSP", "plain")],
  [1194, service("OpenVPN", "made-for-it")],
  [1701, service("L2TP", "made-for-it")],
  [3074, service("Xbox", "made-for-it")],
  [3389, service("RDP", "takeover")],
  [4500, service("IPsec", "made-for-it")],
  [5060, service("SIP", "plain")],
  [9000, service("Reolink", "recorder")],
  [37778, service("Dahua", "recorder")],
  [51820, service("WireGuard", "made-for-it")],
]);

const SEVERITIES: Readonly<Record<PortDanger, Finding["severity"]>> = {
  takeover: "problem",
  files: "problem",
  recorder: "problem",
  plain: "warning",
  login: "advice",
  unknown: "advice",
  "made-for-it": "info",
};

/** What an open port means: whose it is, what it likely leads to, how dangerous that is, and whether it goes away by itself. */
export function mappedPortRisk(entry: MappedPort, laptopAddresses: readonly string[] = []): MappedPortRisk {
  const known = entry.transport === "tcp" ? TCP : UDP;
  // The inner port is what listens; a port moved inside (10554 to 40554) may still show outside what it is.
  const found = known.get(entry.internalPort) ?? known.get(entry.externalPort) ?? null;
  const danger = found?.danger ?? "unknown";
  const target = `${entry.internalClient}:${entry.internalPort}`;
  const named = found === null ? "" : ` (${found.name})`;
  return {
    client: entry.internalClient,
    isLaptop: laptopAddresses.some((own) => sameAddress(own, entry.internalClient)),
    service: found?.name ?? null,
    danger,
    severity: entry.enabled ? SEVERITIES[danger] : "info",
    permanent: entry.leaseSeconds === 0,
    fromAnywhere: ["", "*", "0.0.0.0", "::"].includes(entry.remoteHost.trim()),
    line: `${entry.transport.toUpperCase()} ${entry.externalPort} → ${target}${named}`,
  };
}
