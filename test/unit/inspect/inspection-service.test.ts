import { createHash, X509Certificate } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { InspectionRequest } from "#core/lan/inspection.ts";
import type { ScanRecord } from "#core/lan/scan-record.ts";
import type { Sighting } from "#core/lan/sighting.ts";
import { InspectionService } from "#host/scan/inspection-service.ts";
import type { Adapter } from "#host/system/adapters.ts";
import { startFakeDevice, type FakeDevice, type FakeDeviceOptions } from "../../fakes/fake-device.ts";
import { deviceInfo } from "../../fakes/fake-device-pages.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";

const running: FakeDevice[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function device(options: FakeDeviceOptions = {}): Promise<FakeDevice> {
  const started = await startFakeDevice({ pages: { "/ISAPI/System/deviceInfo": deviceInfo() }, ...options });
  running.push(started);
  return started;
}

const adapter = (address: string, prefixLength: number): Adapter => ({
  name: "eth0",
  adapterKind: "ethernet",
  mac: null,
  addresses: [{ address, prefixLength }],
});

const request = (parts: Partial<InspectionRequest>): InspectionRequest => ({
  address: "127.0.0.1",
  interfaceName: null,
  port: 1,
  secure: false,
  brand: "Hikvision",
  userName: "admin",
  password: "Sommer-2024!",
  ...parts,
});

const seen = (parts: Partial<Sighting> = {}): Sighting => ({
  source: "port",
  address: "127.0.0.1",
  port: 80,
  interfaceName: null,
  atMs: 1,
  claims: {},
  raw: null,
  ...parts,
});

type Scan = { ranges?: string[]; byHand?: string[]; sweep?: boolean; sightings?: Sighting[]; gateways?: string[] };

function service({ own = adapter("192.168.7.2", 24), scan }: { own?: Adapter; scan?: Scan } = {}): InspectionService {
  const { ranges = [], byHand = [], sweep = true, sightings = [seen()], gateways = [] } = scan ?? {};
  const record = {
    request: { ranges, byHand, sweep },
    sightings,
    circumstances: { gateways },
  } as unknown as ScanRecord;
  return new InspectionService({ readAdapters: () => [own], lastScan: () => (scan === undefined ? null : record) });
}

const LOOPBACK_NETWORK = adapter("127.0.0.2", 8);

describe("which devices are asked with a login", () => {
  it.each<[string, Parameters<typeof service>[0]]>([
    ["one of the laptop's own network", { own: LOOPBACK_NETWORK }],
    ["one that the last scan saw in a range that was confirmed", { scan: { ranges: ["127.0.0.0/24"] } }],
    ["one that was typed in, and answered", { scan: { byHand: ["127.0.0.1"], sweep: false } }],
  ])("%s", async (_, parts) => {
    const { port } = await device();
    expect(await service(parts).inspect(request({ port }), undefined)).toMatchObject({ state: "read" });
  });

  it.each<[string, string, Parameters<typeof service>[0]]>([
    ["nobody on the internet", "81.2.69.142", { own: LOOPBACK_NETWORK }],
    ["no name, which may be anybody's", "camera.example", { own: LOOPBACK_NETWORK }],
    ["none of another network", "127.0.0.1", {}],
    ["none in a range that was not swept", "127.0.0.1", { scan: { ranges: ["127.0.0.0/24"], sweep: false } }],
    ["none outside of the ranges", "127.0.0.1", { scan: { ranges: ["127.0.1.0/24"] } }],
    ["none that was not seen", "127.0.0.1", { scan: { ranges: ["127.0.0.0/24"], sightings: [] } }],
    [
      "none that was only typed in",
      "127.0.0.1",
      { scan: { byHand: ["127.0.0.1"], sightings: [seen({ source: "person" })] } },
    ],
    ["no link-local one on an unknown cable", "fe80::1", { own: LOOPBACK_NETWORK }],
  ])("%s", async (_, address, parts) => {
    const { port, requests } = await device();
    const refused = service(parts).inspect(request({ port, address }), undefined);
    await expect(refused).rejects.toMatchObject({ code: "BAD_INPUT", data: { detail: `address: ${address}` } });
    expect(requests).toEqual([]);
  });
});

describe("a device that two windows ask", () => {
  it("is asked by one after the other", async () => {
    const { port, requests } = await device();
    const asking = service({ own: LOOPBACK_NETWORK });
    await Promise.all([1, 2].map(() => asking.inspect(request({ port }), undefined)));
    const targets = requests.map(({ target }) => target);
    const half = targets.slice(0, targets.length / 2);
    expect(half.length).toBeGreaterThan(3);
    expect(targets).toEqual([...half, ...half]);
  });
});

describe("what the last scan knows of a device", () => {
  it("is its certificate, and the router of the site", async () => {
    const tls = selfSignedCertificate("recorder");
    const { port } = await device({ tls });
    const right = createHash("sha256").update(new X509Certificate(tls.cert).raw).digest("hex");
    const certificate = (fingerprint: string): Sighting =>
      seen({
        source: "tls",
        claims: {
          certificate: { port, fingerprint, subject: "", issuer: "", selfSigned: true, validFrom: null, validTo: null },
        },
      });
    const ask = (fingerprint: string) =>
      service({ own: LOOPBACK_NETWORK, scan: { sightings: [certificate(fingerprint)] } }).inspect(
        request({ port, secure: true }),
        undefined,
      );
    expect(await ask(right)).toMatchObject({ state: "read" });
    expect(await ask("0".repeat(64))).toMatchObject({ state: "failed", why: "certificate-changed" });
  });
});
