import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeDnsMessage, DNS_TYPES, encodeDnsQuery } from "#core/codec/dns-message.ts";
import { decodeDnsName, dnsNameKey, dnsNameOf, dnsNameText, encodeDnsName } from "#core/codec/dns-name.ts";

const label = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((text) => text.isWellFormed() && new TextEncoder().encode(text).length <= 63);
const name = fc.array(label, { maxLength: 4 });

describe("names", () => {
  test("survive being written as bytes and as text", () => {
    fc.assert(
      fc.property(name, fc.nat(20), (labels, before) => {
        const bytes = encodeDnsName(labels);
        const message = Uint8Array.of(...new Uint8Array(before), ...bytes, 7);
        expect(decodeDnsName(message, before)).toEqual({ name: labels, end: before + bytes.length });
        expect(dnsNameOf(dnsNameText(labels))).toEqual(labels);
      }),
    );
  });

  test("are compared without case, dots of labels apart", () => {
    expect(dnsNameKey(["Cam.1", "_TCP"])).toBe(dnsNameKey(["cam.1", "_tcp"]));
    expect(dnsNameKey(["Cam", "1", "_TCP"])).not.toBe(dnsNameKey(["cam.1", "_tcp"]));
    expect(dnsNameOf("_axis-video._tcp.local.")).toEqual(["_axis-video", "_tcp", "local"]);
    expect(dnsNameOf("a\\.b\\\\.c")).toEqual(["a.b\\", "c"]);
  });

  test("of a pointer end behind it, and go on where it leads", () => {
    const message = Uint8Array.of(...encodeDnsName(["tcp", "local"]), 1, 0x61, 0xc0, 0, 0xff);
    expect(decodeDnsName(message, 11)).toEqual({ name: ["a", "tcp", "local"], end: 15 });
  });

  test.each([
    ["a pointer to itself", [0xc0, 0], 0],
    ["two pointers to each other", [0xc0, 2, 0xc0, 0], 2],
    ["a pointer forward", [0xc0, 4, 0, 0, 0], 0],
    ["half a pointer", [0, 0xc0], 1],
    ["no end", [3, 0x61, 0x61, 0x61], 0],
    ["a label beyond the end", [9, 0x61], 0],
    ["a label of an unknown kind", [0x41, 0x61, 0], 0],
    ["nothing", [], 0],
  ])("of %s are refused", (_, bytes, start) => {
    expect(() => decodeDnsName(Uint8Array.from(bytes), start)).toThrow(DecodeError);
  });

  test("that grow by a chain of pointers end at 255 bytes", () => {
    // Each link has a label and a pointer to the link before it.
    const bytes: number[] = [0];
    let last = 0;
    for (let link = 0; link < 200; link += 1) {
      const here = bytes.length;
      bytes.push(1, 0x61, 0xc0 | (last >> 8), last & 0xff);
      last = here;
    }
    expect(() => decodeDnsName(Uint8Array.from(bytes), last)).toThrow("longer than names may be");
  });
});

describe("messages", () => {
  test("a query survives", () => {
    const questions = [
      { name: ["_rtsp", "_tcp", "local"], type: DNS_TYPES.PTR, unicastResponse: true },
      { name: ["cam", "local"], type: DNS_TYPES.AAAA, unicastResponse: false },
    ];
    expect(decodeDnsMessage(encodeDnsQuery(questions, 0x1234))).toEqual({
      id: 0x1234,
      isResponse: false,
      questions,
      records: [],
    });
  });

  test("65 kB of records of one byte are refused by their number", () => {
    const bytes = new Uint8Array(65_000);
    bytes.set([0, 0, 0x84, 0, 0, 0, 0xff, 0xff]);
    expect(() => decodeDnsMessage(bytes)).toThrow("65535 records");
  });

  test("empty names and data read to the end", () => {
    const bytes = new Uint8Array(12 + 11 * 500);
    bytes.set([0, 0, 0x84, 0, 0, 0, 500 >> 8, 500 & 0xff]);
    expect(decodeDnsMessage(bytes).records).toHaveLength(500);
  });
});
