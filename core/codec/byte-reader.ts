import { DecodeError, type Protocol } from "./decode-error.ts";

/** Reads numbers in network byte order; running out of bytes is a DecodeError that says what was missing. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #protocol: Protocol;
  #offset = 0;

  constructor(bytes: Uint8Array, protocol: Protocol) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#protocol = protocol;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(what: string): number {
    return this.#view.getUint8(this.#advance(1, what));
  }

  u16(what: string): number {
    return this.#view.getUint16(this.#advance(2, what));
  }

  u32(what: string): number {
    return this.#view.getUint32(this.#advance(4, what));
  }

  /** A view of the next bytes, not a copy. */
  take(length: number, what: string): Uint8Array {
    const start = this.#advance(length, what);
    return this.#bytes.subarray(start, start + length);
  }

  skip(length: number, what: string): void {
    this.#advance(length, what);
  }

  fail(reason: string, offset: number = this.#offset): never {
    throw new DecodeError(this.#protocol, reason, offset);
  }

  #advance(length: number, what: string): number {
    if (length > this.remaining) {
      this.fail(`${what} needs ${length} bytes, ${this.remaining} are left`);
    }
    const start = this.#offset;
    this.#offset += length;
    return start;
  }
}
