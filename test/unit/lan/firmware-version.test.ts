import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, parseFirmware } from "#core/lan/firmware-version.ts";

/** As devices and makers write them. */
const TEXTS: readonly [text: string, numbers: number[], builtOn: string | null][] = [
  ["V5.6.2build 190701", [5, 6, 2], "2019-07-01"],
  ["V5.5.0 build 170725", [5, 5, 0], "2017-07-25"],
  ["V5.4.5 Build 160928", [5, 4, 5], "2016-09-28"],
  ["IPC_G3_EN_STD_5.5.160_210416", [5, 5, 160], "2021-04-16"],
  ["2.800.0000000.13.R", [2, 800, 0, 13], null],
  ["2.800.0000000.16.R, Build Date: 2021-06-01", [2, 800, 0, 16], "2021-06-01"],
  ["2.420.AC00.18.R,build:2018-08-30", [2, 420], "2018-08-30"],
  ["2.622.0000000.8.R build date 20191216", [2, 622, 0, 8], "2019-12-16"],
  ["V4.02.R12.E7335520.12012.047502.00000", [4, 2], null],
  ["2.60B15", [2, 60, 15], null],
  ["11.9.60", [11, 9, 60], null],
  ["V1.0build 200101", [1, 0], "2020-01-01"],
  // No such days, and no cameras then.
  ["V5.0 build 199931", [5, 0], null],
  ["V5.0 build 210229", [5, 0], null],
  ["V5.0 build 030101", [5, 0], null],
  ["V5.0 build 1234567", [5, 0], null],
  ["any", [], null],
  ["", [], null],
];

describe("a firmware text", () => {
  it.each(TEXTS)("%s", (text, numbers, builtOn) => {
    expect(parseFirmware(text)).toEqual({ numbers, builtOn });
  });

  it("may be anything", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const { numbers, builtOn } = parseFirmware(text);
        expect(numbers.every((number) => number >= 0)).toBe(true);
        expect(builtOn === null || new Date(builtOn).toISOString().startsWith(builtOn)).toBe(true);
      }),
    );
  });

  it("gives back the day that a maker writes into it", () => {
    const days = fc.date({ min: new Date("2005-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.nat(99), fc.nat(99), (date, major, minor) => {
        const day = date.toISOString().slice(0, 10);
        const short = day.slice(2).replaceAll("-", "");
        const expected = { numbers: [major, minor], builtOn: day };
        expect(parseFirmware(`V${major}.${minor} build ${short}`)).toEqual(expected);
        expect(parseFirmware(`${major}.${minor}.R, Build Date: ${day}`)).toEqual(expected);
      }),
    );
  });
});

describe("versions", () => {
  const versions = fc.array(fc.nat(20), { maxLength: 5 });

  it("have one order", () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(compareVersions(b, a)) * -1 + 0);
        const inOrder = compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0;
        expect(inOrder && compareVersions(a, c) > 0).toBe(false);
      }),
    );
  });

  it("are the same with and without zeros behind", () => {
    expect(compareVersions([5, 4], [5, 4, 0])).toBe(0);
    expect(compareVersions([5, 4], [5, 10])).toBeLessThan(0);
    expect(compareVersions([5, 4, 1], [5, 4])).toBeGreaterThan(0);
  });
});
