import type { MappedPortRisk } from "../nat/mapped-ports.ts";
import type { PlainDevice } from "./device-findings.ts";
import { forwardsTo, isEquipment, type DeviceRule, type DeviceRuleInput, type Severity } from "./device-rule.ts";
import { forwardRisk } from "./known-forwards.ts";
import type { PortService } from "./port-purpose.ts";
import type { DeviceRole } from "./sighting.ts";

/** Findings about what a device shows to the network, and to the internet. */
export const EXPOSURE_FINDINGS: readonly DeviceRule[] = [
  {
    code: "forwarded",
    severity: "warning",
    find: (input) => {
      const forwards = forwardsTo(input.device, input.context.forwards);
      if (forwards.length === 0) return null;
      const risks = forwards.map(forwardRisk);
      const lines = risks.slice(0, MAX_NAMED).map(({ line }) => line);
      return {
        args: { ports: risks.length > MAX_NAMED ? `${lines.join(", ")} …` : lines.join(", "), count: risks.length },
        severity: forwardSeverity(input, risks),
      };
    },
  },
  openService("telnet-open", "problem", "telnet", [23, 2323]),
  {
    code: "console-open",
    severity: "warning",
    find: ({ device }) => {
      // By its number: smart plugs and programs on computers have it, too.
      const port = VIDEO_ROLES.has(device.role.value) ? portOf(device, ["console"], []) : undefined;
      return port === undefined ? null : { args: { port }, sources: ["port", "banner"] };
    },
  },
  openService("ftp-open", "advice", "ftp", [21]),
  {
    code: "serial-open",
    severity: "advice",
    find: ({ device }) => {
      // Programs on computers have the same ports.
      const port = SERIAL_ROLES.has(device.role.value) ? portOf(device, ["serial", "serial-setup"], []) : undefined;
      return port === undefined ? null : { args: { port }, sources: device.sources };
    },
  },
  {
    code: "remote-desktop-open",
    severity: "advice",
    find: ({ device }) => {
      const port = isEquipment(device) ? portOf(device, [], REMOTE_DESKTOP_PORTS) : undefined;
      return port === undefined ? null : { args: { port }, sources: ["port", "banner"] };
    },
  },
  openWithoutLogin("rtsp-without-login", "problem", "rtsp"),
  openWithoutLogin("snapshot-without-login", "problem", "snapshot"),
  openWithoutLogin("media-without-login", "advice", "onvif-media"),
  {
    code: "http-only",
    severity: "advice",
    find: ({ device }) => {
      const isOf = isEquipment(device) || device.role.value === "router";
      const port = portOf(device, ["web"], [80]);
      const isSecure = device.certificates.length > 0 || portOf(device, ["web-secure"], [443, 8443]) !== undefined;
      // That there is no secure port is only known when ports were tried.
      const isKnown = device.sources.includes("port");
      return isOf && isKnown && port !== undefined && !isSecure ? { args: { port }, sources: ["port", "http"] } : null;
    },
  },
];

const VIDEO_ROLES: ReadonlySet<DeviceRole> = new Set(["camera", "recorder", "door-station"]);
const SERIAL_ROLES: ReadonlySet<DeviceRole> = new Set(["bridge", "panel", "controller"]);

/** A sentence takes a few. */
const MAX_NAMED = 5;

/** RDP and VNC: recorders that are Windows computers. */
const REMOTE_DESKTOP_PORTS = [3389, 5900, 5901];

/** Nothing of this may be reached from the internet, whoever opened it. */
const NEVER_OPEN: ReadonlySet<MappedPortRisk["danger"]> = new Set(["takeover", "files", "recorder", "plain"]);

function forwardSeverity({ device, exploited }: DeviceRuleInput, risks: readonly MappedPortRisk[]): Severity {
  const isWeak = device.activated === false || exploited.some(({ verdict }) => verdict === "affected");
  if (isWeak || risks.some(({ danger }) => NEVER_OPEN.has(danger))) return "problem";
  return risks.every(({ danger }) => danger === "made-for-it") ? "info" : "warning";
}

/** The lowest TCP port with one of these services, or one of these numbers where nobody named a service. */
function portOf(
  { ports }: PlainDevice,
  services: readonly PortService[],
  numbers: readonly number[],
): number | undefined {
  const found = ports
    .filter(({ transport, port, service }) => {
      const isNamed = services.some((one) => one === service);
      return transport === "tcp" && (isNamed || (service === null && numbers.includes(port)));
    })
    .map(({ port }) => port);
  return found.length > 0 ? Math.min(...found) : undefined;
}

function openService(code: string, severity: Severity, service: PortService, numbers: readonly number[]): DeviceRule {
  return {
    code,
    severity,
    find: ({ device }) => {
      const port = portOf(device, [service], numbers);
      return port === undefined ? null : { args: { port }, sources: ["port", "banner"] };
    },
  };
}

function openWithoutLogin(code: string, severity: Severity, what: "rtsp" | "snapshot" | "onvif-media"): DeviceRule {
  return {
    code,
    severity,
    find: ({ device, context }) => {
      const isOpen = context.openWithoutLogin.get(device.id)?.includes(what) ?? false;
      return isOpen ? { sources: ["rtsp", "http", "onvif", "vendor-page"] } : null;
    },
  };
}
