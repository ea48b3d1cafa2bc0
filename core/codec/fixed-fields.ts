import { canonicalFromBytes } from "../net/ip-address.ts";
import { decodeText } from "./byte-text.ts";
import { DecodeError, type Protocol } from "./decode-error.ts";

/** Packets whose fields stand at fixed places: most makers' own discovery protocols. */
export class FixedFields {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #protocol: Protocol;

  /** @throws DecodeError when fewer than `minimumBytes` are there */
  constructor(bytes: Uint8Array, protocol: Protocol, minimumBytes: number) {
    if (bytes.length < minimumBytes) {
      throw new DecodeError(protocol, `${bytes.length} bytes where at least ${minimumBytes} are needed`, bytes.length);
    }
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#protocol = protocol;
  }

  u8(offset: number): number {
    return this.#view.getUint8(this.#checked(offset, 1));
  }

  u16(offset: number): number {
    return this.#view.getUint16(this.#checked(offset, 2));
  }

  u16LittleEndian(offset: number): number {
    return this.#view.getUint16(this.#checked(offset, 2), true);
  }

  u32(offset: number): number {
    return this.#view.getUint32(this.#checked(offset, 4));
  }

  u32LittleEndian(offset: number): number {
    return this.#view.getUint32(this.#checked(offset, 4), true);
  }

  /** Text of a field that is filled up with NULs. */
  text(offset: number, length: number): string {
    const field = this.bytes(offset, length);
    const end = field.indexOf(0);
    return decodeText(end === -1 ? field : field.subarray(0, end));
  }

  /** Dotted decimal. */
  ipv4(offset: number): string {
    return canonicalFromBytes(this.bytes(offset, 4));
  }

  /** A view, not a copy. */
  bytes(offset: number, length: number): Uint8Array {
    const start = this.#checked(offset, length);
    return this.#bytes.subarray(start, start + length);
  }

  #checked(offset: number, length: number): number {
    if (offset + length > this.#bytes.length) {
      throw new DecodeError(this.#protocol, `a field of ${length} bytes reaches past the end`, offset);
    }
    return offset;
  }
}
