/** Numbers that look random and come out the same for the same seed, on every machine. */
export type Random = {
  /** A whole number from 0 to `below` - 1; 0 for nothing to choose from. */
  int(below: number): number;
  pick<const T extends readonly [unknown, ...unknown[]]>(list: T): T[number];
  /** True once in so many times. */
  oneIn(times: number): boolean;
};

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, four of them from the seed after twelve rounds. */
export function randomFrom(seed: number): Random {
  let [a, b, c, counter] = [0, seed | 0, Math.trunc(seed / 2 ** 32) | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  const int = (below: number): number => (below <= 1 ? 0 : next() % below);
  return {
    int,
    pick: (list) => list[int(list.length)] ?? list[0],
    oneIn: (times) => int(times) === 0,
  };
}
