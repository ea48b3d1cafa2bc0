import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHttpUrl, resolveHttpUrl, sameHost, type HttpUrl } from "#core/net/http-url.ts";

function parsed(text: string): HttpUrl {
  const url = parseHttpUrl(text);
  if (url === undefined) throw new Error(`not a URL: ${text}`);
  return url;
}

describe("parseHttpUrl", () => {
  test.each([
    ["http://192.168.1.1", { href: "http://192.168.1.1/", host: "192.168.1.1", port: 80, target: "/" }],
    ["http://192.168.1.1:80/a", { href: "http://192.168.1.1:80/a", host: "192.168.1.1", port: 80, target: "/a" }],
    [
      "HTTP://Router.Local:5000/A?b=c",
      { href: "http://router.local:5000/A?b=c", host: "router.local", port: 5000, target: "/A?b=c" },
    ],
    ["http://192.168.1.1:/x", { href: "http://192.168.1.1/x", host: "192.168.1.1", port: 80, target: "/x" }],
    ["http://10.0.0.1?x=/", { href: "http://10.0.0.1/?x=/", host: "10.0.0.1", port: 80, target: "/?x=/" }],
    ["http://[FE80::1]:80/x", { href: "http://[fe80::1]:80/x", host: "fe80::1", port: 80, target: "/x" }],
    ["http://[fe80::2%3]:80/x", { href: "http://[fe80::2%3]:80/x", host: "fe80::2%3", port: 80, target: "/x" }],
    ["http://[fe80::2%25eth0]/", { href: "http://[fe80::2%eth0]/", host: "fe80::2%eth0", port: 80, target: "/" }],
    ["http://h/a/./b/../c#frag", { href: "http://h/a/c", host: "h", port: 80, target: "/a/c" }],
    ["http://h/../../x", { href: "http://h/x", host: "h", port: 80, target: "/x" }],
    [
      "http://h/My Router/ü.xml",
      { href: "http://h/My%20Router/%C3%BC.xml", host: "h", port: 80, target: "/My%20Router/%C3%BC.xml" },
    ],
    ["http://my_router/x:y", { href: "http://my_router/x:y", host: "my_router", port: 80, target: "/x:y" }],
  ])("%s", (text, url) => {
    expect(parseHttpUrl(text)).toEqual(url);
  });

  test.each([
    "",
    "192.168.1.1",
    "https://192.168.1.1/",
    "ftp://192.168.1.1/",
    "file:///etc/passwd",
    "http:/192.168.1.1/",
    "http://",
    "http:///x",
    "http://user@192.168.1.1/",
    "http://192.168.1.1@192.0.2.1/",
    "http://192.168.1.1\\@192.0.2.1/",
    "http://192.168.1.1:0/",
    "http://192.168.1.1:65536/",
    "http://192.168.1.1:8o/",
    "http://192.168.1.1:80:80/",
    "http://192.168.001.1/",
    "http://3232235777/",
    "http://0x7f.1/",
    "http://1.2.3/",
    "http://[::1",
    "http://[1.2.3.4]/",
    "http://[::1]x/",
    "http://a..b/",
    "http://-a/",
    "http://a b/",
    "http://%s:%d/",
    "http://h/\r\nHost: x",
    "http://h/\u0000",
    `http://h/${"a".repeat(3_000)}`,
  ])("%j is none", (text) => {
    expect(parseHttpUrl(text)).toBeUndefined();
  });
});

describe("resolveHttpUrl", () => {
  const base = "http://10.0.0.1:49152/desc/root.xml?id=1";
  test.each([
    ["/ctl/IPConn", "http://10.0.0.1:49152/ctl/IPConn"],
    ["/soap.cgi?service=WANIPConn1", "http://10.0.0.1:49152/soap.cgi?service=WANIPConn1"],
    ["upnp/control/x:y", "http://10.0.0.1:49152/desc/upnp/control/x:y"],
    ["uuid:70f1-96/WANIPConnection:1", "http://10.0.0.1:49152/desc/uuid:70f1-96/WANIPConnection:1"],
    ["../up.xml", "http://10.0.0.1:49152/up.xml"],
    ["./same.xml", "http://10.0.0.1:49152/desc/same.xml"],
    ["..", "http://10.0.0.1:49152/"],
    ["?scpd", "http://10.0.0.1:49152/desc/root.xml?scpd"],
    ["", "http://10.0.0.1:49152/desc/root.xml?id=1"],
    ["#x", "http://10.0.0.1:49152/desc/root.xml?id=1"],
    ["//10.0.0.2/x", "http://10.0.0.2/x"],
    ["http://10.0.0.1/abs", "http://10.0.0.1/abs"],
    ["a/../../../b", "http://10.0.0.1:49152/b"],
  ])("%j", (reference, href) => {
    expect(resolveHttpUrl(parsed(base), reference)?.href).toBe(href);
  });

  test.each(["https://10.0.0.1/", "javascript://x/", "/a\r\nb", "http://:80/"])("%j leads nowhere", (reference) => {
    expect(resolveHttpUrl(parsed(base), reference)).toBeUndefined();
  });

  test("keeps the zone of a link-local base", () => {
    expect(resolveHttpUrl(parsed("http://[fe80::1%eth0]:5000/d.xml"), "/c")?.href).toBe("http://[fe80::1%eth0]:5000/c");
  });
});

test("sameHost compares addresses by value, names without case, and ignores zones", () => {
  expect(sameHost("fe80::1%eth0", "FE80:0::1")).toBe(true);
  expect(sameHost("::ffff:10.0.0.1", "10.0.0.1")).toBe(true);
  expect(sameHost("Router.local", "router.LOCAL")).toBe(true);
  expect(sameHost("10.0.0.1", "10.0.0.2")).toBe(false);
  expect(sameHost("router", "10.0.0.1")).toBe(false);
});

test("a URL that was read reads the same again, and so does what it resolves to", () => {
  const part = fc.string({ unit: fc.constantFrom(..."ab/.:?#%[]@ ü1".split("")) });
  fc.assert(
    fc.property(
      fc.constantFrom("http://h", "http://10.0.0.1:8080", "http://[fe80::1%3]"),
      part,
      part,
      (origin, path, reference) => {
        const url = parseHttpUrl(`${origin}/${path}`);
        const resolved = url && resolveHttpUrl(url, reference);
        const found = [url, resolved].filter((one) => one !== undefined);
        expect(found.map((one) => parseHttpUrl(one.href))).toEqual(found);
      },
    ),
  );
});
