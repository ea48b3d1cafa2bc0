import { message, type Message } from "../nat/diagnosis.ts";
import { SEVERITY_ORDER } from "../nat/finding-rule.ts";
import type { Device, DeviceFinding } from "./device.ts";
import { siteIndex, type DeviceHit, type DeviceRule } from "./device-rule.ts";
import { CERTIFICATE_FINDINGS } from "./findings-certificate.ts";
import { EXPOSURE_FINDINGS } from "./findings-exposure.ts";
import { FIRMWARE_FINDINGS } from "./findings-firmware.ts";
import { NETWORK_FINDINGS } from "./findings-network.ts";
import { SETUP_FINDINGS } from "./findings-setup.ts";
import { knownExploited, type KevCatalogue, type KevSubject } from "./kev.ts";
import type { ScanCircumstances, ScanRequest } from "./scan-record.ts";

/** A device before anything was judged about it. */
export type PlainDevice = Omit<Device, "findings">;

/** A forward on the router that leads to a device on site. */
export type KnownForward = {
  transport: "tcp" | "udp";
  externalPort: number;
  internalAddress: string;
  internalPort: number;
  /** Whose it is, as the entry says. */
  description: string | null;
};

export type RiskContext = {
  /** ISO 8601: certificates end, and the register of exploited flaws gets old. */
  now: string;
  kev: KevCatalogue;
  /** From the last check of the same site. */
  forwards: readonly KnownForward[];
  /** The same site's devices at the last scan, for certificates that changed. */
  before: readonly PlainDevice[];
  /** Second addresses that the laptop has for a while (`192.168.0.222/24`): what is reached by those is still in the wrong network. */
  rescued?: readonly string[];
  /** What was seen open without a login, by device id. */
  openWithoutLogin: ReadonlyMap<string, readonly ("rtsp" | "snapshot" | "onvif-media")[]>;
};

export type SiteFindingInput = {
  devices: readonly PlainDevice[];
  circumstances: ScanCircumstances;
  request: ScanRequest;
  /** From the last check of the same site. */
  forwards?: readonly KnownForward[];
};

const RULES: readonly DeviceRule[] = [
  ...NETWORK_FINDINGS,
  ...SETUP_FINDINGS,
  ...FIRMWARE_FINDINGS,
  ...EXPOSURE_FINDINGS,
  ...CERTIFICATE_FINDINGS,
];

/**
 * What to know and to do about a device, worst first. Everything rests on what the scan saw and what the app ships: the same input
 * gives the same findings, without internet.
 *
 * @param all every device of the scan, this one too; pass the same list for each, it is looked through once
 */
export function deviceFindings(
  device: PlainDevice,
  all: readonly PlainDevice[],
  context: RiskContext,
): DeviceFinding[] {
  const site = siteIndex(all);
  const exploited = knownExploited(subjectOf(device), context.kev);
  const hits = RULES.map((rule) => ({ rule, hit: rule.find({ device, site, context, exploited }) })).filter(
    (entry): entry is { rule: DeviceRule; hit: DeviceHit } => entry.hit !== null,
  );
  const standing = new Set(hits.map(({ rule }) => rule.code));
  return hits
    .filter(({ rule }) => !rule.hiddenBy?.some((better) => standing.has(better)))
    .map(({ rule, hit }) => toFinding(rule, hit, device))
    .toSorted((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity));
}

/** The maker of a network card alone does not tell a camera from a plug or a telephone of the same maker. */
const subjectOf = ({ brand, model, firmware, role }: PlainDevice): KevSubject => ({
  brand: role.value === "unknown" && brand?.source === "neighbour" ? null : (brand?.value ?? null),
  model: model?.value ?? null,
  firmware: firmware?.value ?? null,
  role: role.value,
});

/** As many as a finding holds. */
const MAX_LINKS = 8;

function toFinding(rule: DeviceRule, hit: DeviceHit, device: PlainDevice): DeviceFinding {
  const text = (part: "title" | "whatToDo"): Message => message(`deviceFinding.${rule.code}.${part}`, hit.args ?? {});
  return {
    code: rule.code,
    severity: hit.severity ?? rule.severity,
    title: text("title"),
    whatToDo: text("whatToDo"),
    links: (hit.links ?? []).slice(0, MAX_LINKS),
    sources: device.sources.filter((source) => hit.sources?.includes(source)),
  };
}
