import { describe, expect, it } from "vitest";
import type { Layer } from "#core/nat/diagnosis.ts";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { extendedRecord, isSameNetwork, settledRecord } from "#core/survey/extended-record.ts";
import { readTypedWanAddress, typedWanAddress } from "#core/survey/typed-wan-address.ts";
import { cgnatRecord, publicRecord } from "../../fakes/sample-records.ts";

const nextBox: Layer = {
  kind: "unidentified-nat",
  owner: "unknown",
  address: null,
  insideAddress: "10.0.0.1",
  name: null,
  translates: null,
  observationIds: [],
};
const site = { gateway: "192.168.1.1", layers: [nextBox] };

describe("a typed WAN address", () => {
  it.each([
    ["192.31.196.77", "192.31.196.77"],
    ["  100.72.14.9\n", "100.72.14.9"],
    ["10.0.0.2", "10.0.0.2"],
    ["::ffff:192.31.196.77", "192.31.196.77"],
    ["192.0.0.2", "192.0.0.2"],
  ])("“%s” is %s", (text, address) => {
    expect(readTypedWanAddress(text, site)).toEqual({ ok: true, address });
  });

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["fritz.box", "not-an-address"],
    ["192.168.1", "not-an-address"],
    ["010.0.0.1", "not-an-address"],
    ["192.31.196.77:80", "not-an-address"],
    ["192.31.196.77/24", "not-an-address"],
    ["2600::1", "ipv6"],
    ["0.0.0.0", "no-line"],
    ["192.168.1.1", "inside"],
    ["192.168.1.77", "inside"],
    ["10.0.0.1", "next-box"],
    ["127.0.0.1", "impossible"],
    ["169.254.3.4", "impossible"],
    ["224.0.0.1", "impossible"],
    ["203.0.113.9", "impossible"],
  ])("“%s” is refused as %s", (text, reason) => {
    expect(readTypedWanAddress(text, site)).toEqual({ ok: false, reason });
  });
});

describe("a check that a person settles", () => {
  const settling = { checkId: "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c99", atMs: 60_000, farsiteVersion: "9.9.9" };

  it("is the same check with one observation more, under an id of its own", () => {
    const settled = settledRecord(publicRecord, "100.72.14.9", settling);
    expect(checkRecordSchema.parse(settled)).toEqual(settled);
    expect(settled.observations.slice(0, -1)).toEqual(publicRecord.observations);
    expect(settled).toMatchObject({ checkId: settling.checkId, startedAt: publicRecord.startedAt });
    expect([typedWanAddress(publicRecord), typedWanAddress(settled)]).toEqual([null, "100.72.14.9"]);
  });

  it("takes the last reading only", () => {
    const once = settledRecord(publicRecord, "100.72.14.9", settling);
    const twice = settledRecord(once, "192.31.196.77", settling);
    expect(twice.observations).toHaveLength(once.observations.length);
    expect(typedWanAddress(twice)).toBe("192.31.196.77");
  });
});

describe("a check that gets further answers", () => {
  const extension = { checkId: "0b0a1f52-6f5e-4a35-9c0b-0d6a2d3a7c98", farsiteVersion: "9.9.9" };

  it("keeps its own and takes the newer answer to a question that was asked again", () => {
    const [first, second] = publicRecord.observations;
    if (!first || !second) throw new Error("the sample has no observations");
    const more = [{ ...second, tookMs: 77 }];
    const extended = extendedRecord(publicRecord, more, extension);
    expect(extended.observations).toHaveLength(publicRecord.observations.length);
    expect(extended.observations.find(({ id }) => id === second.id)?.tookMs).toBe(77);
    expect(extended.checkId).toBe(extension.checkId);
  });

  it("belongs to the router it was made at", () => {
    const withMac = (mac: string | null) => ({
      ...publicRecord,
      observations: publicRecord.observations.map((o) =>
        o.data.kind === "gateway-neighbour" ? { ...o, data: { ...o.data, mac } } : o,
      ),
    });
    expect(isSameNetwork(publicRecord, publicRecord)).toBe(true);
    expect(isSameNetwork(publicRecord, cgnatRecord)).toBe(false);
    expect(isSameNetwork(withMac("02:00:5E:00:00:01"), withMac("02:00:5e:00:00:01"))).toBe(true);
    expect(isSameNetwork(withMac("02:00:5e:00:00:01"), withMac("02:00:5e:00:00:02"))).toBe(false);
    expect(isSameNetwork(withMac(null), withMac("02:00:5e:00:00:02"))).toBe(true);
  });
});
