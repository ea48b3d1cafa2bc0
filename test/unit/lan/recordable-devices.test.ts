import fc from "fast-check";
import { expect, it } from "vitest";
import { deviceFindings } from "#core/lan/device-findings.ts";
import { deviceSchema } from "#core/lan/device.ts";
import { sightingSchema, sightingSourceSchema, type Sighting } from "#core/lan/sighting.ts";
import { context } from "./imagined-devices.ts";
import { pinnedKev } from "./shipped-kev.ts";
import { devicesOf } from "./some-sightings.ts";

/** Text as long as a claim may be, from little so that devices share ids. */
const words = fc.constantFrom("Hikvision", "DS-2CD2042", "x", "1a".repeat(100), "B".repeat(200), "0123456789abcdef");
const mac = fc.constantFrom("44:47:cc:00:00:01", "44:47:cc:00:00:02", "00:00:5e:00:01:01", "3c:ef:8c:00:00:03");
const address = fc.constantFrom("192.168.1.64", "192.168.1.65", "10.1.1.64", "192.168.1.1", "fe80::1", "2001:db8::1");
const port = fc.constantFrom(23, 80, 443, 554, 9999, 65_535);
const url = fc.constantFrom("http://192.168.1.64/", `http://192.168.1.64/${"a".repeat(470)}`, "rtsp://[fe80::1]/");
const optional = { requiredKeys: [] };

const claims = fc.record(
  {
    mac,
    addresses: fc.array(address, { maxLength: 16 }),
    uuid: fc.constantFrom("u".repeat(120), "4d454930-0000-1000-8000-4447cc000001"),
    serialNumber: words,
    brand: words,
    model: words,
    firmware: fc.oneof(words, fc.constant("V5.4.5 build 170124")),
    name: words,
    hostName: words,
    role: fc.constantFrom("recorder" as const, "camera" as const, "router" as const),
    ports: fc.array(
      fc.record({ transport: fc.constantFrom("tcp" as const, "udp" as const), port, service: fc.constant(null) }),
      { maxLength: 64 },
    ),
    urls: fc.array(fc.record({ kind: fc.constantFrom("web" as const, "rtsp" as const), url }), { maxLength: 8 }),
    network: fc.record(
      {
        prefixLength: fc.nat(32),
        gateway: fc.option(address),
        dnsServers: fc.array(address, { maxLength: 8 }),
        dhcp: fc.boolean(),
      },
      optional,
    ),
    activated: fc.boolean(),
    channels: fc.record({ analog: fc.nat(4_096), network: fc.nat(4_096) }, optional),
    clockOffsetSeconds: fc.integer(),
    certificate: fc.record({
      port,
      fingerprint: fc.constantFrom("aa", "bb"),
      subject: fc.constant("s".repeat(300)),
      issuer: fc.constant("i".repeat(300)),
      selfSigned: fc.boolean(),
      validFrom: fc.constantFrom("?", "2024-01-01T00:00:00Z", null),
      validTo: fc.constantFrom("?", "2034-01-01T00:00:00Z", null),
    }),
  },
  optional,
);
const sighting: fc.Arbitrary<Sighting> = fc.record({
  source: fc.constantFrom(...sightingSourceSchema.options),
  address,
  port: fc.constant(null),
  interfaceName: fc.constantFrom("eth0", "eth1", "n".repeat(120), null),
  atMs: fc.constant(1),
  claims,
  raw: fc.constant(null),
});

it("a record holds whatever is put together from what devices may say", () => {
  fc.assert(
    fc.property(fc.array(sighting, { maxLength: 60 }), (sightings) => {
      for (const one of sightings) sightingSchema.parse(one);
      const devices = devicesOf(sightings, ["192.168.1.1"]);
      for (const device of devices) {
        const findings = deviceFindings(device, devices, context({ kev: pinnedKev, before: devices }));
        expect(deviceSchema.safeParse({ ...device, findings }).error?.issues).toBeUndefined();
      }
      expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length);
    }),
    { numRuns: 150 },
  );
});
