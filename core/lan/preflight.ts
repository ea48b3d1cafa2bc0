import { message, type Message } from "../nat/diagnosis.ts";
import { inPrefix, isIpv4, isUsableAsPublicAddress } from "../net/ip-address.ts";
import { parseFirmware } from "./firmware-version.ts";
import type { Inspection, PreflightItem } from "./inspection.ts";
import type { Claims } from "./sighting.ts";

/** What a device told after the login of what decides whether it can be reached from outside. Null: it did not tell. */
export type DeviceFacts = {
  claims: Claims;
  /** It takes its time from a server. */
  timeServer: boolean | null;
  ipFilter: Extract<Inspection, { state: "read" }>["ipFilter"];
  /** It opens ports on the router by itself. */
  upnp: boolean | null;
  /** The maker's cloud is on. */
  cloud: boolean | null;
};

export type PreflightContext = {
  /** The address it was asked at. */
  address: string;
  /** Routers of the site, as far as they are known. */
  routers: readonly string[];
  /** ISO 8601. */
  now: string;
};

type Judged = Pick<PreflightItem, "code" | "state"> & { text: string; args?: Message["args"]; advice?: boolean };

/**
 * Whether a device is ready to be reached from outside, line by line: what is not told stays unknown. In the order in which an
 * installer would look.
 */
export function preflight(facts: DeviceFacts, context: PreflightContext): PreflightItem[] {
  const judged = [
    judgeActivated(facts),
    judgeGateway(facts, context),
    judgeDns(facts),
    judgeAddressMode(facts),
    judgeFilter(facts),
    judgeClock(facts),
    judgePorts(facts),
    judgeFirmware(facts, context),
    judgeUpnp(facts),
    judgeCloud(facts),
  ];
  return judged.flatMap((line) => (line === null ? [] : [toItem(line)]));
}

const toItem = ({ code, state, text, args = {}, advice = state !== "ok" }: Judged): PreflightItem => ({
  code,
  state,
  title: message(`preflight.${code}.${text}.title`, args),
  whatToDo: advice ? message(`preflight.${code}.${text}.whatToDo`, args) : null,
});

function judgeActivated({ claims }: DeviceFacts): Judged | null {
  if (claims.activated === undefined) return null;
  return claims.activated
    ? { code: "activated", state: "ok", text: "done" }
    : { code: "activated", state: "problem", text: "missing" };
}

function judgeGateway({ claims: { network } }: DeviceFacts, { address, routers }: PreflightContext): Judged {
  const code = "gateway";
  const gateway = network?.gateway;
  if (gateway === undefined) return { code, state: "unknown", text: "unknown" };
  if (gateway === null) return { code, state: "problem", text: "missing" };
  if (gateway === address) return { code, state: "problem", text: "itself", args: { gateway } };
  const length = network?.prefixLength;
  if (length !== undefined && isIpv4(address)) {
    const own = `${address}/${length}`;
    if (!inPrefix(gateway, own)) return { code, state: "problem", text: "elsewhere", args: { gateway, network: own } };
    const here = routers.filter((router) => isIpv4(router) && inPrefix(router, own));
    if (here.length > 0 && !here.includes(gateway)) {
      return { code, state: "warning", text: "other", args: { gateway, router: here[0] ?? "" } };
    }
  }
  return { code, state: "ok", text: "set", args: { gateway } };
}

function judgeDns({ claims: { network } }: DeviceFacts): Judged {
  const servers = network?.dnsServers;
  if (servers === undefined) return { code: "dns", state: "unknown", text: "unknown" };
  return servers.length === 0
    ? { code: "dns", state: "warning", text: "missing" }
    : { code: "dns", state: "ok", text: "set", args: { servers: servers.join(", ") } };
}

function judgeAddressMode({ claims: { network } }: DeviceFacts): Judged {
  if (network?.dhcp === undefined) return { code: "address-mode", state: "unknown", text: "unknown" };
  return network.dhcp
    ? { code: "address-mode", state: "warning", text: "dhcp" }
    : { code: "address-mode", state: "ok", text: "fixed" };
}

function judgeFilter({ ipFilter }: DeviceFacts): Judged {
  const code = "ip-filter";
  if (ipFilter === null) return { code, state: "unknown", text: "unknown" };
  if (!ipFilter.enabled) return { code, state: "ok", text: "off" };
  const count = ipFilter.entries.length;
  if (ipFilter.mode === "deny") return { code, state: "ok", text: "deny", args: { count } };
  if (ipFilter.mode === null) return { code, state: "warning", text: "on" };
  return ipFilter.entries.some(letsOutsidersIn)
    ? { code, state: "warning", text: "some", args: { count } }
    : { code, state: "problem", text: "closed" };
}

/** An entry that is not one of private addresses alone; a form that can't be read may be anything. */
function letsOutsidersIn(entry: string): boolean {
  const [, address = "", length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?/i.exec(entry.trim()) ?? [];
  if (!/^[0-9a-f.:/;, -]+$/i.test(entry) || address === "") return true;
  return isUsableAsPublicAddress(address) || (length !== undefined && Number(length) < 8);
}

/** A recording that is a minute off still finds its place. */
const CLOCK_TOLERANCE_SECONDS = 60;
/** Logins that are signed with the time (ONVIF, many apps) fail from about here. */
const CLOCK_LIMIT_SECONDS = 300;

function judgeClock({ claims: { clockOffsetSeconds: offset }, timeServer }: DeviceFacts): Judged {
  const code = "clock";
  if (offset === undefined) return { code, state: "unknown", text: timeServer === false ? "noServer" : "unknown" };
  const off = Math.abs(offset);
  if (off > CLOCK_TOLERANCE_SECONDS) {
    const { unit, seconds } = UNITS.find(({ from }) => off >= from) ?? MINUTES;
    const args = { count: Math.round(off / seconds) };
    return { code, state: off > CLOCK_LIMIT_SECONDS ? "problem" : "warning", text: unit, args };
  }
  return timeServer === false
    ? { code, state: "warning", text: "drifts" }
    : { code, state: "ok", text: timeServer === null ? "right" : "kept" };
}

const MINUTES = { unit: "minutes", seconds: 60, from: 0 };
/** An hour that is a minute short is still summer time. */
const UNITS = [
  { unit: "days", seconds: 86_400, from: 2 * 86_400 },
  { unit: "hours", seconds: 3_600, from: 59 * 60 },
];

function judgePorts({ claims: { ports = [] } }: DeviceFacts): Judged | null {
  if (ports.length === 0) return null;
  const list = ports.map(({ port }) => port).toSorted((a, b) => a - b);
  return { code: "ports", state: "ok", text: "listed", args: { ports: list.join(", ") }, advice: true };
}

/** Makers mend what is attacked for a few years; whoever opens older firmware to the internet should know. */
const OLD_FIRMWARE_YEARS = 3;
const YEAR_MS = 365.25 * 86_400_000;

function judgeFirmware({ claims: { firmware } }: DeviceFacts, { now }: PreflightContext): Judged | null {
  if (firmware === undefined) return null;
  const { builtOn } = parseFirmware(firmware);
  if (builtOn === null) return { code: "firmware", state: "unknown", text: "undated", args: { firmware } };
  const years = (Date.parse(now) - Date.parse(builtOn)) / YEAR_MS;
  return years > OLD_FIRMWARE_YEARS
    ? { code: "firmware", state: "warning", text: "old", args: { firmware, count: Math.floor(years) } }
    : { code: "firmware", state: "ok", text: "recent", args: { firmware } };
}

function judgeUpnp({ upnp }: DeviceFacts): Judged {
  if (upnp === null) return { code: "upnp", state: "unknown", text: "unknown" };
  return upnp ? { code: "upnp", state: "warning", text: "on" } : { code: "upnp", state: "ok", text: "off" };
}

function judgeCloud({ cloud }: DeviceFacts): Judged {
  if (cloud === null) return { code: "cloud", state: "unknown", text: "unknown" };
  return cloud ? { code: "cloud", state: "warning", text: "on" } : { code: "cloud", state: "ok", text: "off" };
}
