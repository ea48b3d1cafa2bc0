import { describe, expect, test } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { givenName } from "#core/lan/given-name.ts";
import { ownUuid } from "#core/lan/own-uuid.ts";
import { claimsSchema } from "#core/lan/sighting.ts";
import { claimsOfUpnpDescription } from "#core/lan/upnp-device.ts";
import { isDeviceAddress } from "#core/net/device-address.ts";

const LOCATION = "http://192.168.1.40:49152/rootdesc.xml";
const UUID = "5f5a69c2-e0ae-504f-829b-accc8e0a0b0c";

function described(fields: Record<string, string>) {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
  return claimsSchema.parse(claimsOfUpnpDescription(`<root><device>${elements.join("")}</device></root>`, LOCATION));
}

describe("UPnP descriptions", () => {
  test("a camera as Axis describes it", () => {
    expect(
      described({
        deviceType: "urn:schemas-upnp-org:device:Basic:1",
        friendlyName: "AXIS M1065-LW - ACCC8E0A0B0C",
        manufacturer: "AXIS",
        modelName: "AXIS M1065-LW",
        serialNumber: "ACCC8E0A0B0C",
        UDN: `uuid:${UUID}`,
        presentationURL: "/index.html",
      }),
    ).toEqual({
      brand: "Axis",
      model: "AXIS M1065-LW",
      name: "AXIS M1065-LW - ACCC8E0A0B0C",
      role: "camera",
      uuid: UUID,
      serialNumber: "ACCC8E0A0B0C",
      mac: "ac:cc:8e:0a:0b:0c",
      urls: [{ kind: "web", url: "http://192.168.1.40:49152/index.html" }],
    });
  });

  test.each([
    [
      { manufacturer: "HIKVISION", modelName: "DS-7616NI-K2" },
      { brand: "Hikvision", role: "recorder" },
    ],
    [{ deviceType: "urn:schemas-upnp-org:device:InternetGatewayDevice:2", modelName: "Box" }, { role: "router" }],
    [{ deviceType: "urn:schemas-upnp-org:device:DigitalSecurityCamera:1" }, { role: "camera" }],
    [{ deviceType: "urn:schemas-upnp-org:device:MediaRenderer:1", modelName: "TiVo DVR" }, { role: "other" }],
    [{ deviceType: "urn:schemas-micasaverde-com:device:HomeAutomationGateway:1" }, { role: "controller" }],
    [{ modelName: "Network Camera", modelNumber: "M1065-L" }, { model: "M1065-L" }],
    [{ modelName: "Network Camera", modelNumber: "v1.2" }, { model: "Network Camera" }],
    [{ modelName: "RLC-410", modelNumber: "A1" }, { model: "RLC-410" }],
    [{ presentationURL: "http://192.168.1.40:8080/" }, { urls: [{ kind: "web", url: "http://192.168.1.40:8080/" }] }],
  ])("%j", (fields, expected) => {
    expect(described(fields)).toMatchObject(expected);
  });

  test("a page on another host is not the device's, a serial of noughts is none", () => {
    expect(described({ presentationURL: "http://198.51.100.7/", serialNumber: "00000000" })).toEqual({});
    expect(described({ presentationURL: `/${"a".repeat(600)}` })).toEqual({});
  });

  test("other documents are refused", () => {
    expect(() => claimsOfUpnpDescription("<html/>", LOCATION)).toThrow(DecodeError);
  });
});

describe("UUIDs", () => {
  test.each([
    [`urn:uuid:${UUID}`, UUID],
    [`uuid:${UUID.toUpperCase()}`, UUID],
    [`  uuid:${UUID}::upnp:rootdevice `, UUID],
    [UUID.replaceAll("-", ""), UUID.replaceAll("-", "")],
    ["urn:uuid:1419d68a-1dd2-11b2-a105-00113503015F", "1419d68a-1dd2-11b2-a105-00113503015f"],
    ["uuid:upnp-BasicDevice-1_0-38AF294F2D2E", "upnp-basicdevice-1_0-38af294f2d2e"],
  ])("%s is %s", (text, uuid) => {
    expect(ownUuid(text)).toBe(uuid);
  });

  test.each([
    null,
    undefined,
    "",
    "uuid:",
    "uuid:Device",
    "RELATES_TO",
    "urn:uuid:y",
    "uuid:00000000-0000-0000-0000-000000000000",
    "uuid:ffffffff-ffff-ffff-ffff-ffffffffffff",
    "urn:uuid:1419d68a-1dd2-11b2-a105-000000000000",
    "uuid:11111111-2222-3333-4444-555555555555",
    "uuid:12345678-1234-1234-1234-123456789abc",
    "uuid:01234567-89ab-cdef-0123-456789abcdef",
    "uuid:11223344-5566-7788-9900-112233445566",
    "uuid:00112233-4455-6677-8899-aabbccddeeff",
    "uuid:00000000-0000-0001-0000-000000000001",
    "uuid:upnp-InternetGatewayDevice-1_0-12345678900001",
    "uuid:IGD{8c80f73f-4ba0-45fa-835d-042505d052be}000000000000",
    "http://192.168.1.9/",
    `uuid:${"1".repeat(500)}`,
  ])("%s tells no devices apart", (text) => {
    expect(ownUuid(text)).toBeUndefined();
  });
});

describe("names", () => {
  test.each([
    [["Front door"], "Front door"],
    [["IPC", "Yard"], "Yard"],
    [["AXIS M2036-LE"], undefined],
    [["M2036-LE"], undefined],
    [["Axis"], undefined],
    [["AXIS M2036-LE yard"], "AXIS M2036-LE yard"],
    [["IP Camera", "NVR", "Network Video Transmitter", null, ""], undefined],
    [["a\u202eb  c"], "ab c"],
  ])("of %j it is %s", (texts, name) => {
    expect(givenName(texts, { brand: "Axis", model: "M2036-LE" })).toBe(name);
  });
});

describe("addresses a device can have", () => {
  test.each([
    "192.168.1.9",
    "10.0.0.1",
    "169.254.3.4",
    "192.0.0.64",
    "100.64.1.1",
    "8.8.8.8",
    "fe80::1",
    "fd00::1",
    "2001:db8::1",
  ])("%s", (address) => {
    expect(isDeviceAddress(address)).toBe(true);
  });

  test.each([
    "0.0.0.0",
    "127.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "240.0.2.0",
    "::",
    "::1",
    "ff02::c",
    "nas",
    "",
  ])("not %j", (address) => {
    expect(isDeviceAddress(address)).toBe(false);
  });
});
