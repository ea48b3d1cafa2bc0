import { afterEach, describe, expect, it } from "vitest";
import type { Claims, Sighting } from "#core/lan/sighting.ts";
import { sightingSchema } from "#core/lan/sighting.ts";
import { lookAtBanner } from "#host/scan/look/banner.ts";
import { Conversation } from "#host/scan/look/conversation.ts";
import { lookAt } from "#host/scan/look/look-at.ts";
import type { LookTarget } from "#host/scan/scan-environment.ts";
import {
  dateAndTime,
  fakeRtsp,
  fakeWeb,
  NOT_AUTHORIZED,
  soap,
  type FakeWeb,
  type WebReply,
} from "../../fakes/fake-camera.ts";
import { fakeScanContext, type FakeScanContext } from "../../fakes/fake-scan-context.ts";
import { LOOPBACK, secondHost, tcpOn } from "../../fakes/loopback.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});
const kept = <T extends { close(): Promise<void> }>(fake: T): T => {
  closing.push(() => fake.close());
  return fake;
};

/** The look's own time is what ends it; the loopback answers at once. */
const SHORT = { questionMs: 300, deviceMs: 700 };

async function look(
  target: Partial<LookTarget>,
  context: FakeScanContext = fakeScanContext({ budget: SHORT }),
): Promise<FakeScanContext> {
  const whole = { address: LOOPBACK, interfaceName: "cable", ports: [], urls: [], descriptionUrls: [], known: {} };
  await lookAt({ ...whole, ...target }, context, context.signal);
  for (const sighting of context.sightings) sightingSchema.parse({ ...sighting, atMs: 0 });
  return context;
}

const said = ({ sightings }: FakeScanContext, source: Sighting["source"]): Claims[] =>
  sightings.filter((one) => one.source === source).map((one) => one.claims);
const all = ({ sightings }: FakeScanContext): Claims =>
  Object.assign({}, ...sightings.map((one) => one.claims)) as Claims;

const ANNOUNCED_RTSP = (port: number): LookTarget["urls"] => [{ kind: "rtsp", url: `rtsp://${LOOPBACK}:${port}/` }];
const VIDEO = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=x\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
const SDP_ANSWER = `RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Type: application/sdp\r\nContent-Length: ${VIDEO.length}\r\n\r\n${VIDEO}`;
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);

/** SOAP by operation; everything else needs a login. */
const onvif =
  (answers: Record<string, string>) =>
  (request: { body: string }): WebReply => {
    const operation = Object.keys(answers).find((name) => request.body.includes(`:${name} `)) ?? "";
    return { status: operation === "" ? 400 : 200, body: answers[operation] ?? NOT_AUTHORIZED };
  };

describe("a look at a device", () => {
  it("reads a closed camera: who it is, its clock, that it waits to be set up, and where its stream is", async () => {
    const web = kept(
      await fakeWeb({
        "GET /": {
          headers: { server: "App-webs/", "set-cookie": "WebSession=5ecre7; path=/" },
          body: '<html><script>window.location.href = "/doc/page/login.asp?_" + (new Date()).getTime();</script></html>',
        },
        "GET /doc/page/login.asp?_": { body: "<title>login</title>" },
        "GET /SDK/activateStatus": { body: "<ActivateStatus><Activated>false</Activated></ActivateStatus>" },
        "GET /ISAPI/Streaming/channels/101/picture": { status: 401, body: "no" },
        "POST /onvif/device_service": (request) =>
          onvif({ GetSystemDateAndTime: dateAndTime(new Date(Date.now() + 3_600_000)) })(request),
      }),
    );
    const rtsp = kept(
      await fakeRtsp({
        "OPTIONS /": "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n",
        "DESCRIBE /Streaming/Channels/101":
          'RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm="IP Camera(C1214)", nonce="a"\r\n\r\n',
      }),
    );
    const context = await look({ ports: [web.port, rtsp.port], urls: ANNOUNCED_RTSP(rtsp.port) });

    expect(said(context, "http")[0]).toMatchObject({
      brand: "Hikvision",
      ports: [{ transport: "tcp", port: web.port, service: "web" }],
      urls: [{ kind: "web", url: `http://${LOOPBACK}:${web.port}/` }],
    });
    expect(said(context, "vendor-page")).toEqual([{ activated: false }]);
    const clock = said(context, "onvif").flatMap((claims) => claims.clockOffsetSeconds ?? []);
    expect(clock).toHaveLength(1);
    expect(Math.abs((clock[0] ?? 0) - 3_600)).toBeLessThanOrEqual(1);
    expect(said(context, "rtsp")).toContainEqual(
      expect.objectContaining({
        brand: "Hikvision",
        role: "camera",
        urls: [{ kind: "rtsp", url: `rtsp://${LOOPBACK}:${rtsp.port}/Streaming/Channels/101` }],
      }),
    );
    expect(all(context).openWithoutLogin).toBeUndefined();
    expect(JSON.stringify(context.sightings)).not.toContain("5ecre7");
    expectNoLogin(web, rtsp.seen);
    expect(web.mostOpen(), "one connection to a port at a time").toBe(1);
  });

  it("finds what everybody may watch", async () => {
    const web = kept(
      await fakeWeb({
        "GET /": { status: 401, headers: { "www-authenticate": 'Digest realm="AXIS_ACCC8E012345", nonce="x"' } },
        "POST /axis-cgi/basicdeviceinfo.cgi": {
          body: JSON.stringify({
            data: {
              propertyList: {
                ProdNbr: "P3245-LVE",
                ProdFullName: "AXIS P3245-LVE Dome Camera",
                SerialNumber: "ACCC8E012345",
                Version: "10.12.114",
              },
            },
          }),
        },
        "GET /axis-cgi/jpg/image.cgi": { headers: { "content-type": "image/jpeg" }, body: JPEG },
        "POST /onvif/device_service": (request) =>
          onvif({
            GetSystemDateAndTime: dateAndTime(new Date()),
            GetDeviceInformation: soap(
              "<tds:GetDeviceInformationResponse><tds:Manufacturer>AXIS</tds:Manufacturer><tds:Model>P3245-LVE</tds:Model><tds:FirmwareVersion>10.12.114</tds:FirmwareVersion><tds:SerialNumber>ACCC8E012345</tds:SerialNumber><tds:HardwareId>79B</tds:HardwareId></tds:GetDeviceInformationResponse>",
            ),
          })(request),
        "POST /onvif/media_service": (request) =>
          onvif({
            GetProfiles: soap(
              '<trt:GetProfilesResponse><trt:Profiles token="p1"><tt:Name>main</tt:Name></trt:Profiles></trt:GetProfilesResponse>',
            ),
            GetStreamUri: soap(
              "<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://10.9.9.9/own/stream?profile=p1</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>",
            ),
          })(request),
      }),
    );
    const rtsp = kept(
      await fakeRtsp({
        "OPTIONS /": "RTSP/1.0 200 OK\nServer: GStreamer RTSP server\n\n",
        "DESCRIBE /own/stream?profile=p1": SDP_ANSWER,
      }),
    );
    const context = await look({ ports: [web.port, rtsp.port], urls: ANNOUNCED_RTSP(rtsp.port) });

    expect(said(context, "vendor-page")).toEqual([
      {
        brand: "Axis",
        model: "P3245-LVE",
        firmware: "10.12.114",
        serialNumber: "ACCC8E012345",
        mac: "ac:cc:8e:01:23:45",
        role: "camera",
      },
    ]);
    expect(said(context, "onvif")).toContainEqual(
      expect.objectContaining({ brand: "Axis", model: "P3245-LVE", firmware: "10.12.114", role: "camera" }),
    );
    const open = context.sightings.flatMap(({ claims }) => claims.openWithoutLogin ?? []);
    expect(open.toSorted()).toEqual(["onvif-media", "rtsp", "snapshot"]);
    expect(rtsp.seen.join(""), "on the address that was asked, whatever host it names").not.toContain("10.9.9.9");
    expectNoLogin(web, rtsp.seen);
  });

  it("shows a certificate, and a page behind TLS on a port where nobody expects it", async () => {
    const web = kept(
      await fakeWeb(
        { "GET /": { body: "<title>NETSurveillance WEB</title>" } },
        { tls: selfSignedCertificate("Recorder") },
      ),
    );
    const context = await look({ ports: [web.port] });
    expect(said(context, "tls")).toEqual([
      {
        certificate: expect.objectContaining({
          port: web.port,
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
          subject: "CN=Recorder",
          issuer: "CN=Recorder",
          selfSigned: true,
          validTo: expect.stringMatching(/^\d{4}-/),
        }),
      },
    ]);
    expect(said(context, "http")[0]).toMatchObject({
      brand: "Xiongmai",
      ports: [{ port: web.port, service: "web-secure" }],
      urls: [{ url: `https://${LOOPBACK}:${web.port}/` }],
    });
  });

  it.each([
    ["Location", (url: string): WebReply => ({ status: 302, headers: { location: url } })],
    ["refresh", (url: string): WebReply => ({ body: `<meta http-equiv="refresh" content="0; url=${url}">` })],
    ["script", (url: string): WebReply => ({ body: `<script>location.replace("${url}")</script>` })],
  ])("does not follow to another host (%s)", async (_how, reply) => {
    const elsewhere = kept(
      await fakeWeb({ "GET /": { body: "<title>AXIS</title>" } }, { address: await secondHost() }),
    );
    const web = kept(await fakeWeb({ "GET /": reply(`http://127.0.0.2:${elsewhere.port}/`) }));
    const context = await look({
      ports: [web.port],
      descriptionUrls: [`http://127.0.0.2:${elsewhere.port}/description.xml`],
      urls: [{ kind: "onvif", url: `http://127.0.0.2:${elsewhere.port}/onvif/device_service` }],
    });
    expect(elsewhere.seen).toEqual([]);
    expect(said(context, "http")).toHaveLength(1);
    expect(all(context).brand).toBeUndefined();
  });

  it("reads a description on the address that named it", async () => {
    const web = kept(
      await fakeWeb({
        "GET /upnp.xml": {
          body: '<?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceType>urn:schemas-upnp-org:device:Basic:1</deviceType><friendlyName>Gate</friendlyName><manufacturer>AXIS</manufacturer><modelName>AXIS M1065-LW</modelName><UDN>uuid:1b7d3c0a-5a0e-4d8e-9b57-accc8e55aa01</UDN></device></root>',
        },
      }),
    );
    const context = await look({ descriptionUrls: [`http://${LOOPBACK}:${web.port}/upnp.xml`] });
    expect(said(context, "upnp-description")).toMatchObject([{ brand: "Axis", name: "Gate", role: "camera" }]);
  });

  it.each([
    [
      "a page that says that one must log in",
      { headers: { "content-type": "image/jpeg" }, body: "<html>login</html>" },
    ],
    ["a picture of an error", { status: 403, headers: { "content-type": "image/jpeg" }, body: JPEG }],
    ["a picture that is text", { headers: { "content-type": "text/html" }, body: JPEG }],
  ])("takes %s for no open snapshot", async (_what, reply) => {
    const web = kept(await fakeWeb({ "GET /": { body: "" }, "GET /axis-cgi/jpg/image.cgi": reply }));
    const context = await look({ ports: [web.port], known: { brand: "Axis" } });
    expect(web.seen.map(({ url }) => url)).toContain("/axis-cgi/jpg/image.cgi");
    expect(all(context).openWithoutLogin).toBeUndefined();
  });

  it.each([
    ["says nothing", (): void => {}],
    [
      "sends a byte now and then",
      (connection: { write(text: string): void; on(event: "close", end: () => void): void }): void => {
        const timer = setInterval(() => connection.write("H"), 20);
        connection.on("close", () => clearInterval(timer));
      },
    ],
    [
      "never ends its page",
      (connection: { write(text: string): boolean; on(event: "close" | "drain", then: () => void): void }): void => {
        connection.write("HTTP/1.1 200 OK\r\n\r\n<title>");
        const more = (): void => {
          while (connection.write("x".repeat(65_536)));
        };
        connection.on("drain", more);
        more();
      },
    ],
    ["closes at once", (connection: { destroy(): void }): void => connection.destroy()],
  ])("ends in its time with a port that %s, and asks the others meanwhile", async (_how, behave) => {
    const pit = kept(await tcpOn(LOOPBACK, behave));
    const web = kept(await fakeWeb({ "GET /": { body: "<title>AXIS</title>" } }));
    const rtsp = kept(await fakeRtsp({ "DESCRIBE /axis-media/media.amp": SDP_ANSWER }));
    const startedMs = performance.now();
    const context = await look({
      ports: [pit.port, web.port, rtsp.port],
      urls: [
        ...ANNOUNCED_RTSP(rtsp.port),
        { kind: "onvif", url: `http://${LOOPBACK}:${pit.port}/onvif/device_service` },
      ],
    });
    expect(performance.now() - startedMs).toBeLessThan(2 * SHORT.deviceMs);
    expect(all(context)).toMatchObject({ brand: "Axis", openWithoutLogin: ["rtsp"] });
  });

  it("keeps to the connections that a device is allowed", async () => {
    let open = 0;
    let most = 0;
    const slow = await Promise.all(
      Array.from({ length: 6 }, () =>
        tcpOn(LOOPBACK, (connection) => {
          most = Math.max(most, (open += 1));
          setTimeout(() => {
            open -= 1;
            connection.end("HTTP/1.0 200 OK\r\n\r\n<title>AXIS</title>");
          }, 20);
        }),
      ),
    );
    for (const one of slow) kept(one);
    const context = fakeScanContext({ budget: { ...SHORT, connectionsPerDevice: 2 } });
    await look({ ports: slow.map(({ port }) => port), known: { role: "other" } }, context);
    expect(most).toBe(2);
    expect(said(context, "http")).toHaveLength(slow.length);
  });

  it("says nothing more once it is cancelled", async () => {
    const web = kept(await fakeWeb({ "GET /": { body: "<title>AXIS</title>" } }));
    const context = fakeScanContext({ budget: SHORT, signal: AbortSignal.abort() });
    await look({ ports: [web.port] }, context);
    expect(context.sightings).toEqual([]);
  });

  it("listens to banners without a word", async () => {
    const heard: string[] = [];
    const telnet = kept(
      await tcpOn(LOOPBACK, (connection) => {
        connection.on("data", (chunk) => heard.push(chunk.toString()));
        connection.write(Buffer.from([255, 253, 1, 255, 251, 3]));
        connection.write("\r\n192.0.0.64 login: ");
      }),
    );
    const context = fakeScanContext({ budget: SHORT });
    const target = { address: LOOPBACK, interfaceName: null, ports: [], urls: [], descriptionUrls: [], known: {} };
    await lookAtBanner(new Conversation(target, context, context.signal), telnet.port, "telnet");
    expect(said(context, "banner")).toMatchObject([{ brand: "Hikvision" }]);
    expect(context.sightings[0]?.raw).toBe("\r\n192.0.0.64 login: ");
    expect(heard).toEqual([]);
  });
});

function expectNoLogin(web: FakeWeb, rtsp: readonly string[]): void {
  expect(web.seen.length).toBeGreaterThan(0);
  for (const { headers, url, body } of web.seen) {
    expect(headers.authorization).toBeUndefined();
    expect(headers["user-agent"]).toBe("Farsite");
    expect(`${url} ${body}`).not.toMatch(/passw|pwd|Security|Username/i);
  }
  expect(rtsp.join("")).not.toMatch(/authorization/i);
}
