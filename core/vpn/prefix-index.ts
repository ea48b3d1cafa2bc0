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

/** Of equal networks as many are remembered: one's own, and others to name. */
const TWINS_KEPT = 4;

/** Networks that can be asked which of them a network touches, in the time of a few look-ups however many there are. */
export class PrefixIndex<T> {
  readonly #sorted: readonly Located<T>[];
  readonly #byPrefix = new Map<string, Located<T>[]>();

  constructor(entries: readonly Located<T>[]) {
    this.#sorted = entries.toSorted(byAddress);
    for (const entry of this.#sorted) {
      const twins = this.#byPrefix.get(keyOf(entry.prefix));
      if (!twins) this.#byPrefix.set(keyOf(entry.prefix), [entry]);
      else if (twins.length < TWINS_KEPT) twins.push(entry);
    }
  }

  /** Those inside the network (or equal to it), the first few of them. */
  inside(prefix: Ipv4Prefix, most: number): readonly Located<T>[] {
    // Wider ones that begin at the same address stand before it.
    const from = this.#position(prefix.network, prefix.length);
    const to = this.#position(lastOf(prefix) + 1, 0);
    return this.#sorted.slice(from, Math.min(to, from + most));
  }

  /** Those that the network lies in, itself not counted; the narrowest first, of equal ones a few. */
  around(prefix: Ipv4Prefix): Located<T>[] {
    return Array.from({ length: prefix.length }, (_, step) => prefix.length - 1 - step).flatMap(
      (length) => this.#byPrefix.get(keyOf(prefixAround(prefix.network, length))) ?? [],
    );
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
