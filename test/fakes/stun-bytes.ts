import { isIPv6 } from "node:net";
import { parseAddress } from "#core/net/ip-address.ts";

/** STUN messages (RFC 8489) as the fakes write them, apart from the codec that is tested against them. */

const MAGIC_COOKIE = 0x2112a442;

export const STUN_SUCCESS = 0x0101;
export const STUN_ERROR = 0x0111;
export const STUN_REQUEST = 0x0001;

export const ATTRIBUTE = {
  CHANGE_REQUEST: 0x0003,
  ERROR_CODE: 0x0009,
  XOR_MAPPED_ADDRESS: 0x0020,
  RESPONSE_PORT: 0x0027,
  RESPONSE_ORIGIN: 0x802b,
  OTHER_ADDRESS: 0x802c,
} as const;

export function stunMessage(type: number, transactionId: Buffer, ...attributes: Buffer[]): Buffer {
  const body = Buffer.concat(attributes);
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length, 2);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  return Buffer.concat([head, transactionId, body]);
}

export function stunAttribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** ERROR-CODE 420, Unknown Attribute. */
export const unknownAttributeError = (): Buffer =>
  stunAttribute(ATTRIBUTE.ERROR_CODE, Buffer.from("\u0000\u0000\u0004\u0014Unknown", "latin1"));

const addressBytes = (address: string): Buffer => Buffer.from(parseAddress(address)?.bytes ?? []);

export function stunAddress(type: number, address: string, port: number): Buffer {
  const head = Buffer.from([0, isIPv6(address) ? 2 : 1, port >> 8, port & 0xff]);
  return stunAttribute(type, Buffer.concat([head, addressBytes(address)]));
}

/** `asIpv6`: an IPv4 address written as an IPv6 one, as a real server does (section 14.2). */
export function xorMapped(address: string, port: number, transactionId: Buffer, asIpv6 = false): Buffer {
  const key = Buffer.concat([Buffer.alloc(4), transactionId]);
  key.writeUInt32BE(MAGIC_COOKIE, 0);
  const own = addressBytes(address);
  const plain = asIpv6 ? Buffer.concat([Buffer.alloc(10), Buffer.from([0xff, 0xff]), own]) : own;
  const head = Buffer.from([0, plain.length === 16 ? 2 : 1, 0, 0]);
  head.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2);
  const mixed = plain.map((byte, i) => byte ^ (key[i] ?? 0));
  return stunAttribute(ATTRIBUTE.XOR_MAPPED_ADDRESS, Buffer.concat([head, mixed]));
}

/** The value of an attribute of a request; undefined when it has none. */
export function attributeOf(request: Buffer, type: number): Buffer | undefined {
  for (let at = 20; at + 4 <= request.length;) {
    const length = request.readUInt16BE(at + 2);
    if (request.readUInt16BE(at) === type) return request.subarray(at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return undefined;
}
