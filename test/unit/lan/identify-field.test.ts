import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifyDevices } from "#core/lan/identify.ts";
import { FIELD_CASES } from "./identify-field-cases.ts";
import { devicesOf, onWire, seen } from "./some-sightings.ts";

describe("devices as they are met on sites", () => {
  it.each(FIELD_CASES)("$why", ({ sightings, gateways, devices: count, expected = {} }) => {
    const devices = devicesOf(sightings, gateways);
    expect(devices).toHaveLength(count);
    for (const [address, is] of Object.entries(expected)) {
      const device = devices.find(({ addresses }) => addresses[0]?.address === address);
      const shown = {
        seen: device?.addresses[0]?.seen,
        keys: device?.keys,
        brand: device?.brand?.value ?? null,
        model: device?.model?.value ?? null,
        role: device?.role.value,
      };
      expect(shown).toMatchObject({ seen: true, ...is });
    }
  });

  it.each(FIELD_CASES)("$why, in any order", ({ sightings, gateways }) => {
    const inOrder = devicesOf(sightings, gateways);
    fc.assert(
      fc.property(fc.shuffledSubarray(sightings, { minLength: sightings.length }), (shuffled) => {
        expect(devicesOf(shuffled, gateways)).toEqual(inOrder);
      }),
      { numRuns: 10 },
    );
  });

  it("keeps the settings of a recorder's two cards apart", () => {
    const serialNumber = "DS-7608NI-0001";
    const [recorder] = devicesOf([
      onWire("192.168.1.64", "44:47:cc:00:00:01"),
      onWire("10.10.0.64", "44:47:cc:00:00:02", "eth1"),
      seen("sadp", "192.168.1.64", { serialNumber, network: { gateway: "192.168.1.1", prefixLength: 24 } }),
      seen(
        "sadp",
        "10.10.0.64",
        { serialNumber, network: { gateway: null, prefixLength: 16 } },
        { interfaceName: "eth1" },
      ),
    ]);
    expect(recorder?.network).toEqual({ gateway: "192.168.1.1", prefixLength: 24 });
  });

  it("keeps copies with one UUID apart in a network wider than usual", () => {
    const copies = ["192.168.0.64", "192.168.1.64"].flatMap((address, n) => [
      onWire(address, `44:47:cc:00:00:0${n}`),
      seen("onvif-discovery", address, { uuid: "clone-1", model: "IPC" }),
    ]);
    const own = { address: "192.168.0.20", interfaceName: "eth0" };
    const among = (prefixLength: number): number =>
      identifyDevices(copies, {
        networks: [{ ...own, prefixLength }],
        gateways: [],
        isDeviceAddress: () => true,
        makerOf: () => null,
      }).length;
    expect([among(22), among(24)]).toEqual([2, 1]);
  });

  it("makes keys that a record holds of whatever devices say", () => {
    const [device] = devicesOf([
      seen("sofia", "192.168.1.64", { brand: "b".repeat(200), serialNumber: `1a${"2b".repeat(99)}` }),
      seen("onvif", "192.168.1.64", { brand: "b".repeat(200), serialNumber: `1a${"2b".repeat(30)}` }),
    ]);
    expect(device?.keys.every((key) => key.length <= 200)).toBe(true);
  });
});
