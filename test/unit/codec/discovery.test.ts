import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { isOnvifDevice, percentDecoded, readOnvifScopes } from "#core/codec/onvif-scope.ts";
import { fallbackServiceUrl, preferredServiceAddress, serviceAddress } from "#core/codec/onvif-xaddr.ts";
import { decodeSadp, encodeSadpInquiry } from "#core/codec/sadp.ts";
import { decodeWsDiscovery, encodeProbe, type ProbedType } from "#core/codec/ws-discovery.ts";

const TYPES: readonly (ProbedType | null)[] = [
  "dn:NetworkVideoTransmitter",
  "dn:NetworkVideoDisplay",
  "dn:NetworkVideoStorage",
  "tds:Device",
  null,
];

describe("questions", () => {
  test("a probe is read as a question with its id, and no device", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.uuid(), (type, id) => {
        const message = decodeWsDiscovery(encodeProbe(type, `urn:uuid:${id}`));
        expect(message).toEqual({ messageType: "Probe", messageId: `urn:uuid:${id}`, relatesTo: null, matches: [] });
      }),
    );
  });

  test("an inquiry is read as a question", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(decodeSadp(encodeSadpInquiry(id))).toEqual({ kind: "question", types: "inquiry" });
      }),
    );
  });
});

describe("sizes", () => {
  test("too many or too few are refused", () => {
    for (const decode of [decodeWsDiscovery, decodeSadp]) {
      expect(() => decode(new Uint8Array())).toThrow(DecodeError);
      expect(() => decode(new Uint8Array(70_000).fill(0x20))).toThrow(/longer than a datagram/);
    }
  });

  test("a flood of matches is capped", () => {
    const text = `<Envelope><Body><ProbeMatches>${"<ProbeMatch/>".repeat(1_000)}</ProbeMatches></Body></Envelope>`;
    expect(decodeWsDiscovery(encodeUtf8(text)).matches).toHaveLength(64);
    const many = `<Envelope><Body><Hello><Scopes>${"a ".repeat(1_000)}</Scopes></Hello></Body></Envelope>`;
    expect(decodeWsDiscovery(encodeUtf8(many)).matches[0]?.scopes).toHaveLength(100);
  });
});

describe("scopes", () => {
  const O = "onvif://www.onvif.org/";
  test.each([
    [[`${O}name/A%20B`, `${O}name/A%20B`, `${O}name/C`], { names: ["A B", "C"] }],
    [[`${O}hardware/`, `${O}hardware/X1`], { hardware: "X1" }],
    [[`${O}type/manufacturer/FOSCAM`, `${O}type/ptz`], { manufacturer: "FOSCAM", types: ["ptz"] }],
    [[`${O}mac/aabbccddeeff`], { mac: "aa:bb:cc:dd:ee:ff" }],
    [[`${O}MAC/nonsense`, `${O}macaddress/AA-BB-CC-DD-EE-01`], { mac: "aa:bb:cc:dd:ee:01" }],
    [["ONVIF://www.onvif.org/Hardware/X2"], { hardware: "X2" }],
    [["onvif:", "onvif://", "onvif:///name/x", "", "http://www.onvif.org/name/x"], { names: ["x"], hardware: null }],
  ])("%j", (scopes, expected) => {
    expect(readOnvifScopes(scopes)).toMatchObject(expected);
  });

  test("percent signs come back as the text that was written with them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(percentDecoded(encodeURIComponent(text.toWellFormed()))).toBe(text.toWellFormed());
      }),
    );
  });
});

describe("is it an ONVIF device", () => {
  const match = {
    endpointReference: null,
    types: [],
    scopes: [],
    xaddrs: [],
    metadataVersion: null,
    namespaces: new Map(),
  };
  test.each([
    [{ types: ["x:NetworkVideoTransmitter"] }, true],
    [{ types: ["NetworkVideoStorage"] }, true],
    [{ scopes: ["onvif://www.onvif.org/name/x"] }, true],
    [{ xaddrs: ["http://192.168.1.9/onvif/device_service"] }, true],
    [{}, "unknown"],
    [{ types: ["tds:Device"] }, "unknown"],
    [{ types: ["q:Device"], namespaces: new Map([["q", "http://www.onvif.org/ver10/device/wsdl"]]) }, "unknown"],
    [{ types: ["tds:Device"], namespaces: new Map([["tds", "urn:other"]]) }, false],
    [{ types: ["wsdp:Device", "pub:Computer"] }, false],
    [{ types: ["Device"] }, false],
    [{ scopes: ["ldap:///ou=x"] }, false],
  ])("%j is %s", (fields, expected) => {
    expect(isOnvifDevice({ ...match, ...fields })).toBe(expected);
  });
});

describe("service addresses", () => {
  test.each([
    ["http://192.168.1.9/onvif", { host: "192.168.1.9", port: 80, secure: false, isAddress: true }],
    ["https://192.168.1.9/onvif", { port: 443, secure: true }],
    ["HTTPS://192.168.1.9:8443/onvif", { port: 8443, secure: true }],
    ["http://[fe80::1]:8080/", { host: "fe80::1", port: 8080 }],
    // The factory address of older Hikvision devices, in a block reserved for something else.
    ["http://192.0.0.64/onvif/device_service", { host: "192.0.0.64" }],
    ["http://nvr-yard/onvif", { host: "nvr-yard", isAddress: false }],
  ])("%s", (text, expected) => {
    expect(serviceAddress(text)).toMatchObject({ url: text, ...expected });
  });

  test.each([
    "SERVICE_URI",
    "http://:8080/onvif",
    "http:///onvif",
    "http://0.0.0.0/",
    "http://127.0.0.1/",
    "http://localhost/",
    "http://[::1]/",
    "http://239.255.255.250/",
    "http://255.255.255.255/",
    "http://240.0.2.0/",
    "ftp://192.168.1.9/",
    "http://192.168.1.9:99999/",
    "http://user:pw@192.168.1.9/",
    "javascript:alert(1)",
    "",
  ])("%j leads nowhere", (text) => {
    expect(serviceAddress(text)).toBeUndefined();
  });

  test.each([
    [["http://169.254.1.1/a", "http://192.168.1.9/a"], "192.168.1.9", "http://192.168.1.9/a"],
    [["http://169.254.1.1/a", "http://192.168.1.9/a"], "169.254.1.1", "http://192.168.1.9/a"],
    [["http://10.0.0.1/a", "http://192.168.1.9/a"], "192.168.1.9", "http://192.168.1.9/a"],
    [["http://10.0.0.1/a", "http://192.168.1.9/a"], undefined, "http://10.0.0.1/a"],
    [["https://192.168.1.9/a", "http://192.168.1.9/a"], undefined, "http://192.168.1.9/a"],
    [["http://[2001:db8::1]/a", "http://192.168.1.9/a"], undefined, "http://192.168.1.9/a"],
    [["http://nas/a", "http://192.168.1.9/a"], undefined, "http://192.168.1.9/a"],
    [["http://[fe80::1]/a"], undefined, "http://[fe80::1]/a"],
    [["SERVICE_URI"], "192.168.1.9", undefined],
    [[], "192.168.1.9", undefined],
  ])("of %j from %s the first is %s", (xaddrs, sender, expected) => {
    expect(preferredServiceAddress(xaddrs, sender)?.url).toBe(expected);
  });

  test.each([
    [["SERVICE_URI"], "192.168.1.9", "http://192.168.1.9/onvif/device_service"],
    [[], "fe80::9", "http://[fe80::9]/onvif/device_service"],
    [["http://:8080/onvif/x"], "192.168.1.9", "http://192.168.1.9:8080/onvif/x"],
    [["https://0.0.0.0:8443"], "192.168.1.9", "https://192.168.1.9:8443/onvif/device_service"],
    [["http://240.0.2.0/", "http://[::1]/"], "192.168.1.9", "http://192.168.1.9/onvif/device_service"],
    [["http://:99999/x"], "192.168.1.9", "http://192.168.1.9/onvif/device_service"],
  ])("%j of %s is asked at %s", (xaddrs, sender, expected) => {
    expect(fallbackServiceUrl(xaddrs, sender)).toBe(expected);
  });
});

describe("answers that another tool took apart", () => {
  test.each([
    [
      '{"scopes":["onvif://www.onvif.org/hardware/X1", 5], "xaddrs":"no list"}',
      { result: "ok", hardware: "X1", xaddrs: [] },
    ],
    ["{", { result: "malformed" }],
    ['{"a":1}', { result: "ok", isOnvif: "unknown" }],
  ])("%s", (text, expected) => {
    expect(decodeCapture("wsdiscovery", encodeUtf8(text))).toMatchObject(expected);
  });

  test("no bytes are no answer", () => {
    for (const kind of ["wsdiscovery", "sadp"] as const)
      expect(decodeCapture(kind, new Uint8Array()).result).toBe("no-response");
    expect(decodeCapture("onvif", new Uint8Array()).result).toBe("empty-body");
  });
});
