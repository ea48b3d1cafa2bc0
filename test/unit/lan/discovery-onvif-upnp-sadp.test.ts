import { describe, expect, test } from "vitest";
import { decodeText, encodeUtf8 } from "#core/codec/byte-text.ts";
import { decodeSadp } from "#core/codec/sadp.ts";
import { decodeSsdp } from "#core/codec/ssdp.ts";
import { decodeWsDiscovery } from "#core/codec/ws-discovery.ts";
import type { DiscoveryProtocol } from "#core/lan/discovery-protocol.ts";
import { onvifDiscovery } from "#core/lan/protocols/onvif-discovery.ts";
import { sadp } from "#core/lan/protocols/sadp.ts";
import { ssdp } from "#core/lan/protocols/ssdp.ts";
import { claimsSchema } from "#core/lan/sighting.ts";
import { vectorBytes, vectors } from "../codec/vector-files.ts";

const SENDER = { address: "192.168.1.40", port: 3_702 };
const O = "onvif://www.onvif.org/";
const UUID = "5f5a69c2-e0ae-504f-829b-00fc1a2b3c4d";

function match(fields: { types?: string; scopes?: string; xaddrs?: string; reference?: string }): string {
  const {
    types = "dn:NetworkVideoTransmitter tds:Device",
    scopes = "",
    xaddrs = "",
    reference = `urn:uuid:${UUID}`,
  } = fields;
  return (
    `<ProbeMatch><EndpointReference><Address>${reference}</Address></EndpointReference>` +
    `<Types>${types}</Types><Scopes>${scopes}</Scopes><XAddrs>${xaddrs}</XAddrs></ProbeMatch>`
  );
}

const answer = (...matches: string[]): Uint8Array =>
  encodeUtf8(`<Envelope><Body><ProbeMatches>${matches.join("")}</ProbeMatches></Body></Envelope>`);

const claimsOf = (protocol: DiscoveryProtocol, bytes: Uint8Array, from = SENDER) =>
  protocol.read(bytes, from)?.map(({ claims }) => claimsSchema.parse(claims)) ?? null;

describe("ONVIF", () => {
  test.each([
    ["a camera", { scopes: `${O}type/video_encoder ${O}hardware/Z9` }, { role: "camera", model: "Z9" }],
    [
      "a recorder that calls itself a transmitter",
      { scopes: `${O}type/video_encoder ${O}name/HIKVISION%20DS-7616NI-K2 ${O}hardware/DS-7616NI-K2` },
      { role: "recorder", brand: "Hikvision", model: "DS-7616NI-K2", name: undefined },
    ],
    ["storage", { types: "dn:NetworkVideoStorage" }, { role: "recorder" }],
    ["a decoder", { types: "dn:NetworkVideoDisplay", scopes: `${O}hardware/Z9` }, { role: "other" }],
    [
      "a door controller",
      { types: "tds:Device", scopes: `${O}Profile/C ${O}Profile/A ${O}hardware/Z9` },
      { role: "controller" },
    ],
    ["a door station with a camera", { scopes: `${O}Profile/C ${O}Profile/Streaming` }, { role: "camera" }],
    ["a computer", { types: "wsdp:Device pub:Computer" }, { role: "other", urls: undefined, ports: undefined }],
    ["who answers to everything", { types: "tds:Device" }, { role: undefined, uuid: UUID }],
    ["a maker in a scope of types", { scopes: `${O}type/manufacturer/FOSCAM ${O}hardware/C1` }, { brand: "Foscam" }],
    [
      "a model with underscores",
      { scopes: `${O}name/Bosch ${O}hardware/FLEXIDOME_IP_5000` },
      { model: "FLEXIDOME IP 5000" },
    ],
    [
      "a name that somebody gave",
      { scopes: `${O}name/IPC ${O}name/Back%20door ${O}hardware/Z9` },
      { name: "Back door" },
    ],
    ["a placeholder for a UUID", { reference: "urn:uuid:1419d68a-1dd2-11b2-a105-000000000000" }, { uuid: undefined }],
    [
      "a card in a scope",
      { scopes: `${O}MAC/68:6D:BC:01:02:03`, xaddrs: "http://[fe80::1:2ff:fe03:405]/onvif" },
      { mac: "68:6d:bc:01:02:03" },
    ],
    [
      "a card in an address",
      { xaddrs: "http://[fe80::b6a3:82ff:fe0f:d92d]/onvif/device_service" },
      { mac: "b4:a3:82:0f:d9:2d" },
    ],
    ["no card in a random address", { xaddrs: "http://[fe80::1:2:3:4]/onvif/device_service" }, { mac: undefined }],
  ])("%s", (_, fields, expected) => {
    const claims = new Map<string, unknown>(Object.entries(claimsOf(onvifDiscovery, answer(match(fields)))?.[0] ?? {}));
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, claims.get(key)]))).toEqual(expected);
  });

  test("is asked at what it names and at the sender's address", () => {
    const xaddrs = "http://10.0.0.9:8899/onvif/x https://10.0.0.9/onvif/x http://nas/onvif";
    expect(claimsOf(onvifDiscovery, answer(match({ xaddrs })))?.[0]).toMatchObject({
      addresses: ["10.0.0.9"],
      hostName: "nas",
      ports: [
        { transport: "tcp", port: 8_899, service: "onvif" },
        { transport: "tcp", port: 443, service: "web-secure" },
        { transport: "tcp", port: 80, service: "web" },
      ],
      urls: [
        { kind: "onvif", url: "http://10.0.0.9:8899/onvif/x" },
        { kind: "onvif", url: "https://10.0.0.9/onvif/x" },
        { kind: "onvif", url: "http://192.168.1.40:8899/onvif/x" },
      ],
    });
    const here = answer(match({ xaddrs: "http://169.254.9.9/onvif http://192.168.1.40/onvif" }));
    expect(claimsOf(onvifDiscovery, here)?.[0]).toMatchObject({
      addresses: ["192.168.1.40", "169.254.9.9"],
      urls: [{ url: "http://169.254.9.9/onvif" }, { url: "http://192.168.1.40/onvif" }],
    });
  });

  test("who answers for two is neither of them", () => {
    const both = answer(match({ xaddrs: "http://192.168.1.50/onvif" }), match({ xaddrs: "http://192.168.1.51/onvif" }));
    const from = { address: "fe80::b6a3:82ff:fe0f:d92d", port: 3_702 };
    expect(claimsOf(onvifDiscovery, both, from)).toMatchObject([
      { addresses: ["192.168.1.50"] },
      { addresses: ["192.168.1.51"] },
    ]);
    expect(claimsOf(onvifDiscovery, both, from)?.every(({ mac }) => mac === undefined)).toBe(true);
    const alone = answer(match({ xaddrs: "http://192.168.1.50/onvif" }));
    expect(claimsOf(onvifDiscovery, alone, from)?.[0]).toMatchObject({ mac: "b4:a3:82:0f:d9:2d" });
  });
});

describe("SADP", () => {
  const device = (fields: Record<string, string | number>) => {
    const elements = Object.entries({ MAC: "24-28-fd-0a-1b-2c", ...fields }).map(
      ([name, value]) => `<${name}>${value}</${name}>`,
    );
    return claimsOf(sadp, encodeUtf8(`<ProbeMatch>${elements.join("")}</ProbeMatch>`))?.[0];
  };

  test("a recorder tells its inputs, its network and that it has no gateway", () => {
    const vector = vectors.find(({ id }) => id === "sadp/own-recorder");
    expect(vector && claimsOf(sadp, vectorBytes(vector))).toEqual([
      {
        mac: "24:28:fd:0a:1b:2c",
        addresses: ["192.168.10.20"],
        serialNumber: "DS-7616NI-K21620240115CCRRAB1234567WCVU",
        brand: "Hikvision",
        model: "DS-7616NI-K2",
        firmware: "V4.61.025build 230518",
        role: "recorder",
        ports: [
          { transport: "tcp", port: 80, service: "web" },
          { transport: "tcp", port: 8_000, service: "hikvision" },
        ],
        network: { prefixLength: 23, gateway: null, dhcp: false },
        activated: true,
        channels: { analog: 0, network: 16 },
      },
    ]);
  });

  test.each([
    [
      { DeviceDescription: "DS-2CD2086G2-I", DigitalChannelNum: 1 },
      { role: "camera", brand: "Hikvision" },
    ],
    [
      { DeviceDescription: "IPCamera", DeviceType: "DS-2CD2086G2-I" },
      { role: "camera", model: "DS-2CD2086G2-I" },
    ],
    [
      { DeviceDescription: "IPCamera", DeviceType: "139267" },
      { role: "camera", model: "IPCamera", certainty: 0.7 },
    ],
    [{ DeviceDescription: "DS-PWA64-L-WE" }, { role: "panel" }],
    [{ DeviceDescription: "DS-KV8113-WME1" }, { role: "door-station" }],
    [{ DeviceDescription: "DS-K1T341AMF" }, { role: "controller" }],
    [{ DeviceDescription: "HiLook IPC-B140H" }, { brand: "HiLook" }],
    [
      { DeviceDescription: "QX-1", DigitalChannelNum: 32 },
      { role: "recorder", channels: { network: 32 }, certainty: 0.7 },
    ],
    [
      { IPv4Address: "0.0.0.0", IPv6Address: "2001:db8::9", Activated: "false" },
      { addresses: ["2001:db8::9"], activated: false },
    ],
    [
      { IPv4Address: "192.0.0.64", IPv4Gateway: "192.0.0.1" },
      { addresses: ["192.0.0.64"], network: { gateway: "192.0.0.1" } },
    ],
  ])("%j", (fields, expected) => {
    expect(device(fields)).toMatchObject(expected);
  });

  test("a camera has no inputs", () => {
    expect(device({ DeviceDescription: "DS-2CD2086G2-I", DigitalChannelNum: 1 })).not.toHaveProperty("channels");
  });
});

describe("SSDP", () => {
  const message = (...lines: string[]) => encodeUtf8([...lines, "", ""].join("\r\n"));
  const alive = ["NOTIFY * HTTP/1.1", "NTS: ssdp:alive", `USN: uuid:${UUID}::upnp:rootdevice`];

  test.each([
    [["NT: urn:schemas-upnp-org:device:InternetGatewayDevice:1"], { role: "router" }],
    [["NT: urn:schemas-upnp-org:service:WANIPConnection:1"], { uuid: UUID }],
    [
      ["NT: urn:schemas-upnp-org:device:MediaServer:1", "SERVER: Linux/4.1 UPnP/1.0 Synology/DSM"],
      { role: "other", brand: "Synology" },
    ],
    [["NT: upnp:rootdevice"], { uuid: UUID }],
  ])("%j", (lines, expected) => {
    expect(claimsOf(ssdp, message(...alive, ...lines))).toEqual([{ uuid: UUID, ...expected }]);
  });

  test("a description is followed on the sender's address only", () => {
    const at = (location: string, address = SENDER.address) =>
      ssdp.read(message(...alive, `LOCATION: ${location}`), { address, port: 1_900 })?.[0]?.descriptionUrl;
    expect(at("http://192.168.1.40:49152/d.xml")).toBe("http://192.168.1.40:49152/d.xml");
    expect(at("http://192.168.1.1/d.xml")).toBeUndefined();
    expect(at("http://127.0.0.1/d.xml")).toBeUndefined();
    expect(at("http://[fe80::9%2]:80/d.xml", "fe80::9")).toBe("http://[fe80::9]:80/d.xml");
  });

  test("who leaves or searches is no device", () => {
    expect(ssdp.read(message("NOTIFY * HTTP/1.1", "NTS: ssdp:byebye"), SENDER)).toBeNull();
    expect(ssdp.read(message("M-SEARCH * HTTP/1.1"), SENDER)).toBeNull();
  });
});

describe("questions", () => {
  const context = { randomBytes: (length: number) => new Uint8Array(length).fill(0xff), localAddress: "192.168.1.7" };
  const payloads = ({ questions }: DiscoveryProtocol) => questions.map((question) => question.payload(context));

  test("are what the readers know as questions", () => {
    for (const payload of payloads(onvifDiscovery)) expect(decodeWsDiscovery(payload).messageType).toBe("Probe");
    for (const payload of payloads(sadp)) expect(decodeSadp(payload).kind).toBe("question");
    for (const payload of payloads(ssdp)) expect(decodeSsdp(payload).messageType).toBe("search");
    for (const protocol of [onvifDiscovery, sadp, ssdp])
      for (const payload of payloads(protocol)) expect(protocol.read(payload, SENDER), "our own question").toBeNull();
  });

  test("have a random id of version 4, in the case each protocol's tools use", () => {
    expect(decodeWsDiscovery(payloads(onvifDiscovery)[0] ?? new Uint8Array()).messageId).toBe(
      "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff",
    );
    expect(decodeText(payloads(sadp)[0] ?? new Uint8Array())).toContain(
      "<Uuid>FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF</Uuid>",
    );
  });

  test.each([
    [onvifDiscovery, 3_702],
    [ssdp, 1_900],
    [sadp, 37_020],
  ])("$source asks and listens on its port, from any port of the laptop", (protocol, port) => {
    expect(protocol.listen.map((one) => one.port)).toEqual([port]);
    expect(protocol.questions.every(({ to, fromPort }) => to.port === port && fromPort === undefined)).toBe(true);
  });

  test("are asked once for each type that some devices answer to alone, over IPv4 and IPv6", () => {
    const asked = onvifDiscovery.questions.map(({ to, payload }) => {
      return `${to.address} ${/<d:Types[^>]*>([^<]*)/.exec(decodeText(payload(context)))?.[1] ?? "any"}`;
    });
    for (const group of ["239.255.255.250", "ff02::c"])
      for (const type of ["dn:NetworkVideoTransmitter", "tds:Device", "any"])
        expect(asked).toContain(`${group} ${type}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(ssdp.questions.map(({ payload }) => /HOST: (.*)\r/.exec(decodeText(payload(context)))?.[1])).toContain(
      "[FF02::C]:1900",
    );
  });
});
