import { describe, expect, test } from "vitest";
import { latestProofs, PROOF_STALE_DAYS, sameResults } from "#core/proof/latest-proof.ts";
import { proofSummary } from "#core/proof/proof-summary.ts";
import { whereIsLaptop } from "#core/proof/where-is-laptop.ts";
import { AT, checkThat, forwardOf, recordOf, resultOf, type Seen } from "./proof-fixture.ts";

const OWN = "81.2.69.142";
const OTHER = "109.41.2.3";
const HOME = { gateway: "192.168.1.1", mac: "02:00:00:00:00:01" };
const OFFICE = { gateway: "192.168.1.1", mac: "02:00:00:00:00:02" };

describe("where the laptop is", () => {
  test.each<[string, Seen, Seen | null, string | null, string]>([
    ["at the site's router", HOME, { ...HOME, publicAddress: OWN }, OWN, `site ${OWN}`],
    ["there, and the line has a new address", HOME, { ...HOME, publicAddress: OWN }, OTHER, `site ${OTHER}`],
    [
      "there, and the router got another IP address",
      { ...HOME, gateway: "10.0.0.1" },
      { ...HOME, publicAddress: OWN },
      OTHER,
      `site ${OTHER}`,
    ],
    ["at another router of the same line", OFFICE, { ...HOME, publicAddress: OWN }, OWN, `site ${OWN}`],
    [
      "elsewhere, behind a router with the same address",
      OFFICE,
      { ...HOME, publicAddress: OWN },
      OTHER,
      `elsewhere ${OTHER} ${OWN}`,
    ],
    [
      "elsewhere without a router to name",
      { ...HOME, gateway: null },
      { ...HOME, publicAddress: OWN },
      OTHER,
      `elsewhere ${OTHER} ${OWN}`,
    ],
    [
      "behind a router like the site's, its MAC unknown",
      { ...HOME, mac: null },
      { ...HOME, publicAddress: OWN },
      OTHER,
      "unclear which-router",
    ],
    ["at the site with a VPN", { ...HOME, vpn: "wg0" }, { ...HOME, publicAddress: OWN }, OTHER, "unclear vpn"],
    [
      "elsewhere with a VPN",
      { ...OFFICE, vpn: "wg0" },
      { ...HOME, publicAddress: OWN },
      OTHER,
      `elsewhere ${OTHER} ${OWN}`,
    ],
    [
      "behind the same carrier",
      OFFICE,
      { ...HOME, publicAddress: OWN, verdict: "cgnat" },
      OWN,
      "unclear shared-address",
    ],
    ["at a site never checked", HOME, null, OWN, "unclear never-checked"],
    ["at a site never checked, with a VPN", { ...HOME, vpn: "wg0" }, null, OWN, "unclear vpn"],
    [
      "elsewhere, the site's address unknown",
      OFFICE,
      { ...HOME, publicAddress: null },
      OTHER,
      "unclear site-address-unknown",
    ],
    ["offline", HOME, { ...HOME, publicAddress: OWN }, null, "unclear offline"],
  ])("%s", (_what, here, site, publicAddress, expected) => {
    const place = whereIsLaptop(checkThat(here), site === null ? null : checkThat(site), publicAddress);
    const told = {
      site: () => place.place === "site" && `site ${place.publicAddress}`,
      elsewhere: () => place.place === "elsewhere" && `elsewhere ${place.publicAddress} ${place.siteAddress}`,
      unclear: () => place.place === "unclear" && `unclear ${place.why.key.replace("proof.trouble.", "")}`,
    };
    expect(told[place.place]()).toBe(expected);
  });
});

describe("the last test of a forward", () => {
  const now = { time: "2026-11-21T10:00:00.000Z", publicAddress: OWN };
  const later = (days: number): string => new Date(Date.parse(AT) + days * 86_400_000).toISOString();
  const latest = (records: Parameters<typeof latestProofs>[0], forward = forwardOf(), at = now) =>
    latestProofs(records, [forward], at).get("f1") ?? null;
  const hairpin = recordOf({
    startedAt: later(0.5),
    origin: { kind: "hairpin", address: OWN },
    results: [resultOf({ strength: "weak", at: later(0.5) })],
  });

  test("counts while nothing changed", () => {
    expect(latest([recordOf()])).toMatchObject({ isProven: true, stale: null, origin: "vantage" });
    expect(latest([])).toBe(null);
  });

  test("is the newest that tested it, whatever the order", () => {
    const failed = recordOf({
      startedAt: later(0.5),
      results: [resultOf({ outcome: "silent", strength: "none", at: later(0.5) })],
    });
    for (const records of [
      [recordOf(), failed],
      [failed, recordOf()],
    ])
      expect(latest(records)).toMatchObject({ isProven: false, result: { outcome: "silent" } });
  });

  test.each([
    ["what could not be tested", { outcome: "not-tested", strength: "none" }],
    ["a telephone's visit at the laptop", { target: "laptop" }],
    ["another forward", { forwardId: "f2", strength: "none" }],
    ["the line alone", { forwardId: null, target: "laptop" }],
  ] as const)("is not taken back by %s", (_what, more) => {
    const after = recordOf({ startedAt: later(0.5), results: [resultOf({ ...more, at: later(0.5) })] });
    expect(latest([recordOf(), after])).toMatchObject({ isProven: true });
    expect(latest([after])).toBe(null);
  });

  test("from outside is not taken back by a hairpin, which counts where there is nothing else", () => {
    expect(latest([hairpin, recordOf()])).toMatchObject({ isProven: true, origin: "vantage" });
    expect(latest([hairpin])).toMatchObject({ isProven: false, origin: "hairpin" });
  });

  test.each([
    ["the address changed", forwardOf(), { ...now, publicAddress: OTHER }, "address-changed"],
    ["it was opened again", forwardOf({ openedAt: later(0.5) }), now, "forward-changed"],
    ["it has another port", forwardOf({ externalPort: 8081 }), now, "forward-changed"],
    ["it was closed", forwardOf({ closedAt: later(0.5) }), now, "forward-changed"],
    ["a clock was wrong", forwardOf(), { ...now, time: later(-30) }, "in-future"],
    ["it is long ago", forwardOf(), { ...now, time: later(PROOF_STALE_DAYS) }, "old"],
  ])("is stale when %s", (_what, forward, at, why) => {
    expect(latest([recordOf()], forward, at)).toMatchObject({ isProven: false, stale: { key: `proof.stale.${why}` } });
  });

  test.each<[string, Parameters<typeof recordOf>[0]]>([
    ["a hairpin", { origin: { kind: "hairpin", address: OWN } }],
    ["a stranger", { results: [resultOf({ outcome: "stranger", sameDevice: "no" })] }],
    ["silence", { results: [resultOf({ outcome: "silent" })] }],
  ])("is none when %s is called a proof by who made the record", (_what, more) => {
    expect(latest([recordOf(more)])).toMatchObject({ isProven: false });
    const real = recordOf({ startedAt: later(-0.5), results: [resultOf({ at: later(-0.5) })] });
    expect(latest([recordOf(more), real])?.isProven).toBe(more?.origin !== undefined);
  });

  test("by a hairpin is counted nowhere as proven", () => {
    expect(proofSummary(recordOf())).toMatchObject({ proven: 1, tested: 1 });
    expect(proofSummary(recordOf({ origin: { kind: "hairpin", address: OWN } }))).toMatchObject({
      proven: 0,
      tested: 1,
    });
  });

  test("holds with a new address where a name follows it, and the day before it is old", () => {
    const named = forwardOf({ hostName: "depot.example" });
    expect(latest([recordOf()], named, { ...now, publicAddress: OTHER })).toMatchObject({ isProven: true });
    expect(latest([recordOf()], forwardOf(), { ...now, time: later(PROOF_STALE_DAYS - 0.1) })).toMatchObject({
      isProven: true,
    });
  });

  test("is the same as another one whatever the latency, and differs with any word that counts", () => {
    const one = recordOf();
    expect(sameResults(one, recordOf({ results: [resultOf({ connectMs: 99, at: later(3) })] }))).toBe(true);
    expect(sameResults(one, recordOf({ results: [resultOf({ outcome: "silent" })] }))).toBe(false);
    expect(sameResults(one, recordOf({ origin: { kind: "elsewhere", address: OTHER } }))).toBe(false);
    expect(sameResults(one, recordOf({ results: [resultOf(), resultOf({ forwardId: "f2" })] }))).toBe(false);
  });
});
