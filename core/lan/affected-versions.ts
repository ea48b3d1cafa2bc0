import { compareVersions, parseFirmware, type FirmwareVersion } from "./firmware-version.ts";

/**
 * Which models and firmware an exploited flaw is in, as the makers' advisories and the CVE records say. The register of exploited
 * flaws itself names no versions: without an entry here nobody is called affected.
 *
 * `newer`: there is no list to compare with, but the firmware was built after the maker published the fix.
 */
export type VersionVerdict = "affected" | "not-affected" | "newer" | "check";

/** Firmware by the day it was built on (ISO 8601), or by its numbers. */
type Span =
  | { readonly builtFrom?: string; readonly builtBefore: string }
  | {
      readonly from?: readonly number[];
      readonly before: readonly number[];
      /** The fix has the same numbers: which of both it is, only the device's own page shows. */
      readonly fixLooksAlike?: true;
    }
  /** All that begin alike are in: through 3.11 includes 3.11.0.16. */
  | { readonly through: readonly number[] }
  | "every version";

type Flaw = {
  readonly series: readonly { readonly models: RegExp; readonly span: Span }[];
  /** Models that the source speaks of at all; others are not affected. */
  readonly only?: RegExp;
  /** Firmware of other models that was built from this day on is newer than all that the source knows as affected. */
  readonly nothingFrom?: string;
  readonly source: AdvisoryLink;
};

type AdvisoryLink = { readonly label: string; readonly url: string };

/** What a device calls itself may have the sales region's prefix before it. */
const dahua = (models: string): RegExp => new RegExp(`^(?:DHI?-)?(?:${models})`, "i");
/** `IPC-HX3XXX`: the first X stands for the shape (HFW, HDW, HDBW), the others for digits. */
const DAHUA_CAMERAS = "IPC-H[A-Z]{1,3}[35]\\d{3}|IPC-HUM7\\d{3}";
const dahuaAdvisory: AdvisoryLink = {
  label: "Dahua",
  url: "https://www.dahuasecurity.com/support/cybersecurity/details/957",
};
const cveRecord = (cveId: string): AdvisoryLink => ({
  label: "CVE",
  url: `https://www.cve.org/CVERecord?id=${cveId}`,
});

const FLAWS: Readonly<Record<string, Flaw>> = {
  // The record names versions with their builds; the builds decide. "To build 160530" includes that one.
  "CVE-2017-7921": {
    series: [
      { models: /^DS-2CD2\d\d2F-I/i, span: { builtFrom: "2014-07-21", builtBefore: "2016-05-31" } },
      { models: /^DS-2CD2\d\d0F-I/i, span: { builtFrom: "2014-07-21", builtBefore: "2016-04-02" } },
      { models: /^DS-2CD2\d\d2FWD/i, span: { builtFrom: "2015-04-10", builtBefore: "2016-11-26" } },
      { models: /^DS-2CD4\d2\dFWD/i, span: { builtFrom: "2014-07-21", builtBefore: "2016-04-15" } },
      { models: /^DS-2CD4\d\d5/i, span: { builtFrom: "2014-07-21", builtBefore: "2016-04-22" } },
      { models: /^DS-2DF\d/i, span: { builtFrom: "2014-08-05", builtBefore: "2016-09-29" } },
      { models: /^DS-2CD63\d\d/i, span: { builtFrom: "2014-03-05", builtBefore: "2016-01-07" } },
    ],
    only: /^DS-2/i,
    nothingFrom: "2016-11-26",
    source: cveRecord("CVE-2017-7921"),
  },
  // The table of models is on the maker's page only. Maker and finder published flaw and fix on the same day.
  "CVE-2021-36260": {
    series: [],
    nothingFrom: "2021-09-18",
    source: {
      label: "Hikvision",
      url: "https://www.hikvision.com/en/support/cybersecurity/security-advisory/security-notification-command-injection-vulnerability-in-some-hikvision-products/",
    },
  },
  "CVE-2021-33044": {
    series: [
      {
        models: dahua(
          `${DAHUA_CAMERAS}|VTO75\\d95|VTO65\\d{3}|VTH542\\dH|SD1A1|SD22|SD49|SD50|SD52C|SD6AL` +
            "|TPC-BF1241|TPC-BF2221|TPC-SD2221|TPC-BF5\\d{3}|TPC-SD8\\d21|TPC-PT8\\d21B",
        ),
        span: { builtBefore: "2021-06-01" },
      },
    ],
    nothingFrom: "2021-06-01",
    source: dahuaAdvisory,
  },
  // Of door stations the record doesn't say clearly until when.
  "CVE-2021-33045": {
    series: [
      { models: dahua(DAHUA_CAMERAS), span: { builtBefore: "2020-05-01" } },
      { models: dahua("NVR[1256]\\d|XVR[457]\\d"), span: { builtBefore: "2019-12-01" } },
    ],
    nothingFrom: "2020-05-01",
    source: dahuaAdvisory,
  },
  "CVE-2019-11001": {
    series: [],
    only: /^(?:RLC-4(?:10|22)W|RLC-511W|C[12][ -]?Pro)/i,
    source: cveRecord("CVE-2019-11001"),
  },
  "CVE-2020-25078": {
    series: [
      { models: /^DCS-2530L/i, span: { before: [1, 6, 1], fixLooksAlike: true } },
      { models: /^DCS-2670L/i, span: { through: [2, 2] } },
    ],
    source: {
      label: "D-Link",
      url: "https://supportannouncement.us.dlink.com/announcement/publication.aspx?name=SAP10180",
    },
  },
  "CVE-2022-23227": {
    series: [{ models: /^NVR ?mini ?2/i, span: { through: [3, 11] } }],
    source: cveRecord("CVE-2022-23227"),
  },
  "CVE-2022-40799": {
    series: [{ models: /^DNR-322L/i, span: { through: [2, 60, 15] } }],
    source: cveRecord("CVE-2022-40799"),
  },
  "CVE-2023-47565": {
    series: [{ models: /^(?:VS-\d|VioStor)/i, span: { from: [4], before: [5] } }],
    source: { label: "QNAP", url: "https://www.qnap.com/en/security-advisory/qsa-23-48" },
  },
  "CVE-2024-8956": {
    series: [{ models: /^PT30X-(?:SDI|NDI)/i, span: { before: [6, 3, 40] } }],
    source: { label: "PTZOptics", url: "https://ptzoptics.com/firmware-changelog/" },
  },
  "CVE-2024-11120": {
    series: [{ models: /^GV-(?:VS1[12]\b|DSP_LPR_V3)|^GV-?LX ?4 ?V[23]/i, span: "every version" }],
    source: cveRecord("CVE-2024-11120"),
  },
};

/** Where the versions of a flaw are listed; undefined where no list is known. */
export function advisoryOf(cveId: string): AdvisoryLink | undefined {
  return FLAWS[cveId]?.source;
}

/**
 * Whether a flaw is in this model with this firmware, as far as a source says so.
 *
 * @param model as its maker calls it; null where it is not known or a label's own name
 */
export function affectedVersion(cveId: string, model: string | null, firmware: string | null): VersionVerdict {
  const flaw = FLAWS[cveId];
  if (flaw === undefined) return "check";
  const version = parseFirmware(firmware ?? "");
  const series = model === null ? undefined : flaw.series.find(({ models }) => models.test(model.trim()));
  if (series !== undefined) return verdictOf(series.span, version);
  if (model !== null && flaw.only?.test(model.trim()) === false) return "not-affected";
  const isNewer = flaw.nothingFrom !== undefined && version.builtOn !== null && version.builtOn >= flaw.nothingFrom;
  if (!isNewer) return "check";
  // Neither the model nor the day is in the list; where there is no list, only the day speaks.
  return flaw.series.length > 0 ? "not-affected" : "newer";
}

function verdictOf(span: Span, version: FirmwareVersion): VersionVerdict {
  if (span === "every version") return "affected";
  if ("builtBefore" in span) {
    if (version.builtOn === null || version.builtOn < (span.builtFrom ?? "")) return "check";
    return version.builtOn < span.builtBefore ? "affected" : "not-affected";
  }
  if (version.numbers.length === 0) return "check";
  if ("through" in span) {
    const asPrecise = version.numbers.slice(0, span.through.length);
    return compareVersions(asPrecise, span.through) <= 0 ? "affected" : "not-affected";
  }
  if (compareVersions(version.numbers, span.from ?? []) < 0) return "check";
  const difference = compareVersions(version.numbers, span.before);
  if (difference === 0 && span.fixLooksAlike) return "check";
  return difference < 0 ? "affected" : "not-affected";
}
