import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { toHex } from "./byte-text.ts";
import { DecodeError } from "./decode-error.ts";

/**
 * The first packets of OpenVPN's control channel, as its "OpenVPN Wire Protocol" draft and `ssl_pkt.h` have them: opcode and key id,
 * session id, acknowledgements, packet id. What a server with tls-auth or tls-crypt is sent needs a wrapping (`openvpn-tls-crypt.ts`).
 */

export const OPENVPN_SESSION_BYTES = 8;
/** More acknowledgements than that fit into no packet (RELIABLE_ACK_SIZE). */
const MAX_ACKS = 8;

const OPCODES = {
  3: "soft-reset",
  4: "control",
  5: "ack",
  7: "hard-reset-client-v2",
  8: "hard-reset-server-v2",
  10: "hard-reset-client-v3",
  11: "control-wkc",
} as const satisfies Readonly<Record<number, string>>;
type OpenVpnOpcode = (typeof OPCODES)[keyof typeof OPCODES];
const isOpcode = (opcode: number): opcode is keyof typeof OPCODES => opcode in OPCODES;

export interface OpenVpnHeader {
  readonly opcode: OpenVpnOpcode;
  readonly keyId: number;
  /** 16 hexadecimal digits: the sender's. */
  readonly sessionId: string;
}

export interface OpenVpnControl extends OpenVpnHeader {
  /** Packet ids of the other side. */
  readonly acks: readonly number[];
  /** Whose packets those were; null where none is acknowledged. */
  readonly remoteSessionId: string | null;
  /** Null in a packet that only acknowledges. */
  readonly packetId: number | null;
  /** Bytes of TLS behind it. */
  readonly payloadBytes: number;
}

/** Opcode 7, key 0: how every client but those with tls-crypt-v2 begins. @throws RangeError for a session id of another length */
export function encodeHardReset(sessionId: Uint8Array): Uint8Array {
  return new ByteWriter().bytes(encodeHardResetHeader(sessionId)).bytes(HARD_RESET_REST).finish();
}

/** No acknowledgements, packet id 0. */
export const HARD_RESET_REST: Uint8Array = Uint8Array.of(0, 0, 0, 0, 0);

export function encodeHardResetHeader(sessionId: Uint8Array): Uint8Array {
  if (sessionId.length !== OPENVPN_SESSION_BYTES) throw new RangeError("a session id of OpenVPN has 8 bytes");
  return new ByteWriter()
    .u8(7 << 3)
    .bytes(sessionId)
    .finish();
}

function readHeader(reader: ByteReader): OpenVpnHeader {
  const first = reader.u8("opcode");
  const opcode = first >> 3;
  if (!isOpcode(opcode)) return reader.fail(`opcode ${opcode} is not of the control channel`, 0);
  const sessionId = toHex(reader.take(OPENVPN_SESSION_BYTES, "session id"));
  return { opcode: OPCODES[opcode], keyId: first & 7, sessionId };
}

/** What stands before everything else, also where the rest is wrapped. Throws DecodeError. */
export const decodeOpenVpnHeader = (bytes: Uint8Array): OpenVpnHeader => readHeader(new ByteReader(bytes, "openvpn"));

/** A packet of the control channel that is not wrapped. Throws DecodeError. */
export function decodeOpenVpnControl(bytes: Uint8Array): OpenVpnControl {
  const reader = new ByteReader(bytes, "openvpn");
  const header = readHeader(reader);
  const count = reader.u8("number of acknowledgements");
  if (count > MAX_ACKS) reader.fail(`${count} acknowledgements`, reader.offset - 1);
  const acks = Array.from({ length: count }, () => reader.u32("acknowledged packet"));
  const remoteSessionId = count === 0 ? null : toHex(reader.take(OPENVPN_SESSION_BYTES, "remote session id"));
  const packetId = header.opcode === "ack" ? null : reader.u32("packet id");
  return { ...header, acks, remoteSessionId, packetId, payloadBytes: reader.remaining };
}

/** Whether this answers a hard reset of that session. */
export const answersHardReset = (
  packet: Pick<OpenVpnControl, "opcode" | "remoteSessionId">,
  sessionId: Uint8Array,
): boolean => packet.opcode === "hard-reset-server-v2" && packet.remoteSessionId === toHex(sessionId);

/** Over TCP every packet has its length before it. */
export const encodeOpenVpnFrame = (packet: Uint8Array): Uint8Array =>
  new ByteWriter().u16(packet.length).bytes(packet).finish();

/** The largest control packet that is sent: `TLS_CHANNEL_BUF_SIZE`. */
const MAX_FRAME_BYTES = 2_048;

/**
 * The first packet in what came over TCP; null while it is not complete. Throws DecodeError where this can't become one, e.g. since
 * a web server answered.
 */
export function decodeOpenVpnFrame(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 2) return null;
  const reader = new ByteReader(bytes, "openvpn");
  const length = reader.u16("length");
  if (length === 0 || length > MAX_FRAME_BYTES) throw new DecodeError("openvpn", `a packet of ${length} bytes`, 0);
  if (reader.remaining < length) return null;
  return reader.take(length, "packet");
}
