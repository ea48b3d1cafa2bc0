import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import {
  CANDIDATE_KINDS,
  candidateLine,
  readCandidateLine,
  sortedCandidates,
  type Candidate,
} from "#core/rehearsal/candidate.ts";
import { descriptionOf, readDescription } from "#core/rehearsal/description.ts";
import { decodeSignal, encodeSignal, MAX_SIGNAL_CHARACTERS, type Signal } from "#core/rehearsal/signal.ts";

const ice = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom("a", "z", "A", "Z", "0", "9", "+", "/"), minLength: least, maxLength: most });
const behaviours = fc.constantFrom(
  "unknown",
  "endpoint-independent",
  "address-dependent",
  "address-and-port-dependent",
  "endpoint-dependent",
);
const address = fc.oneof(
  fc.nat({ max: 255 }).map((last) => `192.168.1.${last}`),
  fc.nat({ max: 255 }).map((last) => `25.0.113.${last}`),
  fc.integer({ min: 1, max: 0xffff }).map((last) => `2a0e:b107:100::1:${last.toString(16)}`),
);
const candidate: fc.Arbitrary<Candidate> = fc.record({
  kind: fc.constantFrom(...CANDIDATE_KINDS),
  address,
  port: fc.integer({ min: 1, max: 65_535 }),
});
const signals: fc.Arbitrary<Signal> = fc.record({
  role: fc.constantFrom("offer", "answer"),
  ufrag: ice(4, 32),
  password: ice(22, 32),
  fingerprint: fc.string({ unit: fc.constantFrom("0", "1", "9", "a", "f"), minLength: 64, maxLength: 64 }),
  udp: fc.constantFrom("open", "blocked", "unknown"),
  ipv6: fc.boolean(),
  relay: fc.boolean(),
  nat: fc.option(fc.record({ mapping: behaviours, filtering: behaviours })),
  name: fc.option(fc.string({ unit: "grapheme", maxLength: 80 })),
  candidates: fc.array(candidate, { maxLength: 30 }),
});

describe("a signal", () => {
  it("comes back as it was, in at most 700 characters, whatever a messenger does to its lines", () => {
    fc.assert(
      fc.property(signals, fc.integer({ min: 10, max: 80 }), (signal, width) => {
        const text = encodeSignal(signal);
        expect(text.length).toBeLessThanOrEqual(MAX_SIGNAL_CHARACTERS);
        const read = decodeSignal(` ${text.match(new RegExp(`.{1,${width}}`, "g"))?.join("\r\n  ")}\n`);
        expect(read).toEqual({ ...signal, name: read.name, candidates: sortedCandidates(signal.candidates) });
        expect(encodeSignal(read)).toBe(text);
      }),
    );
  });

  it("is refused with one character wrong, missing or too many, and nothing else is thrown", () => {
    fc.assert(
      fc.property(signals, fc.nat(), fc.constantFrom("A", "b", "_", "", "QQ"), (signal, at, put) => {
        const text = encodeSignal(signal);
        const index = 4 + (at % (text.length - 4));
        const changed = text.slice(0, index) + put + text.slice(index + 1);
        fc.pre(changed !== text);
        expect(() => decodeSignal(changed)).toThrow(DecodeError);
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `FR1.${text}`),
        ),
        (text) => {
          expect(() => decodeSignal(text)).toThrow(DecodeError);
        },
      ),
    );
  });

  it.each([
    ["FR2.AAAA", "another version"],
    ["hello", "not a signal"],
    [`FR1.${"A".repeat(1_500)}`, "too long"],
  ])("says what is wrong: %s", (text, reason) => {
    expect(() => decodeSignal(text)).toThrow(reason);
  });

  it.each(["127.0.0.1", "::1", "169.254.1.1", "fe80::1", "255.255.255.255", "224.0.0.1", "0.0.0.0"])(
    "sends nobody to %s",
    (nowhere) => {
      expect(sortedCandidates([{ kind: "host", address: nowhere, port: 1 }])).toEqual([]);
    },
  );
});

describe("session descriptions", () => {
  it("say the three things that differ each time", () => {
    fc.assert(
      fc.property(signals, ({ ufrag, password, fingerprint, ...rest }) => {
        const sdp = descriptionOf({ ufrag, password, fingerprint, ...rest });
        expect(readDescription(sdp)).toEqual({ ufrag, password, fingerprint });
      }),
    );
    expect(readDescription("v=0\r\na=ice-ufrag:abcd\r\n")).toBeUndefined();
  });

  it("candidates' lines are ICE's", () => {
    const host = "candidate:2 1 UDP 2116026111 fd00::2 59985 typ host";
    expect(readCandidateLine(`a=${host}`)).toEqual({ kind: "host", address: "fd00::2", port: 59_985 });
    expect(readCandidateLine("a=candidate:1 1 TCP 2116026111 192.0.2.2 9 typ host tcptype active")).toBeUndefined();
    expect(readCandidateLine("a=candidate:1 1 UDP 1 evil.local 9 typ host")).toBeUndefined();
    expect(readCandidateLine("a=candidate:1 1 UDP 1 192.0.2.2 70000 typ host")).toBeUndefined();
    fc.assert(
      fc.property(candidate, (one) => {
        const read = readCandidateLine(candidateLine(one, 0));
        const kind = one.kind === "mapped" || one.kind === "forwarded" ? "reflexive" : one.kind;
        expect(read).toEqual({ ...one, kind });
      }),
    );
  });

  it("the best name of a place stays", () => {
    const place = { address: "25.0.113.2", port: 4_000 };
    const both: Candidate[] = [
      { kind: "reflexive", ...place },
      { kind: "mapped", ...place },
    ];
    expect(sortedCandidates(both)).toEqual([{ kind: "mapped", ...place }]);
  });
});
