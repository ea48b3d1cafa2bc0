import { message, type Message } from "../nat/diagnosis.ts";
import { inPrefix, isIpv4 } from "../net/ip-address.ts";
import type { DeviceFinding } from "./device.ts";
import type { SiteFindingInput } from "./device-findings.ts";
import { EQUIPMENT, rivalAt, siteIndex, type Severity } from "./device-rule.ts";
import { forwardRisk } from "./known-forwards.ts";
import { isSwept, refusedSends, SILENCE_CAUSES } from "./silence-causes.ts";

/**
 * What is to be said of a scan as a whole: why it found nothing, what it could not do, and what only shows when all devices are seen
 * together. Causes come in the order in which to try them.
 */
export function siteFindings(input: SiteFindingInput): DeviceFinding[] {
  return [
    ...(isSilent(input) ? silence(input) : refusal(input)),
    ...conflicts(input),
    ...gaps(input),
    ...strays(input),
  ];
}

const finding = (code: string, severity: Severity, args: Message["args"] = {}, advice = "whatToDo"): DeviceFinding => ({
  code,
  severity,
  title: message(`deviceFinding.${code}.title`, args),
  whatToDo: message(`deviceFinding.${code}.${advice}`, args),
  links: [],
  sources: [],
});

/** Nothing of what an installer looks for; that a router or a printer answers explains nothing. */
const isSilent = ({ devices }: SiteFindingInput): boolean => !devices.some(({ role }) => EQUIPMENT.has(role.value));

function silence(input: SiteFindingInput): DeviceFinding[] {
  const causes: DeviceFinding[] = [];
  for (const cause of SILENCE_CAUSES) {
    const args = cause.find(input);
    if (args === null) continue;
    causes.push(finding(cause.code, cause.severity, args));
    if (cause.settles) break;
  }
  const advice = causes.length > 0 ? "whatToDo" : "noCause";
  return [finding("nothing-found", "warning", {}, advice), ...causes];
}

/** What answered by itself was found; what has to be asked may be missing. */
function refusal({ circumstances }: SiteFindingInput): DeviceFinding[] {
  const args = refusedSends(circumstances);
  return args === null ? [] : [finding("sends-refused", "warning", args)];
}

/** A sentence takes a few. */
const MAX_NAMED = 5;

const named = (texts: readonly string[]): string =>
  texts.length > MAX_NAMED ? `${texts.slice(0, MAX_NAMED).join(", ")} …` : texts.join(", ");

function conflicts({ devices }: SiteFindingInput): DeviceFinding[] {
  const site = siteIndex(devices);
  const shared = [...site.byAddress]
    .filter(([address, holders]) => isIpv4(address) && holders.some(({ device, at }) => rivalAt(device, at, site)))
    .map(([address]) => address);
  if (shared.length === 0) return [];
  return [finding("address-conflict", "problem", { addresses: named(shared), count: shared.length })];
}

/** A media server or a router that repeats searches says some dozens of things more than are kept. */
const FLOOD = 200;

function gaps({ circumstances }: SiteFindingInput): DeviceFinding[] {
  const { sightingsDropped, unfinished } = circumstances;
  return [
    ...(sightingsDropped >= FLOOD ? [finding("flood", "warning", { count: sightingsDropped })] : []),
    ...(unfinished.includes("sweep") ? [finding("unfinished-sweep", "warning")] : []),
    ...(unfinished.includes("fingerprints") ? [finding("unfinished-looks", "advice")] : []),
  ];
}

/** Forwards to an address of the swept ranges at which nobody answered: whoever gets it next stands on the internet. */
function strays(input: SiteFindingInput): DeviceFinding[] {
  if (!isSwept(input)) return [];
  const site = siteIndex(input.devices);
  const own = new Set(input.circumstances.adapters.flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  const lines = (input.forwards ?? [])
    .filter(({ internalAddress }) => input.request.ranges.some((range) => inPrefix(internalAddress, range)))
    .filter(({ internalAddress }) => !site.byAddress.has(internalAddress) && !own.has(internalAddress))
    .map((forward) => forwardRisk(forward).line);
  return lines.length > 0 ? [finding("forward-to-nobody", "advice", { ports: named(lines), count: lines.length })] : [];
}
