import { describe, expect, test } from "vitest";
import type { DeviceFinding } from "#core/lan/device.ts";
import { message } from "#core/nat/diagnosis.ts";
import {
  filterChoices,
  inOrder,
  matchesFilters,
  noFilters,
  searched,
  sorted,
  toggled,
  type SortKey,
} from "../../../renderer/features/devices/list-view.ts";
import { rowMaker, type ListedDevice } from "../../../renderer/features/devices/listed-device.ts";
import { fakeDevice, said } from "./fake-device.ts";

const compareText = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

const finding = (severity: DeviceFinding["severity"]): DeviceFinding => ({
  code: "x",
  severity,
  title: message("x"),
  whatToDo: null,
  links: [],
  sources: [],
});

const DEVICES = [
  fakeDevice(
    "cam10",
    { name: said("Camera 10"), role: said("camera"), findings: [finding("warning")] },
    "192.168.1.100",
  ),
  fakeDevice(
    "nvr",
    {
      brand: said("Hikvision"),
      model: said("DS-7616"),
      role: said("recorder"),
      findings: [finding("problem"), finding("info")],
    },
    "192.168.1.9",
  ),
  fakeDevice(
    "cam9",
    { name: said("camera 9"), role: said("camera"), firmware: said("2.0"), activated: false },
    "10.0.0.20",
  ),
  fakeDevice("lost", {
    addresses: [{ address: "192.168.7.8", interfaceName: "eth0", mac: null, inOwnNetwork: false, seen: true }],
    macs: ["02:00:5e:00:00:07"],
    findings: [{ ...finding("info"), code: "wrong-subnet" }],
  }),
];
const makeRow = rowMaker({
  notes: [{ keys: ["lost"], name: "Garage", note: "ladder needed" }],
  newIds: new Set(["nvr"]),
  networks: ["192.168.1.0/24", "10.0.0.0/16"],
  titleOf: ({ severity }) => `A grave ${severity}`,
});
const rows = DEVICES.map((device, place) => makeRow({ place, device }));
const ids = (list: readonly ListedDevice[]): string[] => list.map(({ device }) => device.id);

describe("sorting", () => {
  test.each<[SortKey, boolean, string[]]>([
    ["role", false, ["nvr", "cam9", "cam10", "lost"]],
    ["name", false, ["cam9", "cam10", "lost", "nvr"]],
    ["name", true, ["nvr", "lost", "cam10", "cam9"]],
    ["address", false, ["cam9", "nvr", "cam10", "lost"]],
    ["address", true, ["lost", "cam10", "nvr", "cam9"]],
    // What has none comes last both ways.
    ["firmware", false, ["cam9", "nvr", "cam10", "lost"]],
    ["firmware", true, ["cam9", "nvr", "cam10", "lost"]],
    ["findings", false, ["nvr", "cam10", "lost", "cam9"]],
    ["found", true, ["lost", "cam9", "nvr", "cam10"]],
  ])("by %s, descending %s", (by, descending, order) => {
    expect(ids(sorted(rows, { by, descending }, compareText))).toEqual(order);
  });

  test("what comes in after it was sorted stands at the end", () => {
    const view = { sort: { by: "name", descending: false }, order: [2, 0] } as const;
    expect(ids(inOrder(rows, view, compareText))).toEqual(["cam9", "cam10", "nvr", "lost"]);
    expect(ids(inOrder(rows, { ...view, order: "found" }, compareText))).toEqual(ids(rows));
  });
});

test("a device behind a router of the site is in no wrong network", () => {
  const routed = fakeDevice("routed", {
    addresses: [{ address: "10.9.0.4", interfaceName: "eth0", mac: null, inOwnNetwork: false, seen: true }],
  });
  expect(makeRow({ place: 9, device: routed }).marks).toEqual([]);
});

test("a device that did not change keeps its very row", () => {
  expect(DEVICES.map((device, place) => makeRow({ place, device }))).toEqual(rows);
  expect(makeRow({ place: 0, device: DEVICES[0] ?? fakeDevice("none") })).toBe(rows[0]);
});

test.each([
  ["garage", ["lost"]],
  ["LADDER", ["lost"]],
  ["5e:00:00:07", ["lost"]],
  ["192.168.1.", ["cam10", "nvr"]],
  ["hik 7616", ["nvr"]],
  ["  ", ["cam10", "nvr", "cam9", "lost"]],
  ["Camera  9", ["cam9"]],
  ["9 camera", ["cam10", "cam9"]],
  ["grave warning", ["cam10"]],
  ["nowhere", []],
])("searching for %j", (search, found) => {
  expect(ids(searched(rows, search))).toEqual(found);
});

describe("filters", () => {
  test("within one kind any may hold, of the kinds all must", () => {
    const matching = (filters: Parameters<typeof matchesFilters>[1]) =>
      ids(rows.filter((row) => matchesFilters(row, filters)));
    expect(matching({ ...noFilters, roles: ["camera", "recorder"] })).toEqual(["cam10", "nvr", "cam9"]);
    expect(matching({ ...noFilters, roles: ["camera"], severities: ["warning"] })).toEqual(["cam10"]);
    expect(matching({ ...noFilters, marks: ["not-activated", "wrong-network"] })).toEqual(["cam9", "lost"]);
    expect(matching({ ...noFilters, marks: ["new"] })).toEqual(["nvr"]);
    expect(matching({ ...noFilters, networks: ["other"] })).toEqual(["lost"]);
    expect(matching({ ...noFilters, networks: ["10.0.0.0/16"] })).toEqual(["cam9"]);
  });

  test("are switched on and off", () => {
    const on = toggled(noFilters, "roles", "camera");
    expect(on.roles).toEqual(["camera"]);
    expect(toggled(on, "roles", "camera")).toEqual(noFilters);
  });

  test("say how many there are", () => {
    expect(filterChoices(rows)).toEqual({
      roles: [
        { value: "recorder", count: 1 },
        { value: "camera", count: 2 },
        { value: "unknown", count: 1 },
      ],
      severities: [
        { value: "problem", count: 1 },
        { value: "warning", count: 1 },
        { value: "info", count: 1 },
      ],
      networks: [
        { value: "192.168.1.0/24", count: 2 },
        { value: "10.0.0.0/16", count: 1 },
        { value: "other", count: 1 },
      ],
      marks: [
        { value: "new", count: 1 },
        { value: "not-activated", count: 1 },
        { value: "wrong-network", count: 1 },
      ],
    });
  });
});
