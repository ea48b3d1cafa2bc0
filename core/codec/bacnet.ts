import { canonicalFromBytes } from "../net/ip-address.ts";
import { ByteReader } from "./byte-reader.ts";

/** Who-Is and I-Am of BACnet/IP (ASHRAE 135 annex J and clauses 6, 16.10), UDP 47808. */
export type BacnetDevice = {
  /** Number of the device, unique on the site. */
  readonly instance: number;
  /** Of ASHRAE's list; null where it is left out. */
  readonly vendorId: number | null;
  /** The address it has on the site, where somebody forwards for it; null: the sender's. */
  readonly forwardedFor: string | null;
  /** It sits on another network behind the sender, which is a router to there. */
  readonly behindRouter: boolean;
};

/** Global broadcast of an unconfirmed Who-Is to all networks. */
export const BACNET_WHO_IS = Uint8Array.of(0x81, 0x0b, 0, 12, 1, 0x20, 0xff, 0xff, 0, 0xff, 0x10, 0x08);

const BVLC_IP = 0x81;
const FORWARDED = 0x04;
const ORIGINAL_UNICAST = 0x0a;
const ORIGINAL_BROADCAST = 0x0b;
const NETWORK_MESSAGE = 0x80;
const HAS_DESTINATION = 0x20;
const HAS_SOURCE = 0x08;
const UNCONFIRMED_REQUEST = 0x10;
const I_AM = 0x00;
const OBJECT_IDENTIFIER = 0xc4;
const DEVICE_OBJECT = 8;

/**
 * Null for everything but I-Am.
 *
 * @throws DecodeError
 */
export function decodeBacnetIAm(bytes: Uint8Array): BacnetDevice | null {
  const reader = new ByteReader(bytes, "bacnet");
  if (reader.u8("link type") !== BVLC_IP) reader.fail("not BACnet/IP", 0);
  const linkFunction = reader.u8("link function");
  if (reader.u16("length") !== bytes.length) reader.fail("another length than announced", 2);
  if (![FORWARDED, ORIGINAL_UNICAST, ORIGINAL_BROADCAST].includes(linkFunction)) return null;
  const forwardedFor = linkFunction === FORWARDED ? canonicalFromBytes(reader.take(4, "original address")) : null;
  if (forwardedFor !== null) reader.skip(2, "original port");
  if (reader.u8("network version") !== 1) reader.fail("another network version");
  const behindRouter = skipNetworkHeader(reader);
  if (behindRouter === null || reader.u8("service choice") !== UNCONFIRMED_REQUEST) return null;
  if (reader.u8("service") !== I_AM) return null;
  if (reader.u8("object tag") !== OBJECT_IDENTIFIER) reader.fail("an I-Am without an object");
  const object = reader.u32("object");
  if (object >>> 22 !== DEVICE_OBJECT) reader.fail("an I-Am of something that is no device");
  const [, , vendorId] = [unsigned(reader), unsigned(reader), unsigned(reader)];
  return { instance: object & 0x3f_ffff, vendorId: vendorId ?? null, forwardedFor, behindRouter };
}

/** Whether the sender is on another network; null for messages of the network layer itself. */
function skipNetworkHeader(reader: ByteReader): boolean | null {
  const control = reader.u8("control");
  if ((control & HAS_DESTINATION) !== 0) {
    reader.skip(2, "destination network");
    reader.skip(reader.u8("destination length"), "destination");
  }
  if ((control & HAS_SOURCE) !== 0) {
    reader.skip(2, "source network");
    reader.skip(reader.u8("source length"), "source");
  }
  if ((control & HAS_DESTINATION) !== 0) reader.skip(1, "hop count");
  return (control & NETWORK_MESSAGE) !== 0 ? null : (control & HAS_SOURCE) !== 0;
}

/** An application-tagged unsigned or enumerated number of up to four bytes (clause 20.2); undefined when there is none. */
function unsigned(reader: ByteReader): number | undefined {
  if (reader.remaining === 0) return undefined;
  const length = reader.u8("tag") & 0x07;
  if (length > 4) reader.fail("a number longer than four bytes");
  return reader.take(length, "number").reduce((value, byte) => value * 256 + byte, 0);
}
