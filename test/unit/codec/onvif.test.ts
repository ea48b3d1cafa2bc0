import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText, toBase64 } from "#core/codec/byte-text.ts";
import { redactSecurity, secretElements } from "#core/codec/onvif-redact.ts";
import { decodeOnvif, isOnvifOperation, openOnvifReply } from "#core/codec/onvif-reply.ts";
import { onvifRequest, type OnvifArguments, type OnvifOperation } from "#core/codec/onvif-request.ts";
import { decodeXml, xmlChildText, xmlDescendants } from "#core/codec/xml.ts";
import { vectorBytes, vectors } from "./vector-files.ts";

const sha1 = (bytes: Uint8Array): Uint8Array => createHash("sha1").update(bytes).digest();

/** Every operation with what it is asked with. */
const QUESTIONS: OnvifArguments = {
  GetSystemDateAndTime: {},
  GetDeviceInformation: {},
  GetCapabilities: {},
  GetServices: {},
  GetScopes: {},
  GetHostname: {},
  GetNetworkInterfaces: {},
  GetNetworkProtocols: {},
  GetNetworkDefaultGateway: {},
  GetDNS: {},
  GetNTP: {},
  GetIPAddressFilter: {},
  GetProfiles: {},
  GetSnapshotUri: { profileToken: "Profile_1" },
  GetStreamUri: { profileToken: "Profile_1" },
};

describe("questions", () => {
  test.each(Object.keys(QUESTIONS) as OnvifOperation[])("%s is well-formed and names its action", (operation) => {
    const { body, contentType, action } = onvifRequest(operation, QUESTIONS[operation]);
    const root = decodeXml(body);
    expect(root.name).toBe("Envelope");
    expect(xmlDescendants(root, operation)).toHaveLength(1);
    expect(action).toMatch(new RegExp(`^http://www\\.onvif\\.org/ver10/(?:device|media)/wsdl/${operation}$`));
    expect(contentType).toBe(`application/soap+xml; charset=utf-8; action="${action}"`);
    expect(xmlDescendants(root, "Security"), "no login unless one is given").toEqual([]);
    expect(isOnvifOperation(operation)).toBe(true);
  });

  test("ask for one profile by its token, whatever is in it", () => {
    const { body } = onvifRequest("GetStreamUri", { profileToken: `a<b>&"c` });
    const root = decodeXml(body);
    expect(xmlDescendants(root, "ProfileToken")[0]?.text).toBe(`a<b>&"c`);
    expect(xmlDescendants(root, "Protocol")[0]?.text).toBe("RTSP");
  });

  test("carry the digest of ONVIF's own example (Application Programmer's Guide)", () => {
    const { body } = onvifRequest(
      "GetDeviceInformation",
      {},
      {
        userName: "user",
        password: "userpassword",
        nonce: Buffer.from("LKqI6G/AikKCQrN0zqZFlg==", "base64"),
        created: "2010-09-16T07:50:45Z",
        sha1,
      },
    );
    const [token] = xmlDescendants(decodeXml(body), "UsernameToken");
    expect(token && ["Username", "Password", "Nonce", "Created"].map((name) => xmlChildText(token, name))).toEqual([
      "user",
      "tuOSpGlFlIXsozq4HFNeeGeFLEI=",
      "LKqI6G/AikKCQrN0zqZFlg==",
      "2010-09-16T07:50:45Z",
    ]);
    expect(body).not.toContain("userpassword");
  });

  test("never carry the password itself, and redacting takes the rest away", () => {
    fc.assert(
      fc.property(
        fc.base64String({ minLength: 8 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (password, nonce) => {
          const security = { userName: "operator", password, nonce, created: "2026-01-01T00:00:00Z", sha1 };
          const { body } = onvifRequest("GetScopes", {}, security);
          const [token] = xmlDescendants(decodeXml(body), "UsernameToken");
          const digest = (token && xmlChildText(token, "Password")) ?? "";
          const redacted = redactSecurity(body);
          expect(body).toContain(digest);
          for (const secret of [digest, toBase64(nonce), "operator"]) expect(redacted).not.toContain(secret);
        },
      ),
    );
  });
});

describe("Base64", () => {
  test("is Node's", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
    );
  });
});

describe("redacting", () => {
  test.each([
    ["<w:Security a='b'><w:Password>x1</w:Password></w:Security><b/>", "<w:Security>…</w:Security><b/>"],
    ["<Password Type='t'>x1</Password><Nonce>x1</Nonce>", "<Password>…</Password><Nonce>…</Nonce>"],
    ["<wsse:Nonce>x1", "<wsse:Nonce>…"],
    ["<a:Password>x1</b:Password>", "<a:Password>…"],
    ["<Security/><c>kept</c>", "<Security/><c>kept</c>"],
    ["&lt;wsse:Password&gt;x1&lt;/wsse:Password&gt; kept", "&lt;wsse:Password&gt;…&lt;/wsse:Password&gt; kept"],
    ["rtsp://admin:x1@192.168.1.9/a", "rtsp://…@192.168.1.9/a"],
    ["rtsp://192.168.1.9/user=admin_password=x1_channel=1", "rtsp://192.168.1.9/user=admin_password=…_channel=1"],
    ["http://192.168.1.9/snap?usr=a&pwd=x1&c=2", "http://192.168.1.9/snap?usr=a&pwd=…&c=2"],
    ["<PasswordResetAbility>true</PasswordResetAbility>", "<PasswordResetAbility>true</PasswordResetAbility>"],
    ["<tt:UsernameToken>true</tt:UsernameToken>", "<tt:UsernameToken>…</tt:UsernameToken>"],
  ])("%s", (text, redacted) => {
    expect(redactSecurity(text)).toBe(redacted);
    expect(redactSecurity(redacted), "twice is once").toBe(redacted);
  });

  test("leaves nothing of what devices send back", () => {
    const echoes = vectors.filter((vector) => "mustRedact" in vector.expect);
    expect(echoes.length).toBeGreaterThan(1);
    for (const vector of echoes) {
      const text = decodeText(vectorBytes(vector));
      const secrets = xmlDescendants(decodeXml(text), "UsernameToken").flatMap((token) => token.children);
      expect(secrets.length).toBeGreaterThan(2);
      for (const { text: secret } of secrets) expect(redactSecurity(text)).not.toContain(secret);
      expect(secretElements(text)).toEqual(vector.expect["mustRedact"]);
    }
  });

  test("ends, whatever is repeated", () => {
    for (const part of ["<Password ", "<Password", "<Nonce>", "&lt;Nonce", "://a", "pwd=", "<Security </Security"])
      expect(redactSecurity(part.repeat(40_000)).length).toBeGreaterThan(0);
  });
});

describe("replies", () => {
  test("an answer to something else is no answer", () => {
    const text = "<Envelope><Body><GetDNSResponse/></Body></Envelope>";
    expect(decodeOnvif("GetNTP", text).kind).toBe("other");
    expect(openOnvifReply(text, "GetDNS").kind).toBe("answer");
    expect(decodeOnvif("GetDNS", new TextEncoder().encode(text))).toEqual({
      kind: "answer",
      value: { fromDhcp: null, searchDomains: [], dnsFromDhcp: [], dnsManual: [] },
    });
  });

  test("an answer without an envelope is read", () => {
    expect(decodeOnvif("GetHostname", "<GetHostnameResponse><HostnameInformation/></GetHostnameResponse>").kind).toBe(
      "answer",
    );
    expect(decodeOnvif("GetHostname", "<Fault><faultcode>x</faultcode></Fault>").kind).toBe("fault");
  });
});

describe("clocks", () => {
  const clock = (parts: string) => {
    const reply = decodeOnvif(
      "GetSystemDateAndTime",
      `<Envelope><Body><GetSystemDateAndTimeResponse><SystemDateAndTime>${parts}</SystemDateAndTime></GetSystemDateAndTimeResponse></Body></Envelope>`,
    );
    return reply.kind === "answer" ? reply.value : null;
  };
  const at = (name: string, date: Date) =>
    `<${name}><Time><Hour>${date.getUTCHours()}</Hour><Minute>${date.getUTCMinutes()}</Minute><Second>${date.getUTCSeconds()}</Second></Time>` +
    `<Date><Year>${date.getUTCFullYear()}</Year><Month>${date.getUTCMonth() + 1}</Month><Day>${date.getUTCDate()}</Day></Date></${name}>`;

  test("every second of three centuries comes back", () => {
    const seconds = fc.integer({ min: Date.UTC(1900, 0, 1) / 1_000, max: Date.UTC(2200, 0, 1) / 1_000 });
    fc.assert(
      fc.property(seconds, (second) => {
        const date = new Date(second * 1_000);
        expect(clock(at("UTCDateTime", date))?.utc).toBe(date.toISOString().replace(".000", ""));
      }),
    );
  });

  test.each([
    ["CST-8", "false", "2026-01-01T04:00:00Z"],
    ["EST5EDT,M3.2.0,M11.1.0", "true", "2026-01-01T16:00:00Z"],
    ["<+0330>-3:30", "false", "2026-01-01T08:30:00Z"],
    ["UTC-1:0", "false", "2026-01-01T11:00:00Z"],
    ["CST+8:00:00", "false", "2026-01-01T20:00:00Z"],
    ["GMT", "false", null],
    ["GMT+27", "false", null],
    ["UTC0:99", "false", null],
    ["", "false", null],
  ])("local noon in zone %s, saving %s, is %s", (zone, saving, utc) => {
    const noon = at("LocalDateTime", new Date("2026-01-01T12:00:00Z"));
    const read = clock(`<TimeZone><TZ>${zone}</TZ></TimeZone><DaylightSavings>${saving}</DaylightSavings>${noon}`);
    expect(read).toMatchObject({ utc, local: "2026-01-01T12:00:00", utcIsComputed: utc !== null });
  });

  test.each([
    ["Hour", "24"],
    ["Minute", "60"],
    ["Second", "60"],
    ["Month", "13"],
    ["Month", "0"],
    ["Day", "32"],
    ["Day", "0"],
    ["Year", "0"],
    ["Year", "99999"],
    ["Hour", ""],
    ["Hour", "-1"],
    ["Hour", "0x1"],
  ])("%s of %s is no time", (part, value) => {
    const text = at("UTCDateTime", new Date("2026-01-31T12:00:00Z")).replace(
      new RegExp(`<${part}>[0-9]*</${part}>`),
      `<${part}>${value}</${part}>`,
    );
    expect(clock(text)).toMatchObject({ utc: null, local: null });
  });

  test("29 February is in leap years only", () => {
    const feb = (year: number) =>
      clock(at("UTCDateTime", new Date("2028-02-29T00:00:00Z")).replace("<Year>2028", `<Year>${year}`))?.utc ?? null;
    expect([2024, 2000, 2400].map(feb)).not.toContain(null);
    expect([2023, 1900, 2100].map(feb)).toEqual([null, null, null]);
  });
});
