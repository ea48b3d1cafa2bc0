import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { toHex } from "./byte-text.ts";

/** IKE_SA_INIT of IKEv2 (RFC 7296), as far as it shows that somebody answers. */

const EXCHANGE_SA_INIT = 34;
const FLAG_INITIATOR = 0x08;
const FLAG_RESPONSE = 0x20;
const HEADER_BYTES = 28;
export const IKE_SPI_BYTES = 8;
/** RFC 7296 section 2.23: before IKE at port 4500, where ESP has its SPI. */
const NON_ESP_MARKER = Uint8Array.of(0, 0, 0, 0);

const PAYLOAD = { sa: 33, ke: 34, nonce: 40, notify: 41 } as const;
/** RFC 7296 section 3.3.2, RFC 8031, RFC 5903. */
const DH = { modp2048: 14, ecp256: 19, curve25519: 31 } as const;

/** RFC 7296 section 3.10.1: errors that a first answer may be. */
const NOTIFY_NAMES: ReadonlyMap<number, string> = new Map([
  [1, "UNSUPPORTED_CRITICAL_PAYLOAD"],
  [4, "INVALID_IKE_SPI"],
  [5, "INVALID_MAJOR_VERSION"],
  [7, "INVALID_SYNTAX"],
  [14, "NO_PROPOSAL_CHOSEN"],
  [17, "INVALID_KE_PAYLOAD"],
  [24, "AUTHENTICATION_FAILED"],
  [16_388, "NAT_DETECTION_SOURCE_IP"],
  [16_389, "NAT_DETECTION_DESTINATION_IP"],
  [16_390, "COOKIE"],
]);

export interface IkeInit {
  /** 8 bytes, not all zero. */
  readonly spi: Uint8Array;
  /** 16 to 256 bytes. */
  readonly nonce: Uint8Array;
  /** A public value of Curve25519: 32 bytes. */
  readonly publicValue: Uint8Array;
}

export interface IkeMessage {
  readonly initiatorSpi: string;
  readonly responderSpi: string;
  /** 1: an old server that knows IKEv1 only. */
  readonly majorVersion: number;
  readonly exchange: number;
  readonly isResponse: boolean;
  readonly messageId: number;
  /** Types of the payloads, in order. */
  readonly payloads: readonly number[];
  /** Names of what was notified; `NOTIFY_n` for others. */
  readonly notifies: readonly string[];
}

/** Transform: last or more, reserved, length, type, reserved, id, and the key length where there is one (RFC 7296 section 3.3.2). */
const transform = (type: number, id: number, keyBits: number | null, isLast: boolean): Uint8Array => {
  const writer = new ByteWriter()
    .u8(isLast ? 0 : 3)
    .u8(0)
    .u16(keyBits === null ? 8 : 12)
    .u8(type)
    .u8(0)
    .u16(id);
  return (keyBits === null ? writer : writer.u16(0x800e).u16(keyBits)).finish();
};

const payload = (next: number, body: Uint8Array): Uint8Array =>
  new ByteWriter()
    .u8(next)
    .u8(0)
    .u16(body.length + 4)
    .bytes(body)
    .finish();

/** AES-256, SHA-256, and three groups: any server of the last ten years takes it, or says what it wants instead. */
function securityAssociation(): Uint8Array {
  const transforms = [
    transform(1, 12, 256, false),
    transform(2, 5, null, false),
    transform(3, 12, null, false),
    transform(4, DH.curve25519, null, false),
    transform(4, DH.ecp256, null, false),
    transform(4, DH.modp2048, null, true),
  ];
  const body = new ByteWriter();
  for (const each of transforms) body.bytes(each);
  const transformBytes = body.finish();
  return new ByteWriter()
    .u8(0)
    .u8(0)
    .u16(8 + transformBytes.length)
    .u8(1)
    .u8(1)
    .u8(0)
    .u8(transforms.length)
    .bytes(transformBytes)
    .finish();
}

/** The first message of a client. @throws RangeError for fields of a wrong length */
export function encodeIkeSaInit({ spi, nonce, publicValue }: IkeInit): Uint8Array {
  if (spi.length !== IKE_SPI_BYTES) throw new RangeError("an SPI has 8 bytes");
  if (nonce.length < 16 || nonce.length > 256) throw new RangeError("a nonce has 16 to 256 bytes");
  if (publicValue.length !== 32) throw new RangeError("a public value of Curve25519 has 32 bytes");
  const ke = new ByteWriter().u16(DH.curve25519).u16(0).bytes(publicValue).finish();
  const body = new ByteWriter()
    .bytes(payload(PAYLOAD.ke, securityAssociation()))
    .bytes(payload(PAYLOAD.nonce, ke))
    .bytes(payload(0, nonce))
    .finish();
  return new ByteWriter()
    .bytes(spi)
    .zeros(IKE_SPI_BYTES)
    .u8(PAYLOAD.sa)
    .u8(0x20)
    .u8(EXCHANGE_SA_INIT)
    .u8(FLAG_INITIATOR)
    .u32(0)
    .u32(HEADER_BYTES + body.length)
    .bytes(body)
    .finish();
}

/** The same for port 4500. */
export const withNonEspMarker = (message: Uint8Array): Uint8Array =>
  new ByteWriter().bytes(NON_ESP_MARKER).bytes(message).finish();

/** What stands behind the marker; undefined where there is none (ESP, or a keepalive of one byte). */
export const withoutNonEspMarker = (bytes: Uint8Array): Uint8Array | undefined =>
  NON_ESP_MARKER.every((byte, index) => bytes[index] === byte) ? bytes.subarray(NON_ESP_MARKER.length) : undefined;

/** More payloads than an answer that proves something has. */
const MAX_PAYLOADS = 32;

/** Any message of IKE, of version 1 or 2, that is not encrypted in its header. Throws DecodeError. */
export function decodeIke(bytes: Uint8Array): IkeMessage {
  const reader = new ByteReader(bytes, "ike");
  const initiatorSpi = toHex(reader.take(IKE_SPI_BYTES, "initiator SPI"));
  const responderSpi = toHex(reader.take(IKE_SPI_BYTES, "responder SPI"));
  const first = reader.u8("next payload");
  const majorVersion = reader.u8("version") >> 4;
  if (majorVersion !== 1 && majorVersion !== 2) reader.fail(`version ${majorVersion}`, 17);
  const exchange = reader.u8("exchange type");
  const flags = reader.u8("flags");
  const messageId = reader.u32("message ID");
  const length = reader.u32("length");
  if (length !== bytes.length) reader.fail(`length ${length} of ${bytes.length} bytes`, 24);
  const payloads: number[] = [];
  const notifies: string[] = [];
  // Version 1 has other payloads, and encrypts those behind the first messages.
  let next = majorVersion === 1 ? 0 : first;
  while (next !== 0) {
    if (payloads.length === MAX_PAYLOADS) reader.fail("too many payloads");
    const type = next;
    next = reader.u8("next payload");
    reader.skip(1, "flags of a payload");
    const payloadLength = reader.u16("length of a payload");
    if (payloadLength < 4) reader.fail(`payload of ${payloadLength} bytes`);
    const body = reader.take(payloadLength - 4, "payload");
    payloads.push(type);
    if (type === PAYLOAD.notify) notifies.push(notifyName(body));
  }
  const isResponse = majorVersion === 2 && (flags & FLAG_RESPONSE) !== 0;
  return { initiatorSpi, responderSpi, majorVersion, exchange, isResponse, messageId, payloads, notifies };
}

function notifyName(body: Uint8Array): string {
  const reader = new ByteReader(body, "ike");
  reader.skip(2, "protocol and SPI size");
  const type = reader.u16("notify type");
  return NOTIFY_NAMES.get(type) ?? `NOTIFY_${type}`;
}

/** Whether somebody answered this first message, with whatever: an error proves as well that it came through. */
export const answersIkeInit = (message: IkeMessage, spi: Uint8Array): boolean =>
  message.initiatorSpi === toHex(spi) && (message.isResponse || message.majorVersion === 1);
