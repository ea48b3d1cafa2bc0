import { isIpv4 } from "../net/ip-address.ts";
import { shellQuoted } from "../system/quoted.ts";
import type { BoxFallback, BoxHealth, SiteBoxInput } from "./box-input.ts";

/** `/etc/farsite/box.conf`: every value of a site that its scripts need, and no secret. Read by `sh`. */
export function boxConf({ siteId, primary, fallback, health, devices }: SiteBoxInput): string {
  const values: Record<string, string> = {
    SITE_ID: siteId,
    WG_INTERFACE: primary?.interfaceName ?? "",
    HUB_ADDRESS: primary?.hubAddress ?? "",
    SSH_HOST: fallback?.host ?? "",
    SSH_PORTS: fallback?.ports.join(" ") ?? "",
    SSH_USER: fallback?.user ?? "",
    SSH_FORWARDS: fallback === null ? "" : forwardsOf(fallback).join(" "),
    HEALTH: health?.kind ?? "",
    HEALTH_HOST: health?.kind === "ssh" ? health.host : "",
    HEALTH_PORT: health?.kind === "ssh" ? String(health.port) : "",
    HEALTH_USER: health?.kind === "ssh" ? health.user : "",
    DEVICES: devices.map(({ address, port }) => `${address}_${port}`).join(" "),
  };
  return [
    "# Farsite. No secrets in here.",
    ...Object.entries(values).map(([name, value]) => `${name}=${shellQuoted(value)}`),
    // The one line that is no value: whichever of the two systems it is.
    'if command -v systemctl >/dev/null 2>&1; then WG_SERVICE="wg-quick@$WG_INTERFACE"; else WG_SERVICE=farsite-wg; fi',
    'SSH_SOCKET="$ROOT/run/farsite-tunnel/ssh.sock"',
    "",
  ].join("\n");
}

/** As ssh's `-R` takes them. */
export const forwardsOf = ({ forwards }: BoxFallback): string[] =>
  forwards.map(({ listen, serverPort, address, port }) => `${listen}:${serverPort}:${bracketed(address)}:${port}`);

/** The servers' keys, as ssh looks for them; ports other than 22 are part of the name. */
export function knownHosts(fallback: BoxFallback | null, health: BoxHealth | null): string {
  const lines = [
    ...(fallback?.ports ?? []).map((port) => hostLine(fallback?.host ?? "", port, fallback?.hostKey ?? "")),
    ...(health?.kind === "ssh" ? [hostLine(health.host, health.port, health.hostKey)] : []),
  ];
  return [...new Set(lines)].map((line) => `${line}\n`).join("");
}

const hostLine = (host: string, port: number, hostKey: string): string => {
  const [type = "", blob = ""] = hostKey.split(" ");
  return `${port === 22 ? host : `[${host}]:${port}`} ${type} ${blob}`;
};

const bracketed = (address: string): string => (isIpv4(address) ? address : `[${address}]`);

/** What curl reads with `--config`; on a command line everybody on the box could read the token. */
export const curlConfig = ({ url, token }: Extract<BoxHealth, { kind: "https" }>): string =>
  `url = "${url}"\nheader = "Authorization: Bearer ${token}"\nheader = "Content-Type: application/json"\n`;
