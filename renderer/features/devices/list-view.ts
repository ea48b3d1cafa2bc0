import type { Device } from "#core/lan/device.ts";
import { assertNever } from "#core/never.ts";
import type { DeviceRole } from "#core/lan/sighting.ts";
import { SEVERITIES, type ListedDevice, type Mark, type Severity } from "./listed-device.ts";

export const SORT_KEYS = ["role", "name", "model", "address", "firmware", "findings", "found"] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type Sort = { by: SortKey; descending: boolean };

/** Where a device may be, as a filter: in a searched network, or in none of them. */
export const OTHER_NETWORK = "other";

/** Chosen filters; within one kind any of them may hold, of the kinds all must. Empty: everything. */
export type Filters = {
  roles: readonly DeviceRole[];
  severities: readonly Severity[];
  networks: readonly string[];
  marks: readonly Mark[];
};

/** How the person looks at the list right now; outlives a look at one device. */
export type ListView = {
  search: string;
  filters: Filters;
  sort: Sort;
  /** As the scan found them, sorted, or as they were sorted once (places), with what was found since at the end. */
  order: "found" | "sorted" | readonly number[];
  /** How many rows are drawn. */
  limit: number;
  /** The row that the keyboard is on. */
  active: number | null;
  scrolledTo: number;
};

export const noFilters: Filters = { roles: [], severities: [], networks: [], marks: [] };

/** Recorders first: they are what has to be reached. */
const ROLE_ORDER: readonly DeviceRole[] = [
  "recorder",
  "camera",
  "door-station",
  "panel",
  "controller",
  "bridge",
  "router",
  "other",
  "unknown",
];

/** As many rows are drawn at first and with each further step: any site's, and a flood stays a list. */
export const ROWS_AT_ONCE = 400;

/** For a scan from the archive. */
export const sortedListView: ListView = {
  search: "",
  filters: noFilters,
  sort: { by: "role", descending: false },
  order: "sorted",
  limit: ROWS_AT_ONCE,
  active: null,
  scrolledTo: 0,
};

/** For a scan that runs: sorted when it is over. */
export const liveListView: ListView = { ...sortedListView, order: "found" };

export const hasFilters = ({ roles, severities, networks, marks }: Filters): boolean =>
  roles.length + severities.length + networks.length + marks.length > 0;

export function matchesFilters(row: ListedDevice, { roles, severities, networks, marks }: Filters): boolean {
  return (
    (roles.length === 0 || roles.includes(row.role)) &&
    (severities.length === 0 || (row.worst !== null && severities.includes(row.worst))) &&
    (networks.length === 0 || networks.includes(row.network ?? OTHER_NETWORK)) &&
    (marks.length === 0 || marks.some((mark) => row.marks.includes(mark)))
  );
}

/**
 * Rows in which the search is found as it was typed; where it is in none, those that have every word of it somewhere. "Camera 9" is
 * a name first, and not everything with a 9 in its serial number.
 */
export function searched(rows: readonly ListedDevice[], search: string): readonly ListedDevice[] {
  const phrase = search.trim().toLowerCase().replace(/\s+/g, " ");
  const whole = rows.filter((row) => row.searched.includes(phrase));
  if (whole.length > 0) return whole;
  const words = phrase.split(" ");
  return rows.filter((row) => words.every((word) => row.searched.includes(word)));
}

/**
 * The rows in the order to show them. While a scan runs nothing changes its place, and what is new comes last: a row must not
 * slip away under the pointer.
 */
export function inOrder(
  rows: readonly ListedDevice[],
  { sort, order }: Pick<ListView, "sort" | "order">,
  compareText: (a: string, b: string) => number,
): readonly ListedDevice[] {
  if (order === "found") return rows;
  if (order === "sorted") return sorted(rows, sort, compareText);
  const rank = new Map(order.map((place, index) => [place, index]));
  const rankOf = ({ place }: ListedDevice): number => rank.get(place) ?? order.length + place;
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b));
}

export function sorted(
  rows: readonly ListedDevice[],
  { by, descending }: Sort,
  compareText: (a: string, b: string) => number,
): readonly ListedDevice[] {
  const direction = descending ? -1 : 1;
  /** What is not known comes last, whichever the direction. */
  const known = (of: (row: ListedDevice) => string | null) => (a: ListedDevice, b: ListedDevice) => {
    const [left, right] = [of(a), of(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * compareText(left, right);
  };
  const byAddress = (a: ListedDevice, b: ListedDevice): number =>
    a.addressOrder < b.addressOrder ? -1 : Number(a.addressOrder > b.addressOrder);
  const compare = comparison(by, known, (order) => (a, b) => direction * order(a, b), byAddress);
  return rows.toSorted((a, b) => compare(a, b) || byAddress(a, b));
}

type Comparison = (a: ListedDevice, b: ListedDevice) => number;

function comparison(
  by: SortKey,
  known: (of: (row: ListedDevice) => string | null) => Comparison,
  directed: (order: Comparison) => Comparison,
  byAddress: Comparison,
): Comparison {
  switch (by) {
    case "role":
      return directed((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role));
    case "name":
      return known((row) => row.name);
    case "model":
      return known((row) => row.brandAndModel);
    case "address":
      return directed(byAddress);
    case "firmware":
      return known((row) => row.firmware);
    case "findings":
      return directed((a, b) => gravity(a) - gravity(b) || b.device.findings.length - a.device.findings.length);
    case "found":
      return directed((a, b) => a.place - b.place);
    default:
      return assertNever(by);
  }
}

const gravity = ({ worst }: ListedDevice): number => (worst === null ? SEVERITIES.length : SEVERITIES.indexOf(worst));

/** How often each value occurs, for the filters to say. */
function countBy<K>(rows: readonly ListedDevice[], of: (row: ListedDevice) => readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const row of rows) for (const key of of(row)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The roles in a scan with how often each occurs, recorders first. */
export function rolesIn(devices: readonly Device[]): readonly { value: DeviceRole; count: number }[] {
  const counts = Map.groupBy(devices, ({ role }) => role.value);
  return ROLE_ORDER.flatMap((value) => {
    const count = counts.get(value)?.length ?? 0;
    return count === 0 ? [] : [{ value, count }];
  });
}

/** Filters with one switched on or off. */
export function toggled<K extends keyof Filters>(filters: Filters, kind: K, value: Filters[K][number]): Filters {
  const chosen: readonly unknown[] = filters[kind];
  return {
    ...filters,
    [kind]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
  };
}

/** The counts for the filters' chips, in the order in which they stand. */
export function filterChoices(rows: readonly ListedDevice[]) {
  const severities = countBy(rows, (row) => (row.worst === null ? [] : [row.worst]));
  const networks = countBy(rows, (row) => [row.network ?? OTHER_NETWORK]);
  const marks = countBy(rows, (row) => row.marks);
  return {
    roles: rolesIn(rows.map(({ device }) => device)),
    severities: SEVERITIES.filter((one) => severities.has(one)).map((value) => ({
      value,
      count: severities.get(value) ?? 0,
    })),
    networks: [...networks].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count),
    marks: [...marks].map(([value, count]) => ({ value, count })),
  };
}
