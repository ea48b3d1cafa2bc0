/** Collects bytes in network byte order. A number that does not fit is a RangeError: the caller's mistake. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  u8(value: number): this {
    return this.#number(value, 1);
  }

  u16(value: number): this {
    return this.#number(value, 2);
  }

  u32(value: number): this {
    return this.#number(value, 4);
  }

  bytes(value: Uint8Array): this {
    for (const byte of value) this.#bytes.push(byte);
    return this;
  }

  zeros(count: number): this {
    for (let index = 0; index < count; index += 1) this.#bytes.push(0);
    return this;
  }

  /** Zeros up to the next multiple of `size`. */
  pad(size: number): this {
    return this.zeros((size - (this.#bytes.length % size)) % size);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #number(value: number, size: 1 | 2 | 4): this {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size)) {
      throw new RangeError(`${value} is not an unsigned number of ${size} bytes`);
    }
    for (let shift = 8 * (size - 1); shift >= 0; shift -= 8) this.#bytes.push((value >>> shift) & 0xff);
    return this;
  }
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
