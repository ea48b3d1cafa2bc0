import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex } from "#core/codec/byte-text.ts";
import { DecodeError } from "#core/codec/decode-error.ts";
import * as natpmp from "#core/codec/natpmp.ts";
import { decodePcpRequest } from "#core/codec/pcp-request.ts";
import * as pcp from "#core/codec/pcp.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { vectorBytes, vectors } from "./vector-files.ts";

const port = fc.integer({ min: 0, max: 65_535 });
const seconds = fc.integer({ min: 0, max: 0xffffffff });
const address = fc.oneof(fc.ipV4(), fc.ipV6());
const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 });

function vector(id: string): Uint8Array {
  const found = vectors.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no vector ${id}`);
  return vectorBytes(found);
}

describe("NAT-PMP", () => {
  test("a request reads back as it was asked for", () => {
    const request = fc.record({
      transport: fc.constantFrom("tcp" as const, "udp" as const),
      internalPort: port,
      suggestedExternalPort: port,
      lifetimeSeconds: seconds,
    });
    fc.assert(
      fc.property(request, (asked) => {
        expect(natpmp.decodeNatPmpRequest(natpmp.encodeMapRequest(asked))).toEqual({ kind: "mapping", ...asked });
      }),
    );
    expect(natpmp.decodeNatPmpRequest(natpmp.encodeExternalAddressRequest())).toEqual({ kind: "external-address" });
  });

  test("a number that does not fit is the caller's mistake", () => {
    const asked = { transport: "tcp", internalPort: 1, suggestedExternalPort: 1, lifetimeSeconds: 1 } as const;
    expect(() => natpmp.encodeMapRequest({ ...asked, internalPort: 65_536 })).toThrow(RangeError);
    expect(() => natpmp.encodeMapRequest({ ...asked, lifetimeSeconds: -1 })).toThrow(RangeError);
    expect(() => natpmp.encodeMapRequest({ ...asked, lifetimeSeconds: 1.5 })).toThrow(RangeError);
  });

  test("an answer cut anywhere is refused", () => {
    for (const id of ["natpmp-pcp/natpmp-real-external", "natpmp-pcp/natpmp-real-map-tcp"]) {
      const whole = vector(id);
      for (let length = 0; length < whole.length; length += 1) {
        expect(() => natpmp.decodeNatPmpResponse(whole.subarray(0, length)), `${id} ${length}`).toThrow(DecodeError);
      }
    }
  });

  test("our own request is no answer", () => {
    expect(() => natpmp.decodeNatPmpResponse(natpmp.encodeExternalAddressRequest())).toThrow("a request");
  });

  test("an unknown opcode is an answer only where it says so itself", () => {
    expect(natpmp.decodeNatPmpResponse(Uint8Array.of(0, 0x90, 0, 5, 0, 0, 0, 1))).toMatchObject({
      kind: "error",
      opcode: 16,
      resultName: "UNSUPPORTED_OPCODE",
    });
    expect(() => natpmp.decodeNatPmpResponse(Uint8Array.of(0, 0x90, 0, 2, 0, 0, 0, 1))).toThrow("unknown opcode 0x90");
  });

  test("a gateway that only speaks PCP says so", () => {
    expect(natpmp.decodeNatPmpResponse(Uint8Array.of(2, 0x80, 0, 1, ...new Uint8Array(20)))).toEqual({
      kind: "speaks-pcp",
    });
  });

  test("results outside the RFC are named by number", () => {
    expect([0, 1, 2, 3, 4, 5, 66].map(natpmp.natPmpResultName)).toEqual([
      "SUCCESS",
      "UNSUPPORTED_VERSION",
      "NOT_AUTHORIZED",
      "NETWORK_FAILURE",
      "OUT_OF_RESOURCES",
      "UNSUPPORTED_OPCODE",
      "RESULT_66",
    ]);
  });
});

describe("PCP", () => {
  test("a request reads back as it was asked for", () => {
    const request = fc.record({
      clientAddress: address,
      nonce,
      transport: fc.constantFrom("tcp" as const, "udp" as const, "all" as const),
      internalPort: port,
      suggestedExternalPort: port,
      suggestedExternalAddress: fc.option(address),
      lifetimeSeconds: seconds,
    });
    const extra = fc.record({ thirdParty: address, preferFailure: fc.boolean() }, { requiredKeys: [] });
    fc.assert(
      fc.property(request, extra, (asked, more) => {
        const bytes = pcp.encodeMapRequest({ ...asked, ...more });
        const read = decodePcpRequest(bytes);
        const inside = canonicalAddress(more.thirdParty ?? asked.clientAddress) ?? "";
        expect(bytes.length % 4).toBe(0);
        expect(read).toMatchObject({
          opcode: "map",
          version: 2,
          clientAddress: canonicalAddress(asked.clientAddress),
          nonce: toHex(asked.nonce),
          ipProtocol: { all: 0, tcp: 6, udp: 17 }[asked.transport],
          internalPort: asked.internalPort,
          suggestedExternalPort: asked.suggestedExternalPort,
          suggestedExternalAddress:
            asked.suggestedExternalAddress === null
              ? inside.includes(":")
                ? "::"
                : "0.0.0.0"
              : canonicalAddress(asked.suggestedExternalAddress),
          lifetimeSeconds: asked.lifetimeSeconds,
          options: [
            ...(more.thirdParty === undefined ? [] : [{ name: "THIRD_PARTY", internalAddress: inside }]),
            ...(more.preferFailure === true ? [{ name: "PREFER_FAILURE" }] : []),
          ],
        });
      }),
    );
  });

  test("refuses addresses that are none, and nonces of another length", () => {
    const asked = {
      clientAddress: "192.168.1.2",
      nonce: new Uint8Array(12),
      transport: "tcp",
      internalPort: 1,
      suggestedExternalPort: 1,
      suggestedExternalAddress: null,
      lifetimeSeconds: 1,
    } as const;
    expect(() => pcp.encodeMapRequest({ ...asked, clientAddress: "router" })).toThrow(RangeError);
    expect(() => pcp.encodeMapRequest({ ...asked, suggestedExternalAddress: "" })).toThrow(RangeError);
    expect(() => pcp.encodeMapRequest({ ...asked, nonce: new Uint8Array(11) })).toThrow(RangeError);
    expect(() => pcp.encodeAnnounceRequest({ clientAddress: "" })).toThrow(RangeError);
  });

  test("a granted mapping cut anywhere is refused", () => {
    const whole = vector("natpmp-pcp/pcp-real-tailscale");
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => pcp.decodePcpResponse(whole.subarray(0, length)), `${length} bytes`).toThrow(DecodeError);
    }
  });

  test("a refusal cut behind its header still is one", () => {
    const whole = vector("natpmp-pcp/pcp-btc-no-resources");
    for (let length = 24; length < whole.length; length += 4) {
      expect(pcp.decodePcpResponse(whole.subarray(0, length))).toMatchObject({
        opcode: "map",
        resultName: "NO_RESOURCES",
        mapping: null,
      });
    }
  });

  test("a refusal is not hidden by broken options", () => {
    const broken = Uint8Array.of(...vector("natpmp-pcp/pcp-btc-no-resources"), 3, 0, 0xff, 0xff);
    expect(pcp.decodePcpResponse(broken)).toMatchObject({
      resultName: "NO_RESOURCES",
      mapping: { internalPort: 1234 },
    });
  });

  test("what RFC 6887 section 8.3 says to ignore is refused", () => {
    const answer = vector("natpmp-pcp/pcp-btc-ok");
    expect(() => pcp.decodePcpResponse(Uint8Array.of(...answer, 0))).toThrow("multiple of 4");
    expect(() => pcp.decodePcpResponse(Uint8Array.of(...answer, ...new Uint8Array(1_044)))).toThrow("longer than 1100");
    expect(() => pcp.decodePcpResponse(answer.with(1, 1))).toThrow("a request");
    expect(() => pcp.decodePcpResponse(answer.with(1, 0x85))).toThrow("unexpected opcode 5");
  });

  test("results are named by RFC 6887 section 7.4, others by number", () => {
    expect([0, 2, 8, 12, 13, 66].map(pcp.pcpResultName)).toEqual([
      "SUCCESS",
      "NOT_AUTHORIZED",
      "NO_RESOURCES",
      "ADDRESS_MISMATCH",
      "EXCESSIVE_REMOTE_PEERS",
      "RESULT_66",
    ]);
  });

  test("a refused unknown opcode keeps its number", () => {
    expect(pcp.decodePcpResponse(Uint8Array.of(2, 0xe0, 0, 4, ...new Uint8Array(20)))).toMatchObject({
      opcode: "unknown",
      opcodeNumber: 0x60,
      resultName: "UNSUPP_OPCODE",
    });
  });

  test("a NAT-PMP answer that is no refusal is not taken for one", () => {
    expect(() => pcp.decodePcpResponse(vector("natpmp-pcp/natpmp-real-external"))).toThrow("NAT-PMP");
  });
});
