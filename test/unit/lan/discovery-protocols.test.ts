import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { encodePanasonicSearch } from "#core/codec/panasonic.ts";
import { DISCOVERY_PROTOCOLS } from "#core/lan/discovery-protocols.ts";
import { claimsSchema, DISCOVERY_SOURCES } from "#core/lan/sighting.ts";
import { isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { hex } from "./packet-of.ts";

const context = { randomBytes: (length: number) => new Uint8Array(length).fill(0x5a), localAddress: "192.168.1.121" };

/** What fits into an Ethernet frame: larger questions come in fragments, which small devices drop. */
const MAX_QUESTION_BYTES = 1_472;

describe("the catalogue", () => {
  test("has each source once", () => {
    expect(DISCOVERY_PROTOCOLS.map(({ source }) => source).toSorted()).toEqual([...DISCOVERY_SOURCES].toSorted());
  });

  test.each(DISCOVERY_PROTOCOLS.map((protocol) => [protocol.source, protocol] as const))(
    "%s asks what nobody takes for a device, in one frame, and can hear the answer",
    (_, { questions, listen, read }) => {
      for (const { to, fromPort, payload } of questions) {
        const bytes = payload(context);
        expect(bytes.length).toBeGreaterThan(0);
        expect(bytes.length).toBeLessThanOrEqual(MAX_QUESTION_BYTES);
        expect(read(bytes, { address: "192.168.1.121", port: to.port }), "our own question").toBeNull();
        expect(to.address === "broadcast" || isIpv4(to.address) || isIpv6(to.address)).toBe(true);
        expect(
          fromPort === undefined || listen.some(({ port }) => port === fromPort),
          "a fixed port is listened on",
        ).toBe(true);
      }
    },
  );

  test("builds its questions as the makers' own tools do", () => {
    const asked = (source: string): string[] =>
      DISCOVERY_PROTOCOLS.filter((protocol) => protocol.source === source).flatMap(({ questions }) =>
        questions.map(({ payload }) => Buffer.from(payload(context)).toString("hex")),
      );
    expect(asked("dahua-v1")).toEqual([`a3010001${"0".repeat(24)}02${"0".repeat(30)}`]);
    expect(asked("hanwha")).toEqual([`01${"00".repeat(261)}`]);
    expect(asked("bosch")).toEqual(["9939a4275a5a5a5aff0006de"]);
    expect(asked("vivotek")).toEqual(["014a5d8f1c"]);
    expect(asked("foscam")).toEqual(["4d4f5f490000000000000000000000040000000000000000000001"]);
    expect(asked("vstarcam")).toEqual(["44480101"]);
    expect(asked("sony")).toEqual(["02454e513a616c6c696e666fff03", "02454e513a6e6574776f726bff03"]);
    expect(asked("lantronix")).toEqual(["000000f6"]);
    expect(asked("loxone")).toEqual(["00"]);
    expect(asked("knx")).toEqual(["06100201000e0801c0a801790e57", "06100201000e0801000000000000"]);
    expect(asked("bacnet")).toEqual(["810b000c0120ffff00ff1008"]);
    expect(asked("netbios")).toEqual([
      `5a5a00100001000000000000 20434b${"41".repeat(30)} 0000210001`.replaceAll(" ", ""),
    ]);
    expect(new Set(asked("ubiquiti"))).toEqual(new Set(["01000000", "02080000"]));
  });

  test("Panasonic's search has the sum that the maker's tool puts behind it", () => {
    // Captured with the asker's hardware address a0:29:19:3e:ab:91, which adds 0x25c to the sum; ours asks as everybody (0x5fa).
    const bytes = encodePanasonicSearch("192.168.1.121");
    expect(bytes.length).toBe(94);
    expect(bytes.subarray(12, 22)).toEqual(hex("ffffffffffffc0a80179"));
    expect((bytes[92] ?? 0) * 256 + (bytes[93] ?? 0)).toBe(0x1170 - 0x25c + 0x5fa);
  });
});

test.each(DISCOVERY_PROTOCOLS.map((protocol) => [protocol.source, protocol] as const))(
  "%s makes claims, nothing or a DecodeError of any bytes",
  (_, { questions, read }) => {
    const heads = questions.map(({ payload }) => payload(context));
    const tail = fc.uint8Array({ maxLength: 300 });
    const anyBytes = fc.oneof(
      tail,
      fc
        .tuple(fc.constantFrom(...heads), fc.nat(64), tail)
        .map(([head, kept, rest]) => Uint8Array.of(...head.subarray(0, kept), ...rest)),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const before = Uint8Array.from(bytes);
        let outcome: unknown = "claims or nothing";
        try {
          for (const { claims } of read(bytes, { address: "192.168.1.9", port: 1 }) ?? []) claimsSchema.parse(claims);
        } catch (error) {
          if (!(error instanceof DecodeError)) outcome = error;
        }
        expect(outcome).toBe("claims or nothing");
        expect(bytes).toEqual(before);
      }),
      { numRuns: 300 },
    );
  },
);
