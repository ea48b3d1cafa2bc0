import { fromHex, toHex } from "../codec/byte-text.ts";
import { NONCE_BYTES } from "./signing.ts";
import { MAC_BYTES, NO_PACKET_KEY, PACKET_KEY_BYTES, sameMac, type Hmac } from "./vantage-key.ts";

/**
 * What goes over UDP, and over a TCP connection that the vantage opened: 56 bytes, of which the last 32 are an HMAC. All
 * kinds are of one length, so no answer is ever longer than what it answers.
 *
 *     "FSV1"   kind   key (3)   nonce (16)   HMAC-SHA256 over all before it (32)
 *
 * The key is the begin of the id of the token that sealed it; 0 for a vantage's single one.
 */
export type PacketKind =
  /** From the laptop to a port of the vantage; and back. */
  | "echo"
  | "echo-answer"
  /** From the vantage to the laptop's held port, to see whether it arrives; and back. */
  | "dial"
  | "dial-answer";

export type Packet = { kind: PacketKind; nonce: string };

const MAGIC = [0x46, 0x53, 0x56, 0x31] as const;
const KINDS: readonly PacketKind[] = ["echo", "echo-answer", "dial", "dial-answer"];
const KEY_AT = MAGIC.length + 1;
const HEAD_BYTES = KEY_AT + PACKET_KEY_BYTES + NONCE_BYTES;
export const PACKET_BYTES = HEAD_BYTES + MAC_BYTES;

/** @throws RangeError when the nonce or the key is of another length */
export function sealPacket(packet: Packet, hmac: Hmac, key: string = NO_PACKET_KEY): Uint8Array {
  const [keyBytes, nonce] = [fromHex(key) ?? [], fromHex(packet.nonce) ?? []];
  const head = Uint8Array.from([...MAGIC, KINDS.indexOf(packet.kind), ...keyBytes, ...nonce]);
  if (head.length !== HEAD_BYTES) throw new RangeError(`a nonce has ${NONCE_BYTES} bytes`);
  return Uint8Array.from([...head, ...hmac(head)]);
}

/** Which token something that looks like a packet says it is sealed with; undefined when it doesn't look like one. */
export function keyOfPacket(bytes: Uint8Array): string | undefined {
  if (bytes.length !== PACKET_BYTES || MAGIC.some((byte, index) => bytes[index] !== byte)) return undefined;
  return toHex(bytes.subarray(KEY_AT, KEY_AT + PACKET_KEY_BYTES));
}

/** Undefined when the bytes are no packet, or nobody made it who has the token. */
export function openPacket(bytes: Uint8Array, hmac: Hmac): Packet | undefined {
  // The cheap look first: strangers' datagrams must not cost an HMAC each.
  if (keyOfPacket(bytes) === undefined) return undefined;
  const kind = KINDS[bytes[MAGIC.length] ?? KINDS.length];
  const head = bytes.subarray(0, HEAD_BYTES);
  if (kind === undefined || !sameMac(hmac(head), bytes.subarray(HEAD_BYTES))) return undefined;
  return { kind, nonce: toHex(head.subarray(HEAD_BYTES - NONCE_BYTES)) };
}
