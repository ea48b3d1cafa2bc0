import { describe, expect, it } from "vitest";
import { deviceChanges } from "#core/lan/device-changes.ts";
import { noteFor, notesOf } from "#core/lan/device-notes.ts";
import { withDeviceNote } from "#core/survey/described-device.ts";
import { emptyDocument } from "#core/survey/survey-document.ts";
import type { Device } from "#core/lan/device.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import { devicesOf, onWire, seen } from "./some-sightings.ts";

const A = "44:47:cc:00:00:01";
const B = "44:47:cc:00:00:02";

const found = (...sightings: Sighting[]): Device[] =>
  devicesOf(sightings).map((device) => ({ ...device, findings: [] }));

describe("changes between two scans", () => {
  const before = found(
    seen("sadp", "192.168.1.64", { mac: A, firmware: "V5.4", activated: false, serialNumber: "CCRR77001" }),
    onWire("192.168.1.9", B),
  );

  it.each([
    ["nothing", before, []],
    ["a new device", [...before, ...found(onWire("192.168.1.77", "44:47:cc:00:00:03"))], ["new"]],
    ["a device that is gone", found(onWire("192.168.1.9", B)), ["gone"]],
    [
      "a device that moved, known by its MAC",
      [...found(onWire("192.168.1.100", A)), ...found(onWire("192.168.1.9", B))],
      ["moved"],
    ],
    [
      "a device whose card was changed, known by its serial number",
      [
        ...found(seen("sadp", "192.168.1.64", { mac: "44:47:cc:00:00:0f", serialNumber: "CCRR77001" })),
        ...found(onWire("192.168.1.9", B)),
      ],
      [],
    ],
    [
      "new firmware, and set up since",
      [
        ...found(seen("sadp", "192.168.1.64", { mac: A, firmware: "V5.5", activated: true })),
        ...found(onWire("192.168.1.9", B)),
      ],
      ["changed"],
    ],
    [
      "another device on the same address",
      [...found(onWire("192.168.1.64", "44:47:cc:00:00:04")), ...found(onWire("192.168.1.9", B))],
      ["new", "gone"],
    ],
  ])("%s", (_what, after, sorts) => {
    expect(deviceChanges(before, after).map(({ sort }) => sort)).toEqual(sorts);
  });

  it("takes a device that showed nothing but its address for the one that shows more there now", () => {
    const mute = found(seen("port", "192.168.0.10", { ports: [{ transport: "tcp", port: 80, service: null }] }));
    const known = found(seen("port", "192.168.0.10"), onWire("192.168.0.10", A));
    expect(deviceChanges(mute, known)).toEqual([]);
    expect(deviceChanges(known, mute)).toEqual([]);
  });

  it("calls nothing gone where the later scan did not look everywhere", () => {
    expect(deviceChanges(before, [], false)).toEqual([]);
  });

  it("matches each device once, so that twins are not taken for one", () => {
    const twins = found(
      seen("sadp", "192.168.1.64", { mac: A, serialNumber: "CCRR77001" }),
      seen("sadp", "192.168.1.64", { mac: B, serialNumber: "CCRR77002" }),
    );
    expect(deviceChanges(twins, twins)).toEqual([]);
    expect(deviceChanges(twins.slice(0, 1), twins).map(({ sort }) => sort)).toEqual(["new"]);
  });
});

describe("notes", () => {
  const note = (keys: string[], name: string | null) => ({ keys, name, note: null });
  const side = { revision: "0".repeat(64), author: "11111111-1111-4111-8111-111111111111", at: "2026-11-20T09:00:00Z" };
  const notesAfter = (...written: ReturnType<typeof note>[]) =>
    notesOf(written.reduce((survey, one) => withDeviceNote(survey, one, side), emptyDocument("Site")).devices);

  it("belong to the device by any of its keys", () => {
    const notes = notesAfter(note(["mac:a", "serial:x"], "Gate"));
    expect(noteFor(notes, ["serial:x"])?.name).toBe("Gate");
    expect(noteFor(notes, ["mac:b"])).toBeNull();
  });

  it("replace what was written about the same device, and learn its further keys", () => {
    const notes = notesAfter(note(["mac:a"], "Gate"), note(["mac:b", "mac:a"], "Yard"));
    expect(notes).toEqual([note(["mac:b", "mac:a"], "Yard")]);
  });

  it("are forgotten when nothing is written", () => {
    expect(notesAfter(note(["mac:a"], "Gate"), note(["mac:a"], null))).toEqual([]);
  });
});

describe("a camera that only its recorder speaks of", () => {
  const told = (address: string): Device[] =>
    found(
      seen("dhdiscover", "192.168.1.10", { mac: A, addresses: ["192.168.1.10"], serialNumber: "4K0AAAAPAZ" }),
      seen("dhdiscover", "192.168.1.10", { mac: B, addresses: [address], serialNumber: "3G0BBBBPAL" }),
    );

  it("stays where the recorder says that it is, and moves with that", () => {
    expect(deviceChanges(told("10.1.1.61"), told("10.1.1.61"))).toEqual([]);
    expect(deviceChanges(told("10.1.1.61"), told("10.1.1.62")).map(({ sort }) => sort)).toEqual(["moved"]);
  });
});
