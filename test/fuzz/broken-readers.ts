import type { FuzzTarget } from "./target.ts";

/** Readers that do what no reader may: the machinery is tested with them. Each reads its one seed well, and nothing else. */
const broken = (name: string, misbehave: () => string): FuzzTarget => ({
  name,
  sources: {},
  seeds: () => [Uint8Array.of(1)],
  tokens: ["x"],
  check: (input) => (input.length === 1 && input[0] === 1 ? "fine" : misbehave()),
});

export const BROKEN_READERS: readonly FuzzTarget[] = [
  broken("throws", () => {
    throw new TypeError("reading 'x' of undefined");
  }),
  broken("hangs", () => {
    for (;;);
  }),
  broken("eats-memory", () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array.from({ length: 1_000_000 }, (_, index) => index + 0.5));
  }),
];
