import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSoapResponse, encodeSoapCall, soapResponseAction } from "#core/codec/soap.ts";
import { upnpErrorMeaning, upnpErrorName } from "#core/codec/upnp-error.ts";
import { decodeXml, xmlChild, xmlNamespace } from "#core/codec/xml.ts";

const serviceType = "urn:schemas-upnp-org:service:WANIPConnection:1";
const envelope = (body: string) => `<s:Envelope xmlns:s="x"><s:Body>${body}</s:Body></s:Envelope>`;

describe("encodeSoapCall", () => {
  test("writes what the device architecture prescribes", () => {
    expect(encodeSoapCall({ serviceType, action: "GetExternalIPAddress", args: {} })).toEqual({
      headers: {
        "Content-Type": 'text/xml; charset="utf-8"',
        SOAPAction: `"${serviceType}#GetExternalIPAddress"`,
      },
      body:
        '<?xml version="1.0"?>\r\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" ' +
        's:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>' +
        `<u:GetExternalIPAddress xmlns:u="${serviceType}"></u:GetExternalIPAddress></s:Body></s:Envelope>\r\n`,
    });
  });

  test("keeps the order of the arguments and every character of their values", () => {
    const value = fc
      .string({ unit: "binary", maxLength: 40 })
      // oxlint-disable-next-line no-control-regex -- what XML cannot carry
      .map((text) => text.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/g, ""));
    fc.assert(
      fc.property(value, fc.nat(), (description, port) => {
        const args = { NewRemoteHost: "", NewExternalPort: port, NewPortMappingDescription: description };
        const body = xmlChild(decodeXml(encodeSoapCall({ serviceType, action: "AddPortMapping", args }).body), "Body");
        const call = body && xmlChild(body, "AddPortMapping");
        expect(call?.children.map((child) => [child.name, child.text])).toEqual([
          ["NewRemoteHost", ""],
          ["NewExternalPort", String(port)],
          ["NewPortMappingDescription", description.trim()],
        ]);
        expect(call && xmlNamespace(call)).toBe(serviceType);
      }),
    );
  });

  test.each([
    ["a header line", { serviceType: 'urn:x\r\nX-Evil: "1"', action: "A", args: {} }],
    ["a quote", { serviceType: 'urn:x"', action: "A", args: {} }],
    ["an action that is no name", { serviceType, action: "A b", args: {} }],
    ["an argument that is no name", { serviceType, action: "A", args: { "a><b": 1 } }],
    ["a value XML cannot carry", { serviceType, action: "A", args: { a: "\u0000" } }],
  ])("refuses %s", (_, call) => {
    expect(() => encodeSoapCall(call)).toThrow(RangeError);
  });
});

describe("decodeSoapResponse", () => {
  test.each([
    ["any prefix", envelope("<m:XResponse><A>1</A></m:XResponse>"), { kind: "ok", args: { A: "1" } }],
    ["another case", envelope("<u:xresponse><A> 1 </A></u:xresponse>"), { kind: "ok", args: { A: "1" } }],
    ["no envelope", "<XResponse><A>1</A></XResponse>", { kind: "ok", args: { A: "1" } }],
    ["no body", "<Envelope><XResponse/></Envelope>", { kind: "ok", args: {} }],
    ["the first of two", envelope("<XResponse><A>1</A><A>2</A></XResponse>"), { kind: "ok", args: { A: "1" } }],
    ["an escaped value", envelope("<XResponse><A>&lt;b&gt;</A></XResponse>"), { kind: "ok", args: { A: "<b>" } }],
    ["another action", envelope("<YResponse/>"), { kind: "missing-response" }],
    ["an echo of the call", envelope("<X/>"), { kind: "missing-response" }],
    ["an empty body", envelope(""), { kind: "missing-response" }],
    [
      "a fault beside an answer",
      envelope("<XResponse/><Fault><detail><UPnPError><errorCode> 606 </errorCode></UPnPError></detail></Fault>"),
      { kind: "fault", errorCode: 606, errorDescription: "" },
    ],
    [
      "a bare UPnPError",
      envelope("<UPnPError><errorCode>501</errorCode><errorDescription>No</errorDescription></UPnPError>"),
      { kind: "fault", errorCode: 501, errorDescription: "No" },
    ],
    [
      "a code that is no number",
      envelope("<Fault><faultstring>no</faultstring><errorCode>x</errorCode></Fault>"),
      { kind: "fault", errorCode: null, errorDescription: "no" },
    ],
    [
      "a fault in broken XML",
      "<Envelope><Fault><UPnPError><errorCode>718</errorCode><errorDescription>Conflict</errorDescription>",
      { kind: "fault", errorCode: 718, errorDescription: "Conflict" },
    ],
  ])("%s", (_, text, response) => {
    expect(decodeSoapResponse(text, "X")).toEqual(response);
  });

  test.each(["", " \n", "<html><body>404</body></html>", "not found", "<Envelope><XResponse>"])(
    "%j is refused",
    (text) => {
      expect(() => decodeSoapResponse(text, "X")).toThrow(
        expect.objectContaining({ name: "DecodeError", protocol: "soap" }),
      );
    },
  );

  test("names the action an answer belongs to", () => {
    expect(soapResponseAction(envelope("<u:GetStatusInfoResponse/>"))).toBe("GetStatusInfo");
    expect(soapResponseAction(envelope("<Fault/>"))).toBeNull();
  });
});

test("error codes have their standard names, others a number", () => {
  expect([402, 501, 606, 714, 718, 725].map(upnpErrorName)).toEqual([
    "InvalidArgs",
    "ActionFailed",
    "ActionNotAuthorized",
    "NoSuchEntryInArray",
    "ConflictInMappingEntry",
    "OnlyPermanentLeasesSupported",
  ]);
  expect(upnpErrorName(899)).toBe("UPnPError899");
  expect(upnpErrorMeaning(725)).toContain("NewLeaseDuration=0");
  expect(upnpErrorMeaning(899)).toBeNull();
});
