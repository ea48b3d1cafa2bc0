import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { Inspection } from "#core/lan/inspection.ts";
import { inspectDevice } from "#host/scan/inspect/inspect-device.ts";
import { startFakeDevice, type FakeDevice, type FakeDeviceOptions } from "../../fakes/fake-device.ts";
import { fakeOnvifCamera, type FakeOnvifOptions } from "../../fakes/fake-onvif-camera.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";

const running: FakeDevice[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function started(onvif: FakeOnvifOptions = {}, http: FakeDeviceOptions = { schemes: [] }) {
  const camera = fakeOnvifCamera(onvif);
  const device = await startFakeDevice({ ...http, answer: camera.answer });
  camera.port = device.port;
  running.push(device);
  return { camera, device };
}

const inspect = (port: number): Promise<Inspection> =>
  inspectDevice(
    {
      address: LOOPBACK,
      interfaceName: null,
      port,
      secure: false,
      brand: "Reolink",
      userName: "admin",
      password: "Sommer-2024!",
    },
    { signal: undefined, now: () => new Date(), randomBytes, pinnedFingerprints: new Map(), routers: [] },
  );

const HOUR_MS = 3_600_000;
const TWO_YEARS_MS = 2 * 365 * 24 * HOUR_MS;

describe("a camera that speaks ONVIF", () => {
  it.each([
    ["right", 0, "warning"],
    ["two years slow", -TWO_YEARS_MS, "problem"],
    ["ten minutes fast", HOUR_MS / 6, "problem"],
  ])("is asked with a signature by its own clock, which is %s", async (_, clockOffsetMs, state) => {
    const { camera, device } = await started({ clockOffsetMs });
    const result = await inspect(device.port);
    if (result.state !== "read") throw new Error(result.why);
    expect(result).toMatchObject({
      way: "onvif",
      claims: {
        brand: "Reolink",
        model: "RLC-810A",
        mac: "ec:71:db:01:02:03",
        activated: true,
        network: { gateway: "192.168.1.1", prefixLength: 8, dnsServers: [], dhcp: false },
        ports: [{ port: 80, service: "web" }],
      },
      snapshot: { mediaType: "image/jpeg", channel: "MainStream" },
      ipFilter: { enabled: false, mode: "allow", entries: [] },
    });
    expect(Math.abs((result.claims.clockOffsetSeconds ?? 0) * 1_000 - clockOffsetMs)).toBeLessThan(3_000);
    expect(result.preflight.find(({ code }) => code === "clock")?.state).toBe(state);
    expect(camera.refusals).toBe(0);
  });

  it("tells its clock in a header where it keeps it to itself", async () => {
    const { camera, device } = await started({ clockOffsetMs: -TWO_YEARS_MS, silentClock: true });
    expect(await inspect(device.port)).toMatchObject({ state: "read", way: "onvif" });
    expect(camera.refusals).toBe(0);
  });

  it("refuses a wrong login once, and is asked no more", async () => {
    const { camera, device } = await started({ password: "another" });
    expect(await inspect(device.port)).toEqual({ state: "failed", why: "wrong-login", detail: null });
    expect(camera.refusals).toBe(1);
    expect(device.requests.at(-1)?.body).toContain("UsernameToken");
  });

  it("may want a digest beside the signature", async () => {
    const { camera, device } = await started({}, { schemes: ["Digest"] });
    expect(await inspect(device.port)).toMatchObject({ state: "read", way: "onvif" });
    expect([camera.refusals, device.refusals]).toEqual([0, 0]);
  });

  it("gets no password in the clear, which it asks for beside the signature", async () => {
    const camera = fakeOnvifCamera();
    const device = await startFakeDevice({
      schemes: [],
      answer: (seen) => {
        const page = camera.answer(seen);
        return page?.status === 400
          ? { ...page, status: 401, headers: { "WWW-Authenticate": 'Basic realm="gSOAP"' } }
          : page;
      },
    });
    camera.port = device.port;
    running.push(device);
    expect(await inspect(device.port)).toMatchObject({ state: "read", way: "onvif" });
    expect(device.requests.every(({ authorization }) => authorization === null)).toBe(true);
  });

  it("that sends the signature back does not get it into the result", async () => {
    const { device } = await started({ echoes: true });
    const result = await inspect(device.port);
    const digests = device.requests.flatMap(({ body }) => /PasswordDigest">([^<]+)/.exec(body)?.[1] ?? []);
    expect(digests.length).toBeGreaterThan(5);
    for (const digest of digests) expect(JSON.stringify(result)).not.toContain(digest);
  });

  it("is shown from its own address alone", async () => {
    const elsewhere = await started();
    const { device } = await started({ snapshotUri: () => `http://localhost:${elsewhere.device.port}/snap.jpg` });
    expect(await inspect(device.port)).toMatchObject({ state: "read", snapshot: null });
    expect(elsewhere.device.requests).toEqual([]);
  });

  it("is shown from another of its ports", async () => {
    const pictures = await started({}, { schemes: ["Digest"] });
    const { device } = await started({ snapshotUri: () => `http://127.0.0.1:${pictures.device.port}/snap.jpg` });
    expect(await inspect(device.port)).toMatchObject({ state: "read", snapshot: { mediaType: "image/jpeg" } });
    expect(pictures.device.refusals).toBe(0);
  });
});
