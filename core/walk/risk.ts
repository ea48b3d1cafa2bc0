import type { Device } from "../lan/device.ts";
import type { PreflightItem } from "../lan/inspection.ts";
import { message, type Message } from "../nat/diagnosis.ts";
import { mappedPortRisk } from "../nat/mapped-ports.ts";
import type { PlannedPort } from "./port-forward-plan.ts";

/**
 * What speaks against opening a port of a device to the internet. Texts: `risk.<code>` in `core/text`. Rests on what the last search
 * and the device itself told: the register of exploited flaws was held against it there.
 */
export type RiskCode =
  | "exploited-firmware"
  | "exploited-unknown"
  | "exploited-check"
  | "device-unknown"
  | "not-activated"
  | "factory-password"
  | "password-unknown"
  | "open-without-login"
  | "remote-shell"
  | "takeover"
  | "control"
  | "never-forward"
  | "plain-http"
  | "plain-rtsp"
  | "plain-ftp"
  | "old-firmware"
  | "makers-protocol"
  | "firmware-unknown"
  | "certificate-expired"
  | "certificate-self-signed"
  | "upnp-on"
  | "cloud-on";

export type Risk = {
  code: RiskCode;
  /** The same risk of the same port: what was accepted of it stays accepted. */
  key: string;
  args: Message["args"];
  /** A named person has to accept it before the port is opened. */
  blocks: boolean;
};

export type RiskInput = {
  /** From the last search; null: it was not found there. */
  device: Device | null;
  brand: string | null;
  ports: readonly Pick<PlannedPort, "transport" | "internalPort" | "service" | "encrypted">[];
  /** What the device told after a login; null: it was not asked. */
  inspected: readonly PreflightItem[] | null;
  /** As a person answered. */
  password: "own" | "factory" | "unknown" | null;
  /** Ports that must not be forwarded, by the maker's word or by what they are. */
  isNever: (port: RiskInput["ports"][number]) => boolean;
};

/** The worst first; those that need somebody's name before those that only have to be known. */
export function risksOf(input: RiskInput): Risk[] {
  const risks = [...deviceRisks(input), ...input.ports.flatMap((port) => portRisks(port, input)), ...asides(input)];
  return [...risks.filter(({ blocks }) => blocks), ...risks.filter(({ blocks }) => !blocks)];
}

const blocking = (code: RiskCode, args: Message["args"] = {}, of = ""): Risk => ({
  code,
  key: of === "" ? code : `${code}:${of}`,
  args,
  blocks: true,
});

const toKnow = (code: RiskCode, args: Message["args"] = {}, of = ""): Risk => ({
  ...blocking(code, args, of),
  blocks: false,
});

/** As many flaws as a sentence names. */
function deviceRisks({ device, brand, inspected, password }: RiskInput): Risk[] {
  const finding = (code: string) => device?.findings.find((one) => one.code === code);
  const affected = finding("exploited-affected");
  const check = finding("exploited-check");
  const isActivated = device?.activated ?? null;
  return [
    ...(affected === undefined ? [] : [blocking("exploited-firmware", pick(affected.title.args))]),
    // Without the firmware nobody can say that this one is not concerned.
    ...(check === undefined
      ? []
      : [blocking(device?.firmware === null ? "exploited-unknown" : "exploited-check", pick(check.title.args))]),
    ...(device === null ? [blocking("device-unknown", { brand: brand ?? "?" })] : []),
    ...(isActivated === false || isProblem(inspected, "activated") ? [blocking("not-activated")] : []),
    ...(password === "factory" ? [blocking("factory-password")] : []),
    ...(password === "unknown" ? [blocking("password-unknown")] : []),
    ...(WITHOUT_LOGIN.some((code) => finding(code) !== undefined) ? [blocking("open-without-login")] : []),
    ...oldFirmware(device, inspected),
  ];
}

const WITHOUT_LOGIN = ["rtsp-without-login", "snapshot-without-login", "media-without-login"];

const pick = ({ cves = "", asOf = "" }: Message["args"]): Message["args"] => ({ cves, asOf });

const isProblem = (items: readonly PreflightItem[] | null, code: PreflightItem["code"]): boolean =>
  items?.some((item) => item.code === code && item.state === "problem") ?? false;

const isWarned = (items: readonly PreflightItem[] | null, code: PreflightItem["code"]): boolean =>
  items?.some((item) => item.code === code && item.state === "warning") ?? false;

function oldFirmware(device: Device | null, inspected: readonly PreflightItem[] | null): Risk[] {
  const told = inspected?.find(({ code, state }) => code === "firmware" && state === "warning");
  const found = device?.findings.find(({ code }) => code === "old-firmware");
  const firmware = told?.title.args["firmware"] ?? device?.firmware?.value;
  if (told === undefined && found === undefined) {
    return device !== null && firmware === undefined && inspected === null ? [toKnow("firmware-unknown")] : [];
  }
  return [blocking("old-firmware", { firmware: firmware ?? "?" })];
}

/** What a port is, by the code of the risk that this is. */
const BY_SERVICE: ReadonlyMap<string, RiskCode> = new Map<string, RiskCode>([
  ["telnet", "remote-shell"],
  ["console", "remote-shell"],
  ["ssh", "remote-shell"],
  ["ftp", "plain-ftp"],
  ["web", "plain-http"],
  ["onvif", "plain-http"],
  ["rtsp", "plain-rtsp"],
  ["serial", "control"],
  ["serial-setup", "control"],
  ["modbus", "control"],
  ["knx", "control"],
  ["bacnet", "control"],
]);

const MAKERS_OWN: ReadonlySet<string> = new Set([
  "hikvision",
  "dahua",
  "xiongmai",
  "reolink",
  "tvt",
  "hanwha",
  "uniview",
  "idis",
  "zkteco",
  "makers-own",
]);

function portRisks(port: RiskInput["ports"][number], { isNever }: RiskInput): Risk[] {
  const { transport, internalPort, service, encrypted } = port;
  const args = { port: internalPort, transport: transport.toUpperCase() };
  const of = `${transport}-${internalPort}`;
  const code = byService(port);
  if (code !== null) return [blocking(code, args, of)];
  if (isNever(port)) return [blocking("never-forward", args, of)];
  const isOwn = service !== null && MAKERS_OWN.has(service) && encrypted !== true;
  return isOwn ? [toKnow("makers-protocol", args, of)] : [];
}

function byService({ transport, internalPort, service, encrypted }: RiskInput["ports"][number]): RiskCode | null {
  const named = service === null ? undefined : BY_SERVICE.get(service);
  const isPlain = named === "plain-http" || named === "plain-rtsp";
  if (named !== undefined) return isPlain && encrypted === true ? null : named;
  if (encrypted === true) return null;
  const { danger, service: usual } = mappedPortRisk({
    transport,
    internalPort,
    externalPort: internalPort,
    internalClient: "",
    remoteHost: "",
    enabled: true,
    description: "",
    leaseSeconds: 0,
  });
  if (danger === "takeover" || danger === "files") return "takeover";
  // The number alone says little where the device itself named another service.
  if (danger !== "plain" || (service !== null && service !== "web-or-apps")) return null;
  return usual === "RTSP" ? "plain-rtsp" : usual === "FTP" ? "plain-ftp" : "plain-http";
}

function asides({ device, inspected, ports }: RiskInput): Risk[] {
  const isSecure = ports.some(({ service, encrypted }) => service === "web-secure" || encrypted === true);
  const codes = new Set(device?.findings.map(({ code }) => code));
  return [
    ...(isSecure && codes.has("certificate-expired") ? [toKnow("certificate-expired")] : []),
    ...(isSecure && codes.has("certificate-self-signed") ? [toKnow("certificate-self-signed")] : []),
    ...(isWarned(inspected, "upnp") ? [toKnow("upnp-on")] : []),
    ...(isWarned(inspected, "cloud") ? [toKnow("cloud-on")] : []),
  ];
}

export const riskTitle = ({ code, args }: Risk): Message => message(`risk.${code}.title`, args);
export const riskAdvice = ({ code, args }: Risk): Message => message(`risk.${code}.whatToDo`, args);
