import { describe, expect, it } from "vitest";
import { deviceFindingSchema } from "#core/lan/device.ts";
import { deviceFindings } from "#core/lan/device-findings.ts";
import { DEVICE_FINDING_CASES, siteOf } from "./device-finding-cases.ts";
import { at, certificate, context, device, said, tcp } from "./imagined-devices.ts";

describe("findings about a device", () => {
  it.each(DEVICE_FINDING_CASES.map((row) => [row[1], row[0], row] as const))("%s: %s", (code, _name, row) => {
    const found = deviceFindings(...siteOf(row));
    expect(found.find((finding) => finding.code === code)?.severity ?? null).toBe(row[2]);
    for (const finding of found) expect(deviceFindingSchema.parse(finding)).toEqual(finding);
  });

  const bad = device("recorder", {
    activated: false,
    brand: said("Hikvision"),
    firmware: said("V4.30.005 build 190101"),
    clockOffsetSeconds: 900,
    network: { gateway: null, dhcp: true, dnsServers: [] },
    ports: [tcp(23), tcp(80), tcp(21)],
    certificates: [certificate({ validTo: "2020-01-01T00:00:00Z" })],
    sources: ["sadp", "port", "http", "tls"],
  });

  it("come worst first, each once", () => {
    const found = deviceFindings(bad, [bad], context({ forwards: [] }));
    const order = ["problem", "warning", "advice", "info"];
    const ranks = found.map(({ severity }) => order.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(found.length).toBeGreaterThan(7);
    expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
  });

  it("name only sources that saw the device", () => {
    for (const { sources } of deviceFindings(bad, [bad], context())) {
      expect(sources.every((source) => bad.sources.includes(source))).toBe(true);
    }
  });

  it("are said of both devices on one address", () => {
    const [one, two] = ["02:00:00:00:00:0a", "02:00:00:00:00:0b"].map((mac) =>
      device("camera", { id: `mac:${mac}`, macs: [mac], brand: said("Dahua"), addresses: [at("192.168.1.108")] }),
    );
    const all = [one, two].flatMap((camera) => camera ?? []);
    const codes = all.map((camera) => deviceFindings(camera, all, context()).map(({ code }) => code));
    expect(codes).toEqual([
      expect.arrayContaining(["duplicate-address"]),
      expect.arrayContaining(["duplicate-address"]),
    ]);
  });

  it("are found among two thousand devices that share everything", () => {
    const crowd = Array.from({ length: 2_000 }, (_, n) =>
      device("camera", {
        id: `mac:${n}`,
        macs: [`02:00:00:00:${(n >> 8).toString(16).padStart(2, "0")}:${(n & 255).toString(16).padStart(2, "0")}`],
        certificates: [certificate()],
      }),
    );
    const codes = crowd.map((one) => deviceFindings(one, crowd, context()).map(({ code }) => code));
    expect(codes.every((own) => own.includes("certificate-shared") && own.includes("duplicate-address"))).toBe(true);
  });

  it("keep what devices say of themselves to the length of a sentence", () => {
    const long = device("camera", { brand: said("x".repeat(200)), model: said("y".repeat(200)) });
    const twin = { ...long, id: "b" };
    const all = [
      { ...long, macs: ["02:00:00:00:00:01"] },
      { ...twin, macs: ["02:00:00:00:00:02"] },
    ];
    const [finding] = deviceFindings(all[0] ?? long, all, context());
    expect(deviceFindingSchema.parse(finding).title.args["other"]).toMatch(/^x+ y+$/);
  });
});
