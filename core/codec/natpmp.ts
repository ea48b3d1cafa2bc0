import { canonicalFromBytes } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/** NAT-PMP, RFC 6886. A mapping is always for the host that asks: the protocol has no field for another one. */

export type NatPmpTransport = "tcp" | "udp";

const VERSION = 0;
/** RFC 6886 section 3.2: the answer's opcode is the request's plus 128. */
const RESPONSE_BIT = 0x80;
const EXTERNAL_ADDRESS_OPCODE = 0;
const MAP_OPCODES = { udp: 1, tcp: 2 } as const satisfies Record<NatPmpTransport, number>;
const UNSUPPORTED_OPCODE = 5;
/** RFC 6887 appendix A: what a PCP server without NAT-PMP answers with. */
const PCP_VERSION = 2;

/** RFC 6886 section 3.5. */
const RESULT_NAMES: ReadonlyMap<number, string> = new Map([
  [0, "SUCCESS"],
  [1, "UNSUPPORTED_VERSION"],
  [2, "NOT_AUTHORIZED"],
  [3, "NETWORK_FAILURE"],
  [4, "OUT_OF_RESOURCES"],
  [5, "UNSUPPORTED_OPCODE"],
]);

/** The name of a result code; codes outside the RFC have been seen and are named by number. */
export function natPmpResultName(resultCode: number): string {
  return RESULT_NAMES.get(resultCode) ?? `RESULT_${resultCode}`;
}

export interface NatPmpExternalAddress {
  readonly kind: "external-address";
  readonly epochSeconds: number;
  readonly externalAddress: string;
}

export interface NatPmpMapping {
  readonly kind: "mapping";
  readonly transport: NatPmpTransport;
  readonly epochSeconds: number;
  readonly internalPort: number;
  /** 0 in the answer to a removal (RFC 6886 section 3.4). */
  readonly externalPort: number;
  /** What the router granted; 0 in the answer to a removal. */
  readonly lifetimeSeconds: number;
}

export interface NatPmpError {
  readonly kind: "error";
  /** Without the response bit: 0 external address, 1 UDP mapping, 2 TCP mapping. */
  readonly opcode: number;
  readonly resultCode: number;
  readonly resultName: string;
  readonly epochSeconds: number;
}

/** The gateway answered with version 2: it speaks PCP and not NAT-PMP. */
export interface NatPmpSpeaksPcp {
  readonly kind: "speaks-pcp";
}

export type NatPmpResponse = NatPmpExternalAddress | NatPmpMapping | NatPmpError | NatPmpSpeaksPcp;

export interface NatPmpMapRequest {
  readonly transport: NatPmpTransport;
  readonly internalPort: number;
  /** 0 leaves the choice to the router. */
  readonly suggestedExternalPort: number;
  /** 0 removes the mapping (RFC 6886 section 3.4). */
  readonly lifetimeSeconds: number;
}

/** Asks for the external address (RFC 6886 section 3.2). */
export function encodeExternalAddressRequest(): Uint8Array {
  return Uint8Array.of(VERSION, EXTERNAL_ADDRESS_OPCODE);
}

/**
 * Asks for, renews or removes a mapping (RFC 6886 section 3.3).
 *
 * @throws RangeError for ports or lifetimes outside their fields.
 */
export function encodeMapRequest(request: NatPmpMapRequest): Uint8Array {
  return new ByteWriter()
    .u8(VERSION)
    .u8(MAP_OPCODES[request.transport])
    .u16(0)
    .u16(request.internalPort)
    .u16(request.suggestedExternalPort)
    .u32(request.lifetimeSeconds)
    .finish();
}

/**
 * Decodes an answer, or an unasked announcement of the external address. Throws DecodeError. Bytes behind the answer are
 * ignored: some routers send a little more than they should.
 */
export function decodeNatPmpResponse(bytes: Uint8Array): NatPmpResponse {
  const reader = new ByteReader(bytes, "nat-pmp");
  const version = reader.u8("version");
  const opcodeByte = reader.u8("opcode");
  if (version === PCP_VERSION && (opcodeByte & RESPONSE_BIT) !== 0) return { kind: "speaks-pcp" };
  if (version !== VERSION) reader.fail(`unknown version ${version}`, 0);
  if ((opcodeByte & RESPONSE_BIT) === 0) reader.fail("a request, not a response", 1);
  const opcode = opcodeByte & ~RESPONSE_BIT;
  const resultCode = reader.u16("result code");
  const epochSeconds = reader.u32("epoch");
  if (opcode > MAP_OPCODES.tcp && resultCode !== UNSUPPORTED_OPCODE)
    reader.fail(`unknown opcode 0x${opcodeByte.toString(16)}`, 1);
  // What follows a failure is not filled in (RFC 6886 section 3.5), and routers leave it away or put anything there.
  if (resultCode !== 0)
    return { kind: "error", opcode, resultCode, resultName: natPmpResultName(resultCode), epochSeconds };
  if (opcode === EXTERNAL_ADDRESS_OPCODE) {
    const externalAddress = canonicalFromBytes(reader.take(4, "external address"));
    return { kind: "external-address", epochSeconds, externalAddress };
  }
  return {
    kind: "mapping",
    transport: opcode === MAP_OPCODES.udp ? "udp" : "tcp",
    epochSeconds,
    internalPort: reader.u16("internal port"),
    externalPort: reader.u16("external port"),
    lifetimeSeconds: reader.u32("lifetime"),
  };
}

export type NatPmpRequest = { readonly kind: "external-address" } | ({ readonly kind: "mapping" } & NatPmpMapRequest);

/** Decodes what a client asks, for captures and for fakes of a gateway. Throws DecodeError. */
export function decodeNatPmpRequest(bytes: Uint8Array): NatPmpRequest {
  const reader = new ByteReader(bytes, "nat-pmp");
  const version = reader.u8("version");
  if (version !== VERSION) reader.fail(`unknown version ${version}`, 0);
  const opcode = reader.u8("opcode");
  if (opcode === EXTERNAL_ADDRESS_OPCODE) return { kind: "external-address" };
  if (opcode !== MAP_OPCODES.udp && opcode !== MAP_OPCODES.tcp) reader.fail(`unknown opcode ${opcode}`, 1);
  reader.skip(2, "reserved bytes");
  return {
    kind: "mapping",
    transport: opcode === MAP_OPCODES.udp ? "udp" : "tcp",
    internalPort: reader.u16("internal port"),
    suggestedExternalPort: reader.u16("suggested external port"),
    lifetimeSeconds: reader.u32("lifetime"),
  };
}
