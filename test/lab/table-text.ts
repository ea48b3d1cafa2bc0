import { everythingAnswers, isOffline, type CheckedTopology } from "./check-table.ts";
import type { Topology } from "./topology.ts";

/** The table of `npm run lab`, as text. */

const columns = [
  { title: "topology", width: 26 },
  { title: "truth", width: 15 },
  { title: "verdict", width: 15 },
  { title: "inbound", width: 9 },
  { title: "conf.", width: 6 },
  { title: "ms", width: 6 },
  { title: "left", width: 5 },
  { title: "", width: 0 },
] as const;

const line = (cells: readonly string[]): string =>
  columns
    .map(({ width }, index) => (cells[index] ?? "").padEnd(width))
    .join(" ")
    .trimEnd();

export const tableHead = line(columns.map(({ title }) => title));

export function tableRow({ topology, survey, killed, mappingsLeft, wrong }: CheckedTopology): string {
  const notes = [wrong.length === 0 ? "ok" : `WRONG: ${wrong.map(shortened).join("; ")}`];
  if (killed !== null)
    notes.push(`after a kill -9 ${killed === "with-entry" ? "that left an entry" : "before or after its entries"}`);
  return line([
    topology.name,
    topology.truth.kind,
    survey?.verdict.kind ?? "-",
    survey?.inbound ?? "-",
    survey?.verdict.confidence.toFixed(2) ?? "-",
    survey === null ? "-" : String(Math.round(survey.durationMs)),
    String(mappingsLeft),
    notes.join(", "),
  ]);
}

interface Total {
  readonly what: string;
  readonly value: string;
  readonly isAsPromised: boolean;
}

/** The whole check, as promised: at worst with and without the internet, and usually where everything answers. */
const onlineLimitMs = 5_000;
const offlineLimitMs = 2_000;
const medianLimitMs = 1_500;
const unknownLimit = 4;

/** What the table comes to. */
export function tableTotals(rows: readonly CheckedTopology[]): Total[] {
  const online = times(rows, (topology) => !isOffline(topology));
  const answering = times(rows, everythingAnswers);
  const offline = times(rows, isOffline);
  const wrong = rows.filter((row) => row.wrong.length > 0);
  const unknown = rows.filter(({ survey }) => survey?.verdict.kind === "unknown");
  const killed = rows.filter((row) => row.killed !== null);
  const caught = killed.filter((row) => row.killed === "with-entry");
  const left = rows.reduce((total, { mappingsLeft }) => total + mappingsLeft, 0);
  return [
    total("topologies", rows.length),
    total("wrong", named(wrong), wrong.length === 0),
    total("unknown", named(unknown), unknown.length <= unknownLimit),
    total("worst online", milliseconds(online.at(-1)), (online.at(-1) ?? 0) <= onlineLimitMs),
    total(
      `median of ${answering.length} where everything answers`,
      milliseconds(median(answering)),
      (median(answering) ?? 0) <= medianLimitMs,
    ),
    total("worst offline", milliseconds(offline.at(-1)), (offline.at(-1) ?? 0) <= offlineLimitMs),
    total("killed", `${killed.length}, ${caught.length} of them with an entry in a router`),
    total("entries left in routers", left, left === 0),
  ];
}

const total = (what: string, value: string | number, isAsPromised = true): Total => ({
  what,
  value: String(value),
  isAsPromised,
});

/** Durations of the checks made, ascending. */
function times(rows: readonly CheckedTopology[], wanted: (topology: Topology) => boolean): number[] {
  const surveys = rows.flatMap(({ survey, topology }) => (survey !== null && wanted(topology) ? [survey] : []));
  return surveys.map(({ durationMs }) => Math.round(durationMs)).toSorted((a, b) => a - b);
}

const milliseconds = (value: number | undefined): string => (value === undefined ? "-" : `${value} ms`);
const median = (ascending: readonly number[]): number | undefined => ascending[Math.floor(ascending.length / 2)];
const named = (rows: readonly CheckedTopology[]): string =>
  [rows.length, ...rows.map(({ topology }) => topology.name)].join(" ");

const maxReasonCharacters = 200;

/** The line of a program's last words that says most, if it is that. */
function shortened(reason: string): string {
  const lines = reason.split("\n").filter((text) => text.trim() !== "");
  const [first = ""] = lines;
  const error = lines.find((text, index) => index > 0 && text.includes("Error"));
  return (error === undefined ? first : `${first} ... ${error.trim()}`).slice(0, maxReasonCharacters);
}
