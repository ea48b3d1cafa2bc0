import { describe, expect, it } from "vitest";
import type { CustodyEntry } from "#core/survey/survey-sections.ts";
import { daysUntil, holdersOf, localDay } from "#core/vault/custody.ts";

const ACCOUNT = "11111111-1111-4111-8111-111111111111";
const laptops = { Anna: "aaaaaaaa-0000-8000-8000-000000000000", Ben: "bbbbbbbb-0000-8000-8000-000000000000" } as const;

type Line = [by: keyof typeof laptops, event: CustodyEntry["event"], to?: string];

const ledger = (lines: readonly Line[]): CustodyEntry[] =>
  lines.map(([by, event, to = null], index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    at: new Date(Date.UTC(2026, 10, 1, 0, index)).toISOString(),
    accountId: ACCOUNT,
    label: "Recorder",
    event,
    by,
    laptopId: laptops[by],
    to,
  }));

describe("who holds a password, by the ledger", () => {
  it.each<[string, Line[], string[]]>([
    ["nobody yet", [], []],
    ["whoever keeps it", [["Anna", "kept"]], ["Anna"]],
    [
      "whoever got it by hand-over",
      [
        ["Anna", "kept"],
        ["Anna", "handed-over", "Ben (laptop 2)"],
      ],
      ["Anna", "Ben (laptop 2)"],
    ],
    [
      "a colleague once, also when he took it in",
      [
        ["Anna", "kept"],
        ["Anna", "handed-over", "Ben (laptop 2)"],
        ["Ben", "received", "Anna"],
      ],
      ["Anna", "Ben"],
    ],
    [
      "the customer, by the sheet",
      [
        ["Anna", "kept"],
        ["Anna", "sheet-made", "Mrs. Moor"],
      ],
      ["Anna", "Mrs. Moor"],
    ],
    [
      "nobody else once it is changed",
      [
        ["Anna", "kept"],
        ["Anna", "sheet-made", "Mrs. Moor"],
        ["Ben", "changed"],
      ],
      ["Ben"],
    ],
    [
      "not who forgot it",
      [
        ["Anna", "kept"],
        ["Ben", "kept"],
        ["Anna", "forgotten"],
      ],
      ["Ben"],
    ],
    [
      "not who lost it",
      [
        ["Anna", "kept"],
        ["Anna", "lost"],
      ],
      [],
    ],
    [
      "not who only looked",
      [
        ["Anna", "kept"],
        ["Ben", "shown"],
        ["Ben", "copied"],
        ["Ben", "used"],
      ],
      ["Anna"],
    ],
  ])("is %s", (_who, lines, holders) => {
    expect(holdersOf(ledger(lines), ACCOUNT)).toEqual(holders);
    // Two laptops' lines come together in any order.
    expect(holdersOf(ledger(lines).toReversed(), ACCOUNT)).toEqual(holders);
    expect(holdersOf(ledger(lines), "22222222-2222-4222-8222-222222222222")).toEqual([]);
  });
});

describe("days", () => {
  it("are those of the laptop's time zone, counted by the calendar", () => {
    expect(localDay(new Date(2026, 0, 5, 0, 1))).toBe("2026-01-05");
    expect(localDay(new Date(2026, 11, 31, 23, 59))).toBe("2026-12-31");
    expect(daysUntil("2026-03-30", "2026-03-28")).toBe(2);
    expect(daysUntil("2026-10-24", "2026-10-26")).toBe(-2);
    expect(daysUntil("2026-11-21", "2026-11-21")).toBe(0);
  });
});
