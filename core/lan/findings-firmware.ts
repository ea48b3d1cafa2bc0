import type { VersionVerdict } from "./affected-versions.ts";
import type { DeviceFinding } from "./device.ts";
import type { PlainDevice } from "./device-findings.ts";
import { isEquipment, type DeviceHit, type DeviceRule, type DeviceRuleInput, type Severity } from "./device-rule.ts";
import { parseFirmware } from "./firmware-version.ts";
import type { KnownExploited } from "./kev.ts";

/** Findings about a device's firmware: flaws that are known to be exploited, and age. */
export const FIRMWARE_FINDINGS: readonly DeviceRule[] = [
  {
    code: "exploited-affected",
    severity: "problem",
    find: (input) => exploitedHit(input, withVerdict(input, "affected")),
  },
  {
    code: "exploited-check",
    severity: "warning",
    find: (input) => {
      const open = withVerdict(input, "check");
      return exploitedHit(input, open, checkSeverity(open, input.device));
    },
  },
  {
    code: "exploited-newer",
    severity: "info",
    find: (input) => exploitedHit(input, withVerdict(input, "newer")),
  },
  {
    code: "old-firmware",
    severity: "advice",
    hiddenBy: ["exploited-affected"],
    find: ({ device, context }) => {
      const builtOn = parseFirmware(device.firmware?.value ?? "").builtOn;
      const isOf = isEquipment(device) || device.role.value === "router";
      const years = builtOn === null ? 0 : Math.floor((Date.parse(context.now) - Date.parse(builtOn)) / YEAR_MS);
      if (!isOf || builtOn === null || !(years >= OLD_YEARS)) return null;
      return { args: { date: builtOn, count: years }, sources: sourceOf(device) };
    },
  },
];

const YEAR_MS = 365.25 * 86_400_000;
/** Makers keep their devices supplied for about five years after the last one was sold. */
const OLD_YEARS = 5;

const withVerdict = ({ exploited }: DeviceRuleInput, verdict: VersionVerdict): KnownExploited[] =>
  exploited.filter((one) => one.verdict === verdict);

/** More is in the links. */
const MAX_NAMED = 4;

function exploitedHit(
  { device, context }: DeviceRuleInput,
  found: readonly KnownExploited[],
  severity?: Severity,
): DeviceHit | null {
  if (found.length === 0) return null;
  const named = found.slice(0, MAX_NAMED).map(({ cveId }) => cveId);
  return {
    args: {
      cves: found.length > MAX_NAMED ? `${named.join(", ")} …` : named.join(", "),
      count: found.length,
      asOf: context.kev.asOf,
    },
    ...(severity === undefined ? {} : { severity }),
    links: linksOf(found),
    sources: sourceOf(device),
  };
}

/**
 * A row that only names the maker says little about a device that tells neither model nor the day of its firmware; one that names
 * this product, or firmware from before the fix, says more.
 */
function checkSeverity(open: readonly KnownExploited[], device: PlainDevice): Severity {
  const isDated = parseFirmware(device.firmware?.value ?? "").builtOn !== null;
  return isDated || open.some(({ match }) => match !== "vendor") ? "warning" : "advice";
}

const LABEL_PARTS = " · ";
const MAX_LABEL_CHARACTERS = 120;

/** The first link of every flaw before the second of any. */
function linksOf(found: readonly KnownExploited[]): DeviceFinding["links"] {
  const links = [0, 1].flatMap((place) => found.flatMap((one) => one.links[place] ?? []));
  const byUrl = Map.groupBy(links, ({ url }) => url);
  return [...byUrl].map(([url, same]) => ({ url, label: sharedLabel(same.map(({ label }) => label)) }));
}

/** One advisory for several flaws: "CVE-2021-33044, CVE-2021-33045 · dahuasecurity.com". */
function sharedLabel(labels: readonly string[]): string {
  const parts = labels.map((label) => label.split(LABEL_PARTS, 2));
  const flaws = [...new Set(parts.map(([flaw]) => flaw))];
  const [[, where] = []] = parts;
  return [flaws.join(", "), ...(where === undefined ? [] : [where])].join(LABEL_PARTS).slice(0, MAX_LABEL_CHARACTERS);
}

const sourceOf = ({ brand, model, firmware }: PlainDevice): DeviceFinding["sources"] =>
  [brand, model, firmware].flatMap((value) => (value === null ? [] : [value.source]));
