import { expect, test } from "vitest";
import { MAX_DEVICES } from "#core/lan/scan-record.ts";
import type { DevicesEvent, FoundDevices } from "../../../renderer/features/devices/found-devices.ts";
import { deviceNamed, nothingFound, settled, withDevices } from "../../../renderer/features/devices/found-devices.ts";
import { fakeDevice } from "./fake-device.ts";

const event = (changed: DevicesEvent["changed"], removed: string[] = []): DevicesEvent => ({
  type: "devices",
  changed,
  removed,
});
const ids = ({ list }: FoundDevices): string[] => list.map(({ device }) => device.id);

test("devices keep the order in which they came, whatever becomes known of them", () => {
  const first = withDevices(nothingFound, [
    event([fakeDevice("address:10.0.0.1", {}, "10.0.0.1"), fakeDevice("mac:b", {}, "10.0.0.2")]),
    event([fakeDevice("mac:c", {}, "10.0.0.3")]),
  ]);
  expect(ids(first)).toEqual(["address:10.0.0.1", "mac:b", "mac:c"]);
  // It has shown its hardware address: another id, the same place.
  const then = withDevices(first, [event([fakeDevice("mac:a", {}, "10.0.0.1")], ["address:10.0.0.1"])]);
  expect(then.list.map(({ place, device }) => [place, device.id])).toEqual([
    [0, "mac:a"],
    [1, "mac:b"],
    [2, "mac:c"],
  ]);
  expect(deviceNamed(then, "address:10.0.0.1")?.id).toBe("mac:a");
});

test("two that turn out to be one leave one row", () => {
  const two = withDevices(nothingFound, [
    event([fakeDevice("mac:a", {}, "10.0.0.1"), fakeDevice("mac:b", {}, "10.0.0.2")]),
  ]);
  const one = withDevices(two, [event([fakeDevice("mac:a", { keys: ["mac:a", "mac:b"] }, "10.0.0.1")], ["mac:b"])]);
  expect(ids(one)).toEqual(["mac:a"]);
  expect(deviceNamed(one, "mac:b")?.id).toBe("mac:a");
  const more = withDevices(one, [event([fakeDevice("mac:c", {}, "10.0.0.3")])]);
  expect(new Set(more.list.map(({ place }) => place)).size).toBe(2);
});

test("what is gone and unknown changes nothing", () => {
  expect(ids(withDevices(nothingFound, [event([], ["mac:x"])]))).toEqual([]);
});

test("a flood is cut, and said", () => {
  const flood = Array.from({ length: MAX_DEVICES + 10 }, (_, index) =>
    fakeDevice(`mac:${index}`, {}, `10.1.${index >> 8}.${index & 255}`),
  );
  const found = withDevices(nothingFound, [event(flood)]);
  expect(found.list).toHaveLength(MAX_DEVICES);
  expect(found.full).toBe(true);
  expect(withDevices(found, [event([fakeDevice("mac:3", { maker: "x" })])]).list[3]?.device.maker).toBe("x");
});

test("the finished scan's devices take the places that they had", () => {
  const running = withDevices(nothingFound, [
    event(["a", "b", "c"].map((id, index) => fakeDevice(id, {}, `10.0.0.${index}`))),
  ]);
  const done = settled(running, [
    fakeDevice("d", {}, "10.0.0.9"),
    fakeDevice("c", { maker: "known now" }, "10.0.0.2"),
    fakeDevice("a", {}, "10.0.0.0"),
  ]);
  expect(ids(done)).toEqual(["a", "c", "d"]);
  expect(done.list[1]?.device.maker).toBe("known now");
});
