import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeSsdp, encodeSearch, locationOnHost } from "#core/codec/ssdp.ts";

test("a search reads back as it was asked for", () => {
  const search = {
    searchTarget: "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
    host: "[ff02::c]:1900",
    mxSeconds: 1,
  };
  expect(decodeSsdp(encodeSearch(search))).toMatchObject({
    messageType: "search",
    st: search.searchTarget,
    headers: { host: search.host, mx: "1", man: '"ssdp:discover"' },
  });
});

describe("decodeSsdp", () => {
  const response = (...lines: readonly string[]) =>
    decodeSsdp(encodeUtf8(["HTTP/1.1 200 OK", ...lines, "", ""].join("\r\n")));

  test.each([
    ["max-age=1800", 1800],
    ["max-age = 120", 120],
    ['MAX-AGE="60"', 60],
    ["no-cache, max-age=5", 5],
    ["no-cache", null],
    ["max-age=-1", null],
    ["max-age=", null],
  ])("Cache-Control %s", (value, seconds) => {
    expect(response(`Cache-Control: ${value}`).maxAgeSeconds).toBe(seconds);
  });

  test("keeps the first of a repeated header and survives header names of the language's own", () => {
    const message = response("Location: http://a/", "LOCATION: http://b/", "__proto__: x", "constructor: y");
    expect(message.location).toBe("http://a/");
    expect(Object.entries(message.headers)).toContainEqual(["__proto__", "x"]);
    expect(Object.getPrototypeOf(message.headers)).toBe(Object.prototype);
  });

  test.each([
    "",
    "\r\n\r\n",
    "HTTP/1.1 500 No",
    "HTTP/2 200 OK",
    "NOTIFY *",
    "GET / HTTP/1.1",
    "HTTP/1.1 2000 OK",
    "hello",
  ])("%j is no SSDP", (text) => {
    expect(() => decodeSsdp(encodeUtf8(text))).toThrow(DecodeError);
  });

  test("reads every header it is given", () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.-]{0,20}$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key.toLowerCase(), maxLength: 20 }),
        (fields) => {
          const message = response(...fields.map(([key, text]) => `${key}:${text}`));
          expect(message.headers).toEqual(Object.fromEntries(fields.map(([key, text]) => [key.toLowerCase(), text])));
        },
      ),
    );
  });
});

describe("locationOnHost", () => {
  test.each([
    ["http://192.168.1.1:5000/root.xml", "192.168.1.1", "http://192.168.1.1:5000/root.xml"],
    ["  http://192.168.1.1/x ", "192.168.1.1", "http://192.168.1.1/x"],
    ["http://192.168.1.1/x", "::ffff:192.168.1.1", "http://192.168.1.1/x"],
    ["192.168.1.1:37215/x", "192.168.1.1", "http://192.168.1.1:37215/x"],
    ["192.168.1.1", "192.168.1.1", "http://192.168.1.1/"],
    ["http://127.0.0.1:8080/x", "127.0.0.1", "http://127.0.0.1:8080/x"],
    ["http://[2001:db8::1]/x", "2001:DB8:0::1", "http://[2001:db8::1]/x"],
    ["http://[fe80::2]:80/x", "fe80::1%3", "http://[fe80::2%3]:80/x"],
    ["http://[fe80::1%25eth9]/x", "fe80::1%eth0", "http://[fe80::1%eth0]/x"],
    ["http://[fe80::1]/x", "fe80::1", "http://[fe80::1]/x"],
  ])("%s from %s is fetched", (location, sender, url) => {
    expect(locationOnHost(location, sender)).toBe(url);
  });

  test.each([
    ["http://192.168.1.2/x", "192.168.1.1"],
    ["http://127.0.0.1/x", "192.168.1.1"],
    ["http://localhost/x", "127.0.0.1"],
    ["http://router.local/x", "192.168.1.1"],
    ["http://192.168.1.1@192.0.2.1/x", "192.168.1.1"],
    ["https://192.168.1.1/x", "192.168.1.1"],
    ["file:///etc/passwd", "192.168.1.1"],
    ["http://169.254.12.1/x", "192.168.1.1"],
    ["http://[fe80::2]/x", "fe80::1"],
    ["http://[fe80::2]/x", "192.168.1.1"],
    ["http://[::1]/x", "fe80::1%3"],
    ["http://[::ffff:127.0.0.1]/x", "192.168.1.1"],
    ["/root.xml", "192.168.1.1"],
    ["", "192.168.1.1"],
  ])("%s from %s is not", (location, sender) => {
    expect(locationOnHost(location, sender)).toBeUndefined();
  });
});
