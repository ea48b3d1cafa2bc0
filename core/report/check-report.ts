import { confidenceSteps, confidenceWord } from "../nat/confidence-word.ts";
import type { Diagnosis, Evidence, Finding, Message, VerdictKind } from "../nat/diagnosis.ts";
import { natMap, type MapBox } from "../nat/nat-map.ts";
import { boxWords, ipv6Line, mapParagraph, type BoxWords } from "../nat/nat-map-text.ts";
import type { Observation, Outcome } from "../nat/observation.ts";
import type { CheckRecord } from "../survey/check-record.ts";
import type { Locale } from "../survey/settings.ts";
import type { Translate } from "../text/translate.ts";
import { answerText } from "../nat/answer-text.ts";
import { printable } from "../text/printable.ts";

/** Good, to be worked around, broken, not known. The colour of the page means this and nothing else. */
type ReportTone = "positive" | "caution" | "critical" | "info";

/** One site check as the PDF says it: every text is final, nothing is left to the template but the layout. */
export interface CheckReportModel {
  locale: Locale;
  paper: "a4" | "us-letter";
  /** When the check began, in UTC, as the document's own date: the same record always gives the same bytes. */
  date: { year: number; month: number; day: number; hour: number; minute: number; second: number };
  title: string;
  siteName: string;
  /** Set when the check was cancelled: the page says so before anything else. */
  notice: string | null;
  facts: { label: string; value: string; isAddress: boolean }[];
  verdict: {
    tone: ReportTone;
    name: string;
    sentence: string;
    /** 0-5: how many segments of the meter are filled. */
    confidenceSteps: number;
    confidence: string;
    inbound: string;
    /** What is known of IPv6, beside the verdict; null: nothing. */
    ipv6: string | null;
    for: string[];
    againstLabel: string;
    against: string[];
    settledBy: string | null;
  };
  map: {
    /** The whole map as running text, for who can't see the drawing. */
    alt: string;
    /** From the cameras to the internet; boxes of one column stand above each other. */
    columns: ReportMapColumn[];
  };
  findings: { tone: ReportTone; severity: string; title: string; whatToDo: string | null }[];
  evidence: { probe: string; question: string; asked: string; answer: string; heard: boolean; time: string }[];
  labels: ReturnType<typeof labels>;
  footer: string;
}

export type ReportMapColumn = {
  /** Whose ground it is, said where a ground begins; null: the same as before, or nobody's. */
  ground: { label: string; columns: number } | null;
  boxes: ({ seen: boolean; tone: ReportTone } & BoxWords)[];
  /** Whether the way here from the column before is known; null for the first. */
  isWayKnown: boolean | null;
};

export interface CheckReportInput {
  siteName: string;
  record: CheckRecord;
  locale: Locale;
  paper: CheckReportModel["paper"];
  translate: Translate;
  /** IANA name of the zone the times are told in; without it, the offset the record was written with. */
  timeZone?: string;
}

const TONES: Record<VerdictKind, ReportTone> = {
  public: "positive",
  "double-nat": "caution",
  cgnat: "caution",
  "shared-address": "caution",
  nat64: "caution",
  firewalled: "caution",
  offline: "critical",
  unknown: "info",
};

const SEVERITY_TONES: Record<Finding["severity"], ReportTone> = {
  info: "info",
  advice: "info",
  warning: "caution",
  problem: "critical",
};

/** The page goes to the customer of this site: what names other customers has no place on it. */
const NAMES_OTHERS = { probe: "other-sites", finding: "same-nat-as-other-site" };

const withoutOtherSites = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => finding.code !== NAMES_OTHERS.finding);

/** What the PDF of a check says. Data that is missing is called "not recorded"; nothing is made up. */
export function checkReportModel(input: CheckReportInput): CheckReportModel {
  const { record, locale, paper } = input;
  const say = (message: Message) => printable(input.translate(message));
  const text = (key: string, args: Message["args"] = {}) => say({ key: `report.${key}`, args });
  const { diagnosis } = record;
  const started = new Date(record.startedAt);
  const siteName = printable(input.siteName);
  return {
    locale,
    paper,
    date: {
      year: started.getUTCFullYear(),
      month: started.getUTCMonth() + 1,
      day: started.getUTCDate(),
      hour: started.getUTCHours(),
      minute: started.getUTCMinutes(),
      second: started.getUTCSeconds(),
    },
    title: text("title", { site: siteName }),
    siteName,
    notice: record.cancelled ? text("cancelled") : null,
    facts: facts(input, text),
    verdict: verdict(diagnosis, locale, say, text),
    map: reportMap(diagnosis, say),
    findings: withoutOtherSites(diagnosis.findings).map((finding) => ({
      tone: SEVERITY_TONES[finding.severity],
      severity: text(`severity.${finding.severity}`),
      title: say(finding.title),
      whatToDo: finding.whatToDo === null ? null : say(finding.whatToDo),
    })),
    evidence: byProbe(record.observations.filter((o) => o.probe !== NAMES_OTHERS.probe)).map((observation) =>
      evidenceRow(observation, locale, say, text),
    ),
    labels: labels(text),
    footer: text("footer", { version: record.farsiteVersion, checkId: record.checkId }),
  };
}

/** Texts that the template places as they are. */
function labels(text: Text) {
  return {
    kind: text("kind"),
    subject: text("subject"),
    confidence: text("confidence"),
    for: text("for"),
    nothingFor: text("nothingFor"),
    nothingAgainst: text("nothingAgainst"),
    settledBy: text("settledBy"),
    nothingToSettle: text("nothingToSettle"),
    path: text("path"),
    findings: text("findings"),
    noFindings: text("noFindings"),
    evidence: text("evidence"),
    continued: text("continued"),
    noEvidence: text("noEvidence"),
    question: text("question"),
    asked: text("asked"),
    answer: text("answer"),
    time: text("time"),
    page: text("page"),
  };
}

type Say = (message: Message) => string;
type Text = (key: string, args?: Message["args"]) => string;

function facts({ record, locale, paper, timeZone }: CheckReportInput, text: Text): CheckReportModel["facts"] {
  const { publicAddress, wanAddress, gateway } = record.diagnosis;
  const address = (label: string, value: string | null) => ({
    label: text(label),
    value: value === null ? text("notRecorded") : printable(value),
    isAddress: value !== null,
  });
  const when = new Intl.DateTimeFormat(dateLocale(locale, paper), {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: timeZone ?? offsetOf(record.startedAt),
  }).format(new Date(record.startedAt));
  return [
    { label: text("checkedAt"), value: printable(when), isAddress: false },
    { label: text("duration"), value: duration(record.durationMs, locale, text), isAddress: false },
    address("publicAddress", publicAddress),
    address("wanAddress", wanAddress),
    address("gateway", gateway),
  ];
}

/** Who prints on US paper also writes dates the American way. */
function dateLocale(locale: Locale, paper: CheckReportModel["paper"]): string {
  return locale === "en" && paper === "a4" ? "en-GB" : locale;
}

/** "+01:00" of "2026-11-20T09:41:07+01:00". */
function offsetOf(isoDateTime: string): string {
  return /[+-]\d{2}:\d{2}$/.exec(isoDateTime)?.[0] ?? "UTC";
}

function verdict(diagnosis: Diagnosis, locale: Locale, say: Say, text: Text): CheckReportModel["verdict"] {
  const { kind, confidence, sentence, settledBy } = diagnosis.verdict;
  const undecided = kind === "unknown";
  const ipv6 = ipv6Line(diagnosis.ipv6);
  const word = confidenceWord(confidence);
  const words = say({ key: `confidence.${word}`, args: {} });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(confidence);
  return {
    tone: TONES[kind],
    name: say({ key: `verdict.name.${kind}`, args: {} }),
    sentence: say(sentence),
    confidenceSteps: confidenceSteps(diagnosis.verdict),
    confidence: undecided ? text("undecided") : say({ key: "ui.verdict.confidence", args: { words, percent } }),
    inbound: say({ key: `inbound.${diagnosis.inbound}`, args: {} }),
    ipv6: ipv6 && say(ipv6),
    for: diagnosis.verdict.for.map((evidence: Evidence) => say(evidence)),
    againstLabel: text(undecided ? "missing" : "against"),
    against: diagnosis.verdict.against.map((evidence: Evidence) => say(evidence)),
    settledBy: settledBy === null ? null : say(settledBy),
  };
}

/** The NAT map, laid out in columns as the template draws it. */
function reportMap(diagnosis: Diagnosis, say: Say): CheckReportModel["map"] {
  const { boxes, links } = natMap(diagnosis);
  const columns: (ReportMapColumn & { zone: MapBox["zone"] })[] = [];
  for (const box of boxes) {
    const { title, note, addresses, ...rest } = boxWords(box, say);
    const words = {
      ...rest,
      title: printable(title),
      note: note && printable(note),
      addresses: addresses.map((address) => ({ ...address, text: printable(address.text) })),
      seen: box.seen,
      tone: callTone(box),
    };
    const last = columns.at(-1);
    // The laptop stands beside the cameras, in the same network.
    if (box.kind === "laptop" && last) last.boxes.push(words);
    else {
      const link = links.findLast(({ to }) => to === box.key);
      columns.push({ zone: box.zone, ground: null, boxes: [words], isWayKnown: last ? (link?.known ?? false) : null });
    }
  }
  let from = 0;
  while (from < columns.length) {
    const first = columns[from];
    const end = columns.findIndex((column, at) => at > from && column.zone !== first?.zone);
    const to = end === -1 ? columns.length : end;
    if (first && first.zone !== "outside")
      first.ground = { label: say({ key: `map.zone.${first.zone}`, args: {} }), columns: to - from };
    from = to;
  }
  return {
    alt: mapParagraph(columns.flatMap((column) => column.boxes)),
    columns: columns.map(({ zone: _, ...column }) => column),
  };
}

const STOP_TONES: Readonly<Record<string, ReportTone>> = {
  "map.stop.for-good": "critical",
  "map.stop.tested": "critical",
  "map.stop.filtered": "caution",
  "map.stop.some-ports": "caution",
};

function callTone({ stop, passed }: MapBox): ReportTone {
  if (passed !== null) return "positive";
  return (stop && STOP_TONES[stop.key]) ?? "info";
}

const HEARD: Record<Outcome, boolean> = {
  answered: true,
  silent: false,
  refused: false,
  failed: false,
  skipped: false,
};

/** What belongs to one probe stands together, in the order in which the probes first answered. */
function byProbe(observations: readonly Observation[]): Observation[] {
  return [...new Set(observations.map((o) => o.probe))].flatMap((probe) =>
    observations.filter((o) => o.probe === probe),
  );
}

function evidenceRow(observation: Observation, locale: Locale, say: Say, text: Text) {
  const { probe, question, asked, outcome, tookMs } = observation;
  /** A record of another version may hold codes that have no text here: then the code itself is shown. */
  const known = (message: Message, code: string) => {
    const said = say(message);
    return said === message.key ? printable(code) : said;
  };
  return {
    probe: say({ key: `probe.${probe}`, args: {} }),
    question: known({ key: `question.${question}`, args: {} }, question),
    asked: asked === null ? text("laptop") : printable(hostOf(asked)),
    answer: known(answerText(observation), observation.trouble ?? ""),
    heard: HEARD[outcome],
    time: outcome === "skipped" ? "–" : duration(tookMs, locale, text),
  };
}

/** Of a URL only whom it names: the path is for the raw data in the window. */
function hostOf(asked: string): string {
  return /^https?:\/\/([^/?#]+)/.exec(asked)?.[1] ?? asked;
}

function duration(ms: number, locale: Locale, text: Text): string {
  if (ms < 1_000) return text("milliseconds", { ms: new Intl.NumberFormat(locale).format(Math.round(ms)) });
  const seconds = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return text("seconds", { seconds: seconds.format(ms / 1_000) });
}
