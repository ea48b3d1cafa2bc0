import fc from "fast-check";
import { expect, it } from "vitest";
import { rendezvousRequestSchema } from "#core/rehearsal/rendezvous-schema.ts";
import { dialBackRequestSchema, proveRequestSchema, viewRequestSchema } from "#core/vantage/vantage-api.ts";
import { TCP_HELLOS } from "#core/vantage/vantage-protocol.ts";
import { isViewRequest, readDialBack, readProve, readRendezvous } from "../../../main/vantage/read-request.ts";

const nearly = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() });

/** Eight members must be right at once. */
const mostly = (right: unknown, ...wrong: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) });

const members = {
  transport: nearly(fc.constantFrom("tcp", "udp")),
  port: nearly(fc.oneof(fc.integer({ min: -1, max: 65_536 }), fc.constantFrom(1, 65_535, 1.5, 80))),
  nonce: nearly(fc.string({ unit: fc.constantFrom("0", "7", "a", "f"), minLength: 32, maxLength: 32 })),
  patienceMs: nearly(fc.constantFrom(99, 100, 1_500, 1_501, 5_000, 5_001)),
  hello: nearly(fc.constantFrom(...TCP_HELLOS, "dial")),
  code: mostly("BCDFGHJK", "BCDFGHJ", "bcdfghjk"),
  side: mostly("invite", "joined", 1),
  seat: mostly("0f".repeat(16), "0f"),
  known: mostly(8, -1, 9),
  said: mostly(0, 1.5, 9),
  say: mostly("abc-_", "", "a b", "a".repeat(1_001)),
  waitMs: mostly(5_000, 5_001),
  leave: mostly(true, false),
};

/** Whole requests, with a member too few or too many, and anything else that is JSON. */
const bodies = (...names: (keyof typeof members)[]): fc.Arbitrary<string> => {
  const chosen = Object.fromEntries(names.map((name) => [name, members[name]]));
  const like = fc.record(chosen, { requiredKeys: [] });
  const whole = fc.record(chosen);
  const more = fc.tuple(whole, fc.dictionary(fc.constantFrom("address", "host", "__proto__", "nonce"), fc.jsonValue()));
  const values = fc.oneof(
    whole,
    like,
    more.map(([one, two]) => ({ ...one, ...two })),
    fc.jsonValue(),
  );
  return fc.oneof({ weight: 9, arbitrary: values.map((value) => JSON.stringify(value)) }, fc.string());
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};

it.each([
  ["dial-back", readDialBack, dialBackRequestSchema, bodies("transport", "port", "nonce", "patienceMs")],
  ["prove", readProve, proveRequestSchema, bodies("transport", "port", "hello", "patienceMs")],
  ["a proof by dialling", readProve, proveRequestSchema, bodies("transport", "port", "hello", "nonce", "patienceMs")],
  [
    "a rehearsal's word",
    readRendezvous,
    rendezvousRequestSchema,
    bodies("code", "side", "seat", "known", "said", "waitMs"),
  ],
  [
    "a rehearsal's word, said or last",
    readRendezvous,
    rendezvousRequestSchema,
    bodies("code", "side", "seat", "known", "said", "waitMs", "say", "leave"),
  ],
] as const)("what is read by hand is what the schema says: %s", (_name, read, schema, requests) => {
  let right = 0;
  fc.assert(
    fc.property(requests, (body) => {
      const expected = schema.safeParse(parsed(body));
      right += expected.success ? 1 : 0;
      expect(read(body)).toEqual(expected.success ? expected.data : undefined);
    }),
    { numRuns: 2_000 },
  );
  expect(right).toBeGreaterThan(20);
});

it("what is read by hand is what the schema says: view", () => {
  for (const body of ["{}", "[]", "null", "", '{"a":1}', '"{}"', "{} "])
    expect(isViewRequest(body), body).toBe(viewRequestSchema.safeParse(parsed(body)).success);
});
