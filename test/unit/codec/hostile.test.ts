import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeUtf8 } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeCapture } from "#core/codec/decode.ts";
import { DECODE_KINDS, type DecodeKind } from "#core/codec/decode-kinds.ts";
import { decodeHttpMessage } from "#core/codec/http-message.ts";
import { decodeIgdDescription } from "#core/codec/igd-description.ts";
import { decodeIgdScpd } from "#core/codec/igd-scpd.ts";
import { decodeNatPmpRequest, decodeNatPmpResponse } from "#core/codec/natpmp.ts";
import { decodePcpRequest } from "#core/codec/pcp-request.ts";
import { decodePcpResponse } from "#core/codec/pcp.ts";
import { decodeOnvif } from "#core/codec/onvif-reply.ts";
import { decodeSadp } from "#core/codec/sadp.ts";
import { decodeSoapResponse } from "#core/codec/soap.ts";
import { decodeSsdp } from "#core/codec/ssdp.ts";
import { decodeStunMessage } from "#core/codec/stun.ts";
import { decodeWsDiscovery } from "#core/codec/ws-discovery.ts";
import { decodeXml } from "#core/codec/xml.ts";
import { parseTrace } from "#core/system/trace-output.ts";
import { vectorBytes, vectors } from "./vector-files.ts";

/** Byte values that mean something to one of the formats, more often than chance would bring them. */
const tellingByte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0, 1, 2, 0x0a, 0x0d, 0x20, 0x22, 0x26, 0x2f, 0x3a, 0x3c, 0x3e, 0x7f, 0x80, 0x81, 0xc3, 0xff),
);

type Edit = readonly ["set" | "insert" | "cut" | "repeat", number, number, number];

function edited(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let list = [...bytes];
  for (const [how, at, length, value] of edits) {
    const start = at % (list.length + 1);
    const part = list.slice(start, start + length);
    if (how === "set") list.splice(start, 1, value);
    else if (how === "insert") list.splice(start, 0, value);
    else if (how === "cut") list.splice(start, length);
    else list = [...list.slice(0, start), ...part, ...part, ...list.slice(start)];
  }
  return Uint8Array.from(list);
}

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom("set", "insert", "cut", "repeat"),
  fc.nat(70_000),
  fc.integer({ min: 1, max: 64 }),
  tellingByte,
);
/** Real packets with a few things wrong: they get further into a decoder than noise does. */
const mutated = fc
  .tuple(
    fc.constantFrom(...vectors.filter((v) => v.id !== "upnp/igd-http-65k-garbage")),
    fc.array(edit, { maxLength: 4 }),
  )
  .map(([vector, edits]) => edited(vectorBytes(vector), edits));
const noise = fc.array(tellingByte, { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));
const anyBytes = fc.oneof({ arbitrary: mutated, weight: 3 }, { arbitrary: noise, weight: 1 });

const location = "http://192.168.1.1:5000/root.xml";
const text = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);
/** One of each kind of reader. */
const ONVIF_OPERATIONS = ["GetSystemDateAndTime", "GetNetworkInterfaces", "GetCapabilities", "GetProfiles"] as const;
const decoders: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  stun: decodeStunMessage,
  "nat-pmp response": decodeNatPmpResponse,
  "nat-pmp request": decodeNatPmpRequest,
  "pcp response": decodePcpResponse,
  "pcp request": decodePcpRequest,
  ssdp: decodeSsdp,
  http: decodeHttpMessage,
  xml: (bytes) => decodeXml(text(bytes)),
  description: (bytes) => decodeIgdDescription(text(bytes), location),
  scpd: (bytes) => decodeIgdScpd(text(bytes)),
  soap: (bytes) => decodeSoapResponse(text(bytes), "GetExternalIPAddress"),
  trace: (bytes) => parseTrace(text(bytes)),
  "ws-discovery": decodeWsDiscovery,
  sadp: decodeSadp,
  ...Object.fromEntries(
    ONVIF_OPERATIONS.map((operation) => [operation, (bytes: Uint8Array) => decodeOnvif(operation, bytes)]),
  ),
};

describe("any bytes are a value or a DecodeError", () => {
  test.each(Object.entries(decoders))("%s", (_, decode) => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const before = Uint8Array.from(bytes);
        let outcome: unknown = "a value";
        try {
          decode(bytes);
        } catch (error) {
          outcome = error instanceof DecodeError ? "a DecodeError" : error;
        }
        expect(["a value", "a DecodeError"]).toContain(outcome);
        expect(bytes, "a decoder leaves its input alone").toEqual(before);
      }),
      { numRuns: 400 },
    );
  });
});

test.each(DECODE_KINDS)("decodeCapture %s never throws and is JSON-safe", (kind) => {
  const context = fc.record(
    { sourceAddress: fc.string(), location: fc.oneof(fc.string(), fc.webUrl()), action: fc.string() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyBytes, context, (bytes, known) => {
      const decoded = decodeCapture(kind, bytes, known);
      expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded);
    }),
    { numRuns: 300 },
  );
});

test("a view into a larger buffer reads like the bytes alone", () => {
  for (const vector of vectors) {
    const bytes = vectorBytes(vector);
    const larger = new Uint8Array(bytes.length + 40).fill(0x21);
    larger.set(bytes, 17);
    const view = larger.subarray(17, 17 + bytes.length);
    expect(decodeCapture(vector.kind, view, vector.context)).toEqual(decodeCapture(vector.kind, bytes, vector.context));
  }
});

/**
 * Inputs that take minutes where a pattern or a loop is quadratic, and milliseconds where it is not: the test runner's own
 * time limit tells them apart.
 */
describe("long hostile inputs end", () => {
  const many = (part: string, times = 100_000) => part.repeat(times);
  const head = "HTTP/1.1 200 OK\r\n";
  const inputs: readonly (readonly [string, DecodeKind, string])[] = [
    ["scopes", "wsdiscovery", `<Hello><Scopes>${many("onvif://a/name/%41 ", 3_000)}</Scopes></Hello>`],
    ["percent signs", "wsdiscovery", `<E><Hello><Scopes>onvif://a/name/${many("%4", 20_000)}</Scopes></Hello></E>`],
    ["attributes without end", "onvif", `<Envelope ${many("a='b' ", 60_000)}=`],
    ["secrets", "onvif", `<Envelope><Body>${many("<Password></Password>", 20_000)}</Body></Envelope>`],
    ["services in extensions", "onvif", `<GetCapabilitiesResponse>${many("<Extension>", 60)}${many("<a/>", 90_000)}`],
    ["blanks before junk", "igd", `<root/>${many(" ", 450_000)}x`],
    ["blanks after the status", "http", `HTTP/1.1 200${many(" ", 60_000)}\u2028`],
    ["blanks in a header value", "ssdp", `${head}CACHE-CONTROL: max-age${many(" ", 60_000)}x`],
    ["one folded header", "ssdp", `${head}A: b\r\n${many(" c\r\n", 15_000)}`],
    ["headers without end", "http", `${head}${many("A: b\r\n")}`],
    ["a header line without end", "http", `${head}${many("a", 500_000)}`],
    ["tiny chunks", "http", `${head}Transfer-Encoding: chunked\r\n\r\n${many("1\r\na\r\n")}`],
    ["opening brackets", "soap", many("<", 450_000)],
    ["open tags", "igd", many("<a>")],
    ["closing tags", "igd", many("</a>")],
    ["siblings", "igd", `<root>${many("<b/>")}</root>`],
    ["comments that never close", "soap", `<a>${many("<!--")}</a>`],
    ["declarations", "igd", many("<?xml ?>", 50_000)],
    ["a declaration without end", "igd", `<?xml ${many("?", 400_000)}<a/>`],
    ["attributes", "igd", `<root ${many("b='c' ", 70_000)}/>`],
    ["quotes that do not pair", "soap", `<a>${many("x=\"' ", 80_000)}</a>`],
    ["ampersands", "igd", `<root><device><friendlyName>${many("&#1", 100_000)}</friendlyName></device></root>`],
    ["error codes without end", "soap", many("<errorCode> ", 40_000)],
    ["prefixes", "soap", `<${many("a:", 200_000)}>`],
    ["a head without hops", "trace", many(`${many("a", 2_000)}\n`, 40)],
    ["hops without end", "trace", many(" 1  192.168.1.1 (192.168.1.1)  1 ms\n", 6_000)],
    ["answers without end", "trace", ` 1 ${many(" 192.168.1.1 1 ms", 10_000)}`],
    ["numbers without end", "trace", ` 1 ${many("1.", 100_000)}`],
    [
      "services",
      "igd",
      `<root><device>${many("<service><serviceType>urn:a:service:WANIPConnection:1</serviceType></service>", 5_000)}</device></root>`,
    ],
  ];
  test.each(inputs)("%s", (_, kind, input) => {
    expect(decodeCapture(kind, encodeUtf8(input), { location, action: "AddPortMapping" }).result).toBeTruthy();
  });
});
