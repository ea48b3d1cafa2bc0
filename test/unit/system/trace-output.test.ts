import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import { canonicalAddress } from "#core/net/ip-address.ts";
import { parseTrace, reachedTarget, type TraceHop } from "#core/system/trace-output.ts";
import { readTrace } from "#core/system/trace-reading.ts";

const TARGET = "192.31.196.20";
const linux = (...hops: string[]): string =>
  [`traceroute to ${TARGET} (${TARGET}), 30 hops max, 60 byte packets`, ...hops].join("\n");
const windows = (...hops: string[]): string => ["", `Tracing route to ${TARGET}`, "", ...hops, ""].join("\r\n");

describe("a trace", () => {
  it("tells the shortest time of each hop, whatever the unit and the decimal point", () => {
    const rtts = (text: string): (number | null)[] => parseTrace(text).hops.map((hop) => hop.rttMs);
    expect(rtts(linux(" 1  192.168.1.1  0.967 ms  1.022 ms  0.5 ms", " 2  * * *"))).toEqual([0.5, null]);
    expect(rtts(linux(" 1  192.168.1.1  0,967 ms  1,022 ms"))).toEqual([0.967]);
    expect(rtts(windows("  1    <1 мс     2 ms     3 ms  192.168.1.1"))).toEqual([1]);
    expect(rtts(windows("  1     2 毫秒   3 毫秒   4 毫秒 192.168.1.1"))).toEqual([2]);
    expect(rtts(" 1:  192.168.1.1   7.250ms asymm  2")).toEqual([7.25]);
  });

  it("drops the time that another program put in front of each line", () => {
    const stamps = ["[2026-11-20 20:26:46.48] ", "2026-11-20T20:26:46.481Z ", "Nov 20 20:26:46 "];
    for (const stamp of stamps) {
      const text = linux(" 1  gw (192.168.1.1)  1 ms", ` 2  x.example (${TARGET})  9 ms`);
      const stamped = text
        .split("\n")
        .map((line) => stamp + line)
        .join("\n");
      expect(parseTrace(stamped)).toEqual(parseTrace(text));
    }
  });

  it("ends where the next one begins", () => {
    const one = linux(" 1  192.168.1.1  1 ms", " 2  192.175.48.7  9 ms");
    const other = linux(" 1  10.0.0.1  1 ms", ` 2  ${TARGET}  9 ms`);
    expect(parseTrace(`${one}\n${other}`)).toEqual(parseTrace(one));
  });

  it("takes the address the program chose where a name has several", () => {
    const text = [
      "traceroute: Warning: example.net has multiple addresses; using 192.31.196.20",
      `traceroute to example.net (${TARGET}), 64 hops max, 52 byte packets`,
      ` 1  ${TARGET} (${TARGET})  1 ms`,
    ].join("\n");
    const trace = parseTrace(text);
    expect(trace).toMatchObject({ target: TARGET, targetName: "example.net", platform: "macos" });
    expect(reachedTarget(trace)).toBe(true);
  });

  it("is not misled by what stands before it", () => {
    const text = [
      "Microsoft Windows [Version 10.0.26100.2314]",
      "C:\\Users\\admin>tracert -d 192.31.196.20",
      windows("  1     1 ms     1 ms     1 ms  192.168.1.1"),
    ].join("\r\n");
    expect(parseTrace(text)).toMatchObject({ target: TARGET, platform: "windows", hops: [{ hop: 1 }] });
  });

  it.each([
    "",
    "\n\n",
    "1",
    " 1  \n",
    "30 hops max",
    "traceroute: unknown host",
    " 256  192.168.1.1  1 ms",
    " 0  * * *",
  ])("finds no hop in %j", (text) => {
    expect(() => parseTrace(text)).toThrow(DecodeError);
  });
});

describe("what a trace says about the line", () => {
  const verdict = (...addresses: string[]) => {
    const hops = addresses.map((address, index) => ` ${index + 1}  ${address === "*" ? "* * *" : `${address}  1 ms`}`);
    const { cgnat, doubleNat } = readTrace(parseTrace(linux(...hops))).verdict;
    return [cgnat, doubleNat];
  };

  it.each([
    ["a plain line", ["192.168.1.1", "192.175.48.7"], ["no-evidence", "no-evidence"]],
    ["a carrier's range", ["192.168.1.1", "100.64.0.1", "192.175.48.7"], ["likely", "no-evidence"]],
    ["a carrier's range behind a second router", ["192.168.1.1", "192.168.2.1", "100.64.0.1"], ["likely", "likely"]],
    [
      "a carrier's range behind the internet's edge",
      ["10.0.80.1", "187.32.25.30", "100.110.131.130"],
      ["no-evidence", "no-evidence"],
    ],
    ["a cloud machine", ["100.64.0.1", "192.175.48.7"], ["no-evidence", "no-evidence"]],
    ["a carrier's range where the router is silent", ["*", "100.64.0.1", "192.175.48.7"], ["likely", "unknown"]],
    ["two home routers", ["192.168.1.1", "192.168.0.1", "192.175.48.7"], ["no-evidence", "likely"]],
    ["an inner router of an office", ["192.168.4.129", "192.168.11.30", "192.175.48.7"], ["no-evidence", "possible"]],
    ["one hop of a large block", ["192.168.1.1", "10.0.0.1", "192.175.48.7"], ["possible", "possible"]],
    [
      "an operator's private network",
      ["192.168.1.1", "*", "172.17.166.37", "192.175.48.7"],
      ["possible", "no-evidence"],
    ],
    ["DS-Lite", ["192.168.1.1", "192.0.0.1", "192.175.48.7"], ["likely", "no-evidence"]],
    ["nothing behind the router", ["192.168.1.1", "*", "*"], ["unknown", "unknown"]],
    ["silence", ["*", "*"], ["unknown", "unknown"]],
  ])("%s", (_name, addresses, expected) => {
    expect(verdict(...addresses)).toEqual(expected);
  });

  it("is never yes or no, and looks at nothing behind the first public hop", () => {
    const address = fc.constantFrom(
      "192.168.1.1",
      "192.168.0.2",
      "10.1.2.3",
      "172.16.9.1",
      "100.64.0.1",
      "192.0.0.1",
      "*",
    );
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1, maxLength: 6 }),
        fc.array(address, { maxLength: 6 }),
        (before, behind) => {
          const [cgnat, doubleNat] = verdict(...before, "192.175.48.7", ...behind);
          expect(["likely", "possible", "no-evidence", "unknown"]).toEqual(expect.arrayContaining([cgnat, doubleNat]));
          expect([cgnat, doubleNat]).toEqual(verdict(...before, "192.175.48.7"));
        },
      ),
    );
  });
});

/** None where the parser says that there is none; any other error is a bug and stays one. */
function hopsOf(text: string): readonly TraceHop[] {
  try {
    return parseTrace(text).hops;
  } catch (error) {
    if (error instanceof DecodeError) return [];
    throw error;
  }
}

describe("any text", () => {
  it("gives hops in order with proper addresses, or throws a DecodeError", () => {
    const part = fc.constantFrom(
      "\n",
      " 1 ",
      " 2  ",
      "\n 3: ",
      "*",
      "192.168.1.1",
      `(${TARGET})`,
      "[10.0.0.1]",
      "gw",
      "1 ms",
      "<1 ms",
      "0.5ms",
      "[AS1]",
      "to",
      ",",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 24 }), fc.constantFrom(" ", ""), (parts, glue) => {
        const hops = hopsOf(parts.join(glue));
        const numbers = hops.map((hop) => hop.hop);
        expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
        for (const hop of hops) {
          expect(hop.addresses.map((address) => canonicalAddress(address))).toEqual(hop.addresses);
          expect(hop.rttMs === null || hop.rttMs >= 0).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
