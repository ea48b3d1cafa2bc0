import { expect, test } from "vitest";
import type { ScanPlan } from "#core/lan/scan-record.ts";
import { confirmedPlan, placeOf } from "../../../renderer/features/devices/confirmed-plan.ts";

const planOf = (...addresses: string[]): ScanPlan => ({
  adapters: addresses.map((address) => ({
    name: "eth0",
    adapterKind: "ethernet",
    address,
    prefixLength: 24,
    range: null,
    used: address !== "100.100.1.2",
  })),
  sources: [],
});
const request = { ranges: ["192.168.0.0/16", "10.1.0.0/24"], sweep: true, byHand: [] };
const typed = { ranges: new Map(), further: [], byHand: [], sweep: true };
const confirmed = confirmedPlan(planOf("192.168.1.23", "100.100.1.2"), typed, request);

test("networks are those of the cards in use and those that were typed, the narrowest first", () => {
  expect(confirmed.networks).toEqual(["192.168.1.0/24", "10.1.0.0/24", "192.168.0.0/16"]);
});

test.each([
  [["100.100.1.2", "192.168.1.23"], "same"],
  // A second address to reach a device that is in another network.
  [["192.168.1.23", "192.168.7.250", "100.100.1.2"], "changed"],
  [["192.168.50.7"], "another"],
  [[], "another"],
] as const)("with the addresses %j it is the %s place", (addresses, place) => {
  expect(placeOf(planOf(...addresses), confirmed)).toBe(place);
});
