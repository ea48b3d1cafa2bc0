import { createHash, randomBytes, X509Certificate } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { inspectionSchema, type Inspection, type InspectionRequest } from "#core/lan/inspection.ts";
import { inspectDevice, type InspectOptions } from "#host/scan/inspect/inspect-device.ts";
import { startFakeDevice, type FakeDevice, type FakeDeviceOptions } from "../../fakes/fake-device.ts";
import { axisCamera, dahuaRecorder, deviceInfo, isapiRecorder, JPEG, PNG } from "../../fakes/fake-device-pages.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";

const PASSWORD = "Sommer-2024!";
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function device(options: FakeDeviceOptions): Promise<FakeDevice> {
  const started = await startFakeDevice(options);
  running.push(started);
  return started;
}

async function inspect(
  request: Partial<InspectionRequest> & { port: number },
  options: Partial<InspectOptions> = {},
): Promise<Inspection> {
  const whole = { address: LOOPBACK, interfaceName: null, secure: false, brand: null, userName: "admin" };
  const result = await inspectDevice(
    { ...whole, password: PASSWORD, ...request },
    {
      signal: undefined,
      now: () => new Date(),
      randomBytes,
      pinnedFingerprints: new Map(),
      routers: [],
      ...options,
    },
  );
  // What the page gets: it must pass the contract, and never hold the password.
  expect(inspectionSchema.parse(result)).toEqual(result);
  expect(JSON.stringify(result)).not.toContain(request.password ?? PASSWORD);
  return result;
}

function read(result: Inspection): Extract<Inspection, { state: "read" }> {
  if (result.state !== "read") throw new Error(`failed: ${result.why} ${result.detail}`);
  return result;
}

const states = (result: Inspection): Record<string, string> =>
  Object.fromEntries(read(result).preflight.map(({ code, state }) => [code, state]));

const logins = ({ requests }: FakeDevice): number => requests.filter((one) => one.authorization !== null).length;

describe("a Hikvision recorder", () => {
  it("tells what it is, shows a camera that is there, and what keeps it from being reached", async () => {
    const recorder = await device({ pages: isapiRecorder(new Date(Date.now() + 7_000)) });
    const result = read(await inspect({ port: recorder.port, brand: "Hikvision" }));
    expect(result.way).toBe("isapi");
    expect(result.claims).toMatchObject({
      brand: "Hikvision",
      model: "DS-7608NI-K2",
      firmware: "V4.30.085 build 200916",
      name: "Lager Nord",
      role: "recorder",
      mac: "44:19:b6:10:00:70",
      activated: true,
      network: { prefixLength: 24, gateway: null, dnsServers: ["192.168.1.1"], dhcp: false },
      channels: { network: 2 },
    });
    expect(Math.abs((result.claims.clockOffsetSeconds ?? 99) - 7)).toBeLessThanOrEqual(2);
    expect(result.channels).toEqual([
      { number: 1, name: "Kamera 1", address: "192.168.254.2", online: false },
      { number: 2, name: "Kamera 2", address: "192.168.254.3", online: true },
    ]);
    expect(result.snapshot).toEqual({
      mediaType: "image/jpeg",
      base64: Buffer.from(JPEG).toString("base64"),
      channel: "Kamera 2",
    });
    expect(result.ipFilter).toEqual({ enabled: true, mode: "allow", entries: ["192.168.1.20"] });
    expect(states(result)).toMatchObject({
      activated: "ok",
      gateway: "problem",
      dns: "ok",
      "address-mode": "ok",
      "ip-filter": "problem",
      clock: "ok",
      upnp: "warning",
      cloud: "ok",
      firmware: "warning",
    });
    expect(result.claims.ports?.map(({ port }) => port)).toEqual([80, 554]);
    expect(JSON.stringify(result)).not.toContain("ABCDEF");
    expect(recorder.refusals).toBe(0);
  });

  it("is asked by the strongest digest that it offers", async () => {
    const recorder = await device({ pages: isapiRecorder(new Date()), schemes: ["Basic", "Digest", "Digest-SHA-256"] });
    read(await inspect({ port: recorder.port }));
    expect(recorder.requests.some(({ authorization }) => authorization?.startsWith("Basic"))).toBe(false);
    expect(recorder.requests.every(({ authorization }) => authorization?.includes("algorithm=SHA-256") ?? true)).toBe(
      true,
    );
  });

  it.each([1, 2])("may end a nonce after %i requests", async (nonceLasts) => {
    const recorder = await device({ pages: isapiRecorder(new Date()), nonceLasts });
    const result = read(await inspect({ port: recorder.port }));
    expect(result.channels).toHaveLength(2);
    expect(recorder.refusals).toBe(0);
  });

  it("takes a digest as RFC 2069 had it, and logins with quotation marks and umlauts", async () => {
    const login = { userName: 'o"bri\\en', password: 'Grün"ß:\\' };
    const recorder = await device({ ...login, pages: isapiRecorder(new Date()), schemes: ["Digest-2069"] });
    const result = await inspectDevice(
      { address: LOOPBACK, interfaceName: null, port: recorder.port, secure: false, brand: null, ...login },
      { signal: undefined, now: () => new Date(), randomBytes, pinnedFingerprints: new Map(), routers: [] },
    );
    expect(result.state).toBe("read");
  });

  it("keeps what it told when the user may not see the rest", async () => {
    const pages = isapiRecorder(new Date());
    const recorder = await device({
      pages,
      answer: ({ target }) => (target.includes("/Network/") ? { status: 403, body: "<ResponseStatus/>" } : null),
    });
    const result = read(await inspect({ port: recorder.port }));
    expect(result.claims.model).toBe("DS-7608NI-K2");
    expect(states(result)).toMatchObject({ gateway: "unknown", "ip-filter": "unknown", clock: "ok" });
  });
});

describe("a wrong login", () => {
  it.each(["Hikvision", "Dahua", "Axis", "Reolink", null])("of a device of %s is sent once", async (brand) => {
    const camera = await device({ password: "another" });
    const result = await inspect({ port: camera.port, brand });
    expect(result).toMatchObject({ state: "failed", why: "wrong-login" });
    expect(camera.refusals).toBe(1);
    expect(logins(camera)).toBe(1);
    expect(camera.requests.at(-1)?.authorization).not.toBeNull();
  });

  it("is not sent to a device that is locked, whether it says so before or after", async () => {
    const refusalBody =
      "<userCheck><statusValue>401</statusValue><lockStatus>lock</lockStatus><unlockTime>1800</unlockTime></userCheck>";
    const camera = await device({ refusalBody });
    expect(await inspect({ port: camera.port })).toMatchObject({ state: "failed", why: "locked" });
    expect(logins(camera)).toBe(0);
    expect(camera.requests).toHaveLength(1);
  });

  it("may be said with 403, or with 200", async () => {
    const bodies = [
      { status: 403, body: "<ResponseStatus/>" },
      { body: "<userCheck><statusValue>401</statusValue></userCheck>" },
    ];
    for (const answer of bodies) {
      const camera = await device({ answer: () => answer });
      expect(await inspect({ port: camera.port })).toMatchObject({ state: "failed", why: "wrong-login" });
      expect(logins(camera)).toBe(1);
    }
  });

  it("stays one when the device says that its nonce was too old", async () => {
    const seen: (string | undefined)[] = [];
    const fake = await tcpOn(LOOPBACK, (connection) =>
      connection.on("data", (bytes) => {
        seen.push(/^Authorization: .*$/m.exec(String(bytes))?.[0]);
        connection.end(
          'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="x", nonce="y", stale=true, qop="auth"\r\n\r\n',
        );
      }),
    );
    running.push(fake);
    expect(await inspect({ port: fake.port })).toMatchObject({ why: "wrong-login" });
    expect(seen.filter((line) => line !== undefined)).toHaveLength(1);
  });

  it("is not needed to learn that a device has no password yet", async () => {
    const camera = await device({ refusalBody: "<userCheck><isActivated>false</isActivated></userCheck>" });
    expect(await inspect({ port: camera.port })).toMatchObject({ state: "failed", why: "not-activated" });
    expect(logins(camera)).toBe(0);
  });
});

describe("other makers' devices", () => {
  it("of Dahua tell it by CGI, without the passwords of their cameras", async () => {
    const recorder = await device({ pages: dahuaRecorder(new Date()) });
    const result = read(await inspect({ port: recorder.port, brand: "Dahua" }));
    expect(result.way).toBe("dahua-cgi");
    expect(result.claims).toMatchObject({
      brand: "Dahua",
      model: "DHI-NVR4216-16P-4KS2",
      firmware: "4.001.0000000.2.R,build:2023-05-18",
      serialNumber: "4C0048DPAJ8F3C9",
      name: "Halle 3",
      role: "recorder",
      mac: "90:02:a9:11:22:33",
      network: { prefixLength: 24, dnsServers: ["8.8.8.8"], dhcp: true },
    });
    expect(result.channels).toEqual([{ number: 1, name: "Tor", address: "192.168.1.13", online: true }]);
    expect(result.ipFilter).toEqual({ enabled: false, mode: "allow", entries: ["192.168.1.20"] });
    expect(states(result)).toMatchObject({
      "address-mode": "warning",
      clock: "warning",
      "ip-filter": "ok",
      cloud: "warning",
    });
    expect(result.snapshot?.channel).toBe("Tor");
    expect(JSON.stringify(result)).not.toContain("camera-secret");
  });

  it("of Axis tell it by VAPIX", async () => {
    const camera = await device({ pages: axisCamera(new Date()) });
    const result = read(await inspect({ port: camera.port, brand: "Axis" }));
    expect(result.way).toBe("axis-vapix");
    expect(result.claims).toMatchObject({
      brand: "Axis",
      model: "M3067-P",
      firmware: "10.12.91",
      name: "einfahrt",
      mac: "ac:cc:8e:7e:a3:6d",
      network: { gateway: "10.0.0.1", dnsServers: [], dhcp: false },
    });
    expect(result.ipFilter).toEqual({ enabled: true, mode: "allow", entries: ["192.168.1.0/24", "81.2.69.142"] });
    expect(states(result)).toMatchObject({ gateway: "problem", dns: "warning", "ip-filter": "warning", clock: "ok" });
    expect(result.snapshot).not.toBeNull();
  });

  it("are found out when nobody knows whose they are", async () => {
    const camera = await device({ pages: axisCamera(new Date()) });
    expect(read(await inspect({ port: camera.port })).way).toBe("axis-vapix");
  });

  it("that know none of the ways say so", async () => {
    const page = "<!DOCTYPE html><html><head><title>index</title></head></html>";
    const spa = await device({ schemes: [], answer: () => ({ type: "text/html", body: page }) });
    expect(await inspect({ port: spa.port })).toEqual({ state: "failed", why: "not-supported", detail: null });
    const nothing = await device({});
    expect(await inspect({ port: nothing.port })).toMatchObject({ state: "failed", why: "not-supported" });
  });
});

describe("a picture", () => {
  it("may be a PNG, whatever the device calls it", async () => {
    const recorder = await device({
      pages: isapiRecorder(new Date()),
      answer: ({ target }) => (target.endsWith("/picture") ? { type: "text/html", body: PNG } : null),
    });
    expect(read(await inspect({ port: recorder.port })).snapshot?.mediaType).toBe("image/png");
  });
});

describe("a device that means harm, or is broken", () => {
  it("gives no picture that is too big or no picture", async () => {
    const huge = Buffer.alloc(3 * 1_024 * 1_024 + 1);
    huge.set(JPEG);
    for (const body of [huge, Buffer.alloc(6 * 1_024 * 1_024), "<svg onload=alert(1)>", Buffer.alloc(0)]) {
      const recorder = await device({
        pages: isapiRecorder(new Date()),
        answer: ({ target }) => (target.endsWith("/picture") ? { type: "image/jpeg", body } : null),
      });
      const result = read(await inspect({ port: recorder.port }));
      expect(result.snapshot).toBeNull();
      expect(states(result)).toMatchObject({ clock: "ok" });
    }
  });

  it("is not followed to another host", async () => {
    const elsewhere = await device({ pages: isapiRecorder(new Date()) });
    const camera = await device({
      answer: () => ({ status: 302, body: "", headers: { Location: `http://127.0.0.1:${elsewhere.port}/ISAPI/` } }),
    });
    expect(await inspect({ port: camera.port })).toMatchObject({ state: "failed", why: "not-supported" });
    expect(elsewhere.requests).toEqual([]);
  });

  it("keeps nobody waiting for ever", async () => {
    const tarPit = await tcpOn(LOOPBACK, (connection) => {
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
      const timer = setInterval(() => connection.write(" "), 20);
      connection.on("close", () => clearInterval(timer));
    });
    running.push(tarPit);
    const result = await inspect({ port: tarPit.port }, { signal: AbortSignal.timeout(200) });
    expect(result).toMatchObject({ state: "failed", why: "silent" });
  });

  it("that answers endlessly, with rubbish or not at all is told from one that is off", async () => {
    const endless = await device({ schemes: [], answer: () => ({ body: `<DeviceInfo>${"<a>".repeat(300_000)}` }) });
    expect(await inspect({ port: endless.port })).toMatchObject({ state: "failed", why: "malformed" });
    const rubbish = await tcpOn(LOOPBACK, (connection) => connection.end("SSH-2.0-dropbear\r\n"));
    running.push(rubbish);
    expect(await inspect({ port: rubbish.port })).toMatchObject({ state: "failed", why: "malformed" });
    expect(await inspect({ port: await closedPort() })).toMatchObject({ state: "failed", why: "refused" });
  });

  it("may write anything into its names", async () => {
    const model = "<script>alert(1)</script>\u0000\u202eevil";
    const camera = await device({
      pages: {
        "/ISAPI/System/deviceInfo": {
          body: `<DeviceInfo><model>${model.replaceAll("<", "&lt;").replace("\u0000", "")}</model><deviceName>${"x".repeat(5_000)}</deviceName></DeviceInfo>`,
        },
      },
    });
    const { claims } = read(await inspect({ port: camera.port }));
    expect(claims.model).toBe("<script>alert(1)</script>evil");
    expect(claims.name).toHaveLength(200);
  });
});

describe("the password", () => {
  it("goes out in the clear only to a device that knows nothing else", async () => {
    const old = await device({ pages: isapiRecorder(new Date()), schemes: ["Basic"] });
    expect(read(await inspect({ port: old.port })).claims.model).toBe("DS-7608NI-K2");
    const knownSecure = { pinnedFingerprints: new Map([[443, "00".repeat(32)]]) };
    const before = old.requests.length;
    expect(await inspect({ port: old.port }, knownSecure)).toMatchObject({ state: "failed", why: "not-supported" });
    expect(old.requests.slice(before).every(({ authorization }) => authorization === null)).toBe(true);
  });

  it("goes by TLS to whoever is seen for the first time, and to nobody else afterwards", async () => {
    const tls = selfSignedCertificate("recorder");
    const fingerprint = createHash("sha256").update(new X509Certificate(tls.cert).raw).digest("hex");
    const recorder = await device({ pages: isapiRecorder(new Date()), schemes: ["Basic"], tls });
    const asked = { port: recorder.port, secure: true };
    expect(read(await inspect(asked)).way).toBe("isapi");
    const pinned = { pinnedFingerprints: new Map([[recorder.port, fingerprint]]) };
    expect(read(await inspect(asked, pinned)).way).toBe("isapi");

    const before = recorder.requests.length;
    const another = { pinnedFingerprints: new Map([[recorder.port, fingerprint.replace(/^./, "z")]]) };
    expect(await inspect(asked, another)).toEqual({ state: "failed", why: "certificate-changed", detail: null });
    expect(recorder.requests).toHaveLength(before);
  });

  it("does not go to whoever steps in after the first question", async () => {
    const [tls, laterTls] = [selfSignedCertificate("a"), selfSignedCertificate("b")];
    const camera = await device({
      pages: { "/ISAPI/System/deviceInfo": deviceInfo() },
      schemes: ["Basic"],
      tls,
      laterTls,
    });
    expect(await inspect({ port: camera.port, secure: true })).toMatchObject({ why: "certificate-changed" });
    expect(camera.requests).toHaveLength(1);
    expect(logins(camera)).toBe(0);
  });
});
