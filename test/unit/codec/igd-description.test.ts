import { expect, test } from "vitest";
import { decodeIgdDescription } from "#core/codec/igd-description.ts";
import { decodeIgdScpd } from "#core/codec/igd-scpd.ts";

function description(controlUrl: string, before = ""): string {
  return (
    `<root>${before}<device><deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType><serviceList>` +
    `<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType><controlURL>${controlUrl}</controlURL></service>` +
    "</serviceList></device></root>"
  );
}

test("control URLs keep the zone the description was fetched over", () => {
  const location = "http://[fe80::1%eth0]:5000/d.xml";
  expect(decodeIgdDescription(description("/c"), location).portMappingServices).toEqual([
    "http://[fe80::1%eth0]:5000/c",
  ]);
  const withBase = description("/c", "<URLBase>http://[fe80::1]:49000/</URLBase>");
  expect(decodeIgdDescription(withBase, location).portMappingServices).toEqual(["http://[fe80::1%eth0]:49000/c"]);
});

test.each([
  "",
  "https://192.168.1.1/c",
  "http://192.168.1.2/c",
  "//192.168.1.2/c",
  "http://localhost/c",
  "http://[::1]/c",
])("the control URL %j is not used", (controlUrl) => {
  const decoded = decodeIgdDescription(description(controlUrl), "http://192.168.1.1:5000/d.xml");
  expect(decoded).toMatchObject({ isIgd: true, portMappingServices: [], wanServices: [{ controlUrlResolved: null }] });
});

test("one control URL of two services counts once", () => {
  const twice = description("/c").replace(
    "</serviceList>",
    `${description("/c").match(/<service>.*<\/service>/)?.[0]}</serviceList>`,
  );
  const decoded = decodeIgdDescription(twice, "http://192.168.1.1/d.xml");
  expect(decoded.wanServices).toHaveLength(2);
  expect(decoded.portMappingServices).toEqual(["http://192.168.1.1/c"]);
});

test("of a file of unknown origin the control URLs stay as written, unless it has a URLBase", () => {
  expect(decodeIgdDescription(description("/c"), null).portMappingServices).toEqual(["/c"]);
  const withBase = description("/c", "<URLBase>http://192.168.1.1/</URLBase>");
  expect(decodeIgdDescription(withBase, null).portMappingServices).toEqual(["http://192.168.1.1/c"]);
});

test("a service type that could break a header line is none", () => {
  const evil = description("/c").replace("WANIPConnection:1", 'WANIPConnection:1"&#13;&#10;X: y');
  expect(decodeIgdDescription(evil, "http://192.168.1.1/d.xml").wanServices).toEqual([]);
});

test("a place that is no http URL is the caller's mistake", () => {
  expect(() => decodeIgdDescription(description("/c"), "ftp://192.168.1.1/")).toThrow(RangeError);
});

test.each(["<root/>", "<html><device/></html>", "<scpd><device/></scpd>"])("%s is no description", (text) => {
  expect(() => decodeIgdDescription(text, null)).toThrow(expect.objectContaining({ name: "DecodeError" }));
});

test("a description is no service description", () => {
  expect(() => decodeIgdScpd(description("/c"))).toThrow(expect.objectContaining({ name: "DecodeError" }));
});
