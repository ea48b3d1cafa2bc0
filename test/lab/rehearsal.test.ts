import { afterEach, describe, expect, test } from "vitest";
import { serverAddresses } from "./internet.ts";
import { ipv6ServerAddress } from "./ipv6-plan.ts";
import { bringUp, type Lab } from "./lab.ts";
import { carrierPair, ipv6Pair, pairTopology, punchedTruth, rehearse, type SiteKind } from "./rehearsal/pair.ts";
import { whyNoLab } from "./requirements.ts";
import {
  addressRestricted,
  addressSymmetric,
  allProtocols,
  fullCone,
  portRestricted,
  symmetric,
} from "./topology-pieces.ts";

/**
 * Whether a rehearsal's outcome is the truth of the lab, which plain hole punching without STUN or ICE finds. All pairs of NAT
 * kinds, ten times each and with and without a relay, in the long run.
 */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const times = isLong ? 10 : 1;
/** Without a relay each that finds nothing takes eight seconds. */
const timesAlone = 2;

const kinds: readonly SiteKind[] = [
  { name: "full cone", nat: fullCone },
  { name: "address-restricted", nat: addressRestricted },
  { name: "port-restricted", nat: portRestricted },
  { name: "one port for each address", nat: addressSymmetric },
  { name: "symmetric", nat: symmetric },
];
const [cone, , usual, , hard] = kinds as [SiteKind, SiteKind, SiteKind, SiteKind, SiteKind];
const allPairs = kinds.flatMap((one, index) => kinds.slice(index).map((two) => [one, two] as const));
const sample = [
  [cone, hard],
  [usual, hard],
] as const;
const pairs = isLong ? allPairs : sample;
const blocked: SiteKind = { ...usual, name: "UDP blocked", filters: [{ kind: "drop-outbound-udp" }] };

let lab: Lab | null = null;

async function siteAndOther(site: SiteKind, other: SiteKind): Promise<Lab> {
  lab = await bringUp(pairTopology(site, other));
  return lab;
}

describe.skipIf(whyNot !== null)(`direct or relayed${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  afterEach(async () => {
    await lab?.down();
    lab = null;
  });

  test.each(pairs.map(([one, two]) => [one.name, two.name, one, two] as const))(
    "%s and %s",
    async (_one, _two, site, other) => {
      const up = await siteAndOther(site, other);
      const truth = await punchedTruth(up, times);
      expect(new Set(truth).size).toBe(1);
      const isDirect = truth[0] === "direct";
      const nats = [site.nat, other.nat] as const;
      const withRelay = await rehearse(
        up,
        [
          { turn: true, nat: nats[0] },
          { turn: true, nat: nats[1] },
        ],
        times,
      );
      const outcomes = withRelay.flatMap(({ records }) => records.map(({ outcome }) => outcome));
      expect(outcomes).toEqual(outcomes.map(() => (isDirect ? "direct" : "relayed")));
      const predicted = new Set(withRelay.flatMap(({ records }) => records.map((record) => record.predicted)));
      expect([...predicted]).toEqual([isDirect ? "yes" : "no"]);
      for (const { records } of withRelay) {
        const [one, two] = records;
        expect(one.digits).toBe(two.digits);
        expect(one.pair?.here).toEqual(two.pair?.there);
        expect(one.pair?.there).toEqual(two.pair?.here);
        expect(one.rttMs).toBeGreaterThan(0);
        expect(one.upBitsPerSecond).toBeGreaterThan(1_000_000);
      }
      if (!isLong) return;
      const alone = await rehearse(
        up,
        [
          { turn: false, nat: nats[0] },
          { turn: false, nat: nats[1] },
        ],
        timesAlone,
      );
      const found = alone.flatMap(({ records }) => records.map(({ outcome }) => outcome));
      expect(found).toEqual(found.map(() => (isDirect ? "direct" : "none")));
    },
    600_000,
  );

  test.runIf(isLong)(
    "behind a carrier's NAT it is the carrier's kind that counts",
    async () => {
      for (const nat of [usual.nat, hard.nat]) {
        lab = await bringUp(carrierPair(nat, usual));
        const truth = await punchedTruth(lab, 1);
        expect(truth).toEqual([nat === usual.nat ? "direct" : "none"]);
        const results = await rehearse(
          lab,
          [
            { turn: true, nat },
            { turn: true, nat: usual.nat },
          ],
          times,
        );
        const outcome = nat === usual.nat ? "direct" : "relayed";
        for (const { records } of results) expect(records.map((one) => one.outcome)).toEqual([outcome, outcome]);
        await lab.down();
      }
    },
    300_000,
  );

  test.runIf(isLong)(
    "IPv6 alone makes a hard pair direct",
    async () => {
      lab = await bringUp(ipv6Pair(hard.nat));
      // The other end is a server with a firewall, over both: over IPv4 it lets in only the exact port it has written to.
      const firewall = [
        "table inet firewall {",
        "chain input {",
        "type filter hook input priority 0; policy accept;",
        "udp dport 10000-65535 ct state new drop",
        "}",
        "}",
      ].join("\n");
      const { exitCode, stderr } = await lab.run("probe", ["nft", "-f", "-"], { stdin: firewall });
      expect(stderr + String(exitCode)).toBe("0");
      const overIpv4 = [
        { turn: true, nat: hard.nat },
        { turn: true, nat: usual.nat },
      ] as const;
      const stun = [serverAddresses.stun[0], ipv6ServerAddress("stun")];
      const overBoth = [
        { ...overIpv4[0], stun },
        { ...overIpv4[1], stun },
      ] as const;
      for (const { records } of await rehearse(lab, overBoth, times, ["laptop", "probe"]))
        for (const record of records) {
          expect(record).toMatchObject({ outcome: "direct", predicted: "yes" });
          expect(record.why[0]?.key).toBe("rehearsal.why.ipv6");
        }
    },
    300_000,
  );

  test("an open port makes a hard pair direct: mapped by the router, or forwarded by hand", async () => {
    const up = await siteAndOther({ ...usual, mappingDaemon: allProtocols }, hard);
    const mapped = await rehearse(
      up,
      [
        { turn: true, mapping: true, nat: usual.nat },
        { turn: true, nat: hard.nat },
      ],
      1,
    );
    for (const { records } of mapped) {
      expect(records[0]).toMatchObject({ outcome: "direct", predicted: "yes", pair: { here: { kind: "mapped" } } });
      expect(records[0].why[0]?.key).toBe("rehearsal.why.mapped-here");
      expect(records[1].pair?.there).toEqual(records[0].pair?.here);
    }
    expect(await up.routerMappings("home")).toEqual([]);
    if (!isLong) return;
    await up.forward("home", { transport: "udp", externalPort: 40_404, toAddress: "192.168.1.50", toPort: 40_405 });
    const forwarded = { address: "25.0.113.2", port: 40_404, localPort: 40_405 };
    const byHand = await rehearse(up, [{ turn: true, forwarded }, { turn: true }], 1);
    expect(byHand[0]?.records[1]).toMatchObject({
      outcome: "direct",
      pair: { there: { kind: "forwarded", address: "25.0.113.2", port: 40_404 } },
    });
  }, 60_000);

  test("blocked UDP is told within five seconds, and to both sides", async () => {
    const up = await siteAndOther(blocked, usual);
    expect(await punchedTruth(up, 1)).toEqual(["none"]);
    const [only] = await rehearse(up, [{ turn: true }, { turn: true }], 1);
    expect(only?.events[0].find(({ type }) => type === "udp-blocked")?.atMs).toBeLessThan(5_000);
    expect(only?.records[0].why[0]?.key).toBe("rehearsal.why.blocked-here");
    expect(only?.records[1].why[0]?.key).toBe("rehearsal.why.blocked-there");
    for (const record of only?.records ?? []) {
      expect(record.outcome).toBe("udp-blocked");
      expect(record.durationMs).toBeLessThan(5_000);
    }
  }, 30_000);
});
