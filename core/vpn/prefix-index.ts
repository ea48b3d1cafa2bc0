import { prefixAround, type Ipv4Prefix } from "../net/ipv4-prefix.ts";

export interface Located<T> {
  readonly prefix: Ipv4Prefix;
  readonly of: T;
}

export const lastOf = ({ network, length }: Ipv4Prefix): number => network + 2 ** (32 - length) - 1;

export const overlap = (a: Ipv4Prefix, b: Ipv4Prefix): boolean => a.network <= lastOf(b) && b.network <= lastOf(a);

/** Networks lie inside each other or apart, never across: so in this order each follows the ones it lies in. */
const byAddress = (a: Located<unknown>, b: Located<unknown>): number =>
  a.prefix.network - b.prefix.network || a.prefix.length - b.prefix.length;

/** Networks that can be asked which of them a network touches, in the time of a few look-ups however many there are. */
export class PrefixIndex<T> {
  readonly #sorted: readonly Located<T>[];
  readonly #byPrefix = new Map<string, Located<T>>();

  constructor(entries: readonly Located<T>[]) {
    this.#sorted = entries.toSorted(byAddress);
    for (const entry of this.#sorted) {
      const key = keyOf(entry.prefix);
      if (!this.#byPrefix.has(key)) this.#byPrefix.set(key, entry);
    }
  }

  /** Those inside the network (or equal to it): the first few of them, and how many. */
  inside(prefix: Ipv4Prefix, most: number): { first: readonly Located<T>[]; count: number } {
    // Wider ones that begin at the same address stand before it.
    const from = this.#position(prefix.network, prefix.length);
    const to = this.#position(lastOf(prefix) + 1, 0);
    return { first: this.#sorted.slice(from, Math.min(to, from + most)), count: to - from };
  }

  /** One that the network lies in, itself not counted; the narrowest. */
  around(prefix: Ipv4Prefix): Located<T> | undefined {
    for (let length = prefix.length - 1; length >= 0; length -= 1) {
      const found = this.#byPrefix.get(keyOf(prefixAround(prefix.network, length)));
      if (found) return found;
    }
    return undefined;
  }

  /** Index of the first entry that doesn't come before this network. */
  #position(network: number, length: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#sorted[middle]?.prefix;
      if (at && (at.network < network || (at.network === network && at.length < length))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const keyOf = ({ network, length }: Ipv4Prefix): string => `${network}/${length}`;

/** Networks that touch each other, put together; those that touch nobody are left out. */
export function overlapGroups<T>(entries: readonly Located<T>[]): Located<T>[][] {
  const groups: Located<T>[][] = [];
  let group: Located<T>[] = [];
  let end = -1;
  for (const entry of entries.toSorted(byAddress)) {
    if (entry.prefix.network > end) {
      group = [];
      groups.push(group);
    }
    group.push(entry);
    end = Math.max(end, lastOf(entry.prefix));
  }
  return groups.filter(({ length }) => length > 1);
}
