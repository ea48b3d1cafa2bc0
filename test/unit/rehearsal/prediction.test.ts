import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BIRTHDAY_SOCKETS, birthdayChance, bothHardChance, OUTSIDE_PORTS } from "#core/rehearsal/birthday.ts";
import { predictDirect, type AroundPair, type NatSide } from "#core/rehearsal/prediction.ts";
import { createTranslate } from "#core/text/translate.ts";

const side = (mapping: NonNullable<NatSide>["mapping"], filtering: NonNullable<NatSide>["filtering"]): NatSide => ({
  mapping,
  filtering,
});
const EI = "endpoint-independent";
const AD = "address-dependent";
const APD = "address-and-port-dependent";
const fullCone = side(EI, EI);
const addressRestricted = side(EI, AD);
const portRestricted = side(EI, APD);
const symmetric = side(APD, APD);
const addressSymmetric = side(AD, APD);
const symmetricLettingIn = side(APD, EI);
const alone: AroundPair = { portMapping: "none", ipv6: false };

describe("direct or not", () => {
  it.each([
    ["two usual routers", portRestricted, portRestricted, "yes", "both-easy"],
    ["full cone and symmetric", fullCone, symmetric, "yes", "easy-lets-in"],
    ["address-restricted and symmetric", addressRestricted, symmetric, "yes", "easy-lets-in"],
    ["port-restricted and symmetric", portRestricted, symmetric, "no", "one-hard"],
    ["port-restricted and one port for each address", portRestricted, addressSymmetric, "no", "one-hard"],
    ["two symmetric ones", symmetric, symmetric, "no", "both-hard"],
    ["port-restricted and symmetric that lets in", portRestricted, symmetricLettingIn, "maybe", "hard-lets-in"],
    ["symmetric and symmetric that lets in", symmetric, symmetricLettingIn, "maybe", "hard-lets-in"],
    ["nobody measured there", portRestricted, null, "maybe", "not-measured"],
    ["mapping not measured", portRestricted, side("unknown", APD), "maybe", "not-measured"],
    ["filtering not measured, and it matters", side(EI, "unknown"), symmetric, "maybe", "not-measured"],
    ["filtering not measured, and it doesn't", side(EI, "unknown"), portRestricted, "yes", "both-easy"],
  ] as const)("%s", (_name, site, other, direct, reason) => {
    expect(predictDirect(site, other, alone)).toMatchObject({ direct, reason });
    expect(predictDirect(other, site, alone)).toMatchObject({ direct, reason });
  });

  it("an open port or IPv6 wins over every pair of routers, and blocked UDP over both", () => {
    const behaviours = fc.constantFrom(EI, AD, APD, "endpoint-dependent", "unknown");
    const sides = fc.option(fc.record({ mapping: behaviours, filtering: behaviours }));
    const mappings = fc.constantFrom("none", "site", "other", "both");
    fc.assert(
      fc.property(sides, sides, mappings, fc.boolean(), (site, other, portMapping, ipv6) => {
        const open = predictDirect(site, other, { portMapping, ipv6: ipv6 || portMapping === "none" });
        expect(open.direct).toBe("yes");
        const blocked = predictDirect(site, other, { portMapping, ipv6, udpBlocked: "other" });
        expect(blocked).toMatchObject({ direct: "no", reason: "udp-blocked", birthday: null });
      }),
    );
  });

  it("odds are told where guessing is all that is left", () => {
    expect(predictDirect(portRestricted, symmetric, alone).birthday).toMatchObject({ kind: "one-hard", sockets: 256 });
    expect(predictDirect(symmetric, symmetric, alone).birthday).toMatchObject({ kind: "both-hard" });
    expect(predictDirect(fullCone, symmetric, alone).birthday).toBeNull();
  });

  it.each(["en", "de"] as const)("every reason has its sentence: %s", (locale) => {
    const translate = createTranslate(locale);
    const cases = [
      predictDirect(fullCone, fullCone, { ...alone, udpBlocked: "site" }),
      predictDirect(null, null, { ...alone, portMapping: "site" }),
      predictDirect(null, null, { ...alone, ipv6: true }),
      ...[portRestricted, symmetric, symmetricLettingIn, null].flatMap((site) =>
        [fullCone, portRestricted, symmetric].map((other) => predictDirect(site, other, alone)),
      ),
    ];
    expect(new Set(cases.map(({ reason }) => reason)).size).toBe(9);
    for (const { why } of cases) for (const one of why) expect(translate(one)).not.toBe(one.key);
  });
});

describe("guessing ports", () => {
  it("has the odds that Tailscale published for 256 sockets", () => {
    const published: [probes: number, chance: number][] = [
      [174, 0.5],
      [256, 0.64],
      [1_024, 0.98],
      [2_048, 0.999],
    ];
    for (const [probes, chance] of published) expect(Math.abs(birthdayChance(probes) - chance)).toBeLessThan(0.01);
  });

  it("and for two hard sides: 0.01 % after 20 seconds, even odds after nine minutes, 99.9 % after 28", () => {
    expect(bothHardChance(2_048)).toBeLessThan(0.002);
    expect(Math.abs(bothHardChance(54_000) - 0.5)).toBeLessThan(0.01);
    expect(bothHardChance(170_000)).toBeGreaterThan(0.998);
  });

  it("is certain once every other port was tried, and grows until then", () => {
    expect(birthdayChance(0)).toBe(0);
    expect(birthdayChance(OUTSIDE_PORTS - BIRTHDAY_SOCKETS + 1)).toBe(1);
    fc.assert(
      fc.property(fc.nat({ max: OUTSIDE_PORTS }), fc.integer({ min: 1, max: 512 }), (probes, sockets) => {
        const chance = birthdayChance(probes, sockets);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(birthdayChance(probes + 1, sockets)).toBeGreaterThanOrEqual(chance);
      }),
      { numRuns: 30 },
    );
  });
});
