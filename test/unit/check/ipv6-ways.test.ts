import { afterEach, describe, expect, it } from "vitest";
import { observationSchema } from "#core/nat/observation.ts";
import type { CheckContext } from "#host/check/check-context.ts";
import { probeNat64 } from "#host/check/probes/nat64.ts";
import { probePublicAddress } from "#host/check/probes/public-address.ts";
import type { FakeSite } from "../../fakes/fake-environment.ts";
import { startFakeWhoamiServer, type FakeWhoamiServer } from "../../fakes/fake-whoami-server.ts";
import { IPV6_LOOPBACK, LOOPBACK } from "../../fakes/loopback.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";

/** NAT64 discovery, and the public address over IPv6 and through a NAT64. */

const SEEN = "192.31.196.77";
const SEEN_IPV6 = "2620:4f:8000::77";
/** An IPv4 address that a NAT64 with this prefix would make the IPv6 loopback of. */
const NAT64 = { prefix: "::/96", ipv4: "0.0.0.1" };

const onlyIpv6: FakeSite["computer"] = {
  localAddressTowards: async (address) => (address.includes(":") ? IPV6_LOOPBACK : null),
};

const fakes: FakeWhoamiServer[] = [];

afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.close()));
});

async function page(host: string, seen: string, port = 0): Promise<FakeWhoamiServer> {
  const fake = await startFakeWhoamiServer("right", seen, host, port);
  fakes.push(fake);
  return fake;
}

function checked(run: ProbeRun): ProbeRun {
  for (const o of run.observations) expect(observationSchema.safeParse(o).error?.issues ?? []).toEqual([]);
  return run;
}

async function askedForNat64(site: FakeSite): Promise<{ run: ProbeRun; found: (string | null)[] }> {
  const run = probeRun({ site });
  const found: (string | null)[] = [];
  await probeNat64(run.context, (prefix) => found.push(prefix));
  return { run: checked(run), found };
}

describe("the NAT64 of a network", () => {
  it("is found by the addresses that its name server makes up", async () => {
    const names = { "ipv4only.arpa": ["192.0.0.170", "64:ff9b::c000:aa", "64:ff9b::c000:ab"] };
    const { run, found } = await askedForNat64({ ipv6: true, names });
    expect(run.observed("nat64/prefix")).toMatchObject({
      outcome: "answered",
      trouble: null,
      data: { kind: "nat64-prefix", prefix: "64:ff9b::/96", source: "dns64" },
    });
    expect(found).toEqual(["64:ff9b::/96"]);
  });

  it.each([
    ["knows the name as the internet does", { "ipv4only.arpa": ["192.0.0.170", "192.0.0.171"] }],
    ["does not know the name", {}],
    ["gives an address of its own", { "ipv4only.arpa": "2620:4f:8000::1" }],
  ])("is not there when the name server %s", async (_what, names) => {
    const { run, found } = await askedForNat64({ ipv6: true, names });
    expect(run.observed("nat64/prefix")).toMatchObject({ outcome: "answered", trouble: "no-nat64" });
    expect(found).toEqual([null]);
  });

  it("is not looked for without a way out over IPv6", async () => {
    const { run, found } = await askedForNat64({});
    expect(run.observed("nat64/prefix")).toMatchObject({ outcome: "skipped", trouble: "no-gateway" });
    expect(found).toEqual([null]);
  });

  it("stays open when no name server answers", async () => {
    const failure = Object.assign(new Error("queryAaaa ETIMEOUT"), { code: "ETIMEOUT" });
    const { run, found } = await askedForNat64({ ipv6: true, computer: { lookupIpv6: () => Promise.reject(failure) } });
    expect(run.observed("nat64/prefix")).toMatchObject({ outcome: "failed", trouble: "dns-failed" });
    expect(found).toEqual([null]);
  });
});

async function asked(urls: string[], site: FakeSite, context: Partial<CheckContext> = {}): Promise<ProbeRun> {
  const run = probeRun({ settings: { whoamiUrls: urls }, site, context });
  await probePublicAddress(run.context);
  return checked(run);
}

const addressSeen = (run: ProbeRun, id: string): unknown => {
  const data = run.observed(id)?.data;
  return data?.kind === "public-address-https" ? data.address : data?.kind;
};

describe("the public address", () => {
  it("is asked for over both families, where the page has both", async () => {
    const overIpv6 = await page(IPV6_LOOPBACK, SEEN_IPV6);
    await page(LOOPBACK, SEEN, overIpv6.port);
    const url = `http://both.example:${overIpv6.port}/ip`;
    const run = await asked([url], { ipv6: true, names: { "both.example": [LOOPBACK, IPV6_LOOPBACK] } });
    expect(addressSeen(run, `public-address/${url}`)).toBe(SEEN);
    expect(addressSeen(run, `public-address/${url}/v6`)).toBe(SEEN_IPV6);
    expect(run.observed(`public-address/${url}/v6`)?.answeredBy).toBe(IPV6_LOOPBACK);
  });

  it("is asked for over IPv6 alone at a page that has an IPv6 address for a name", async () => {
    const fake = await page(IPV6_LOOPBACK, SEEN_IPV6);
    const run = await asked([fake.url], { ipv6: true });
    expect(run.observations.map((o) => o.id)).toEqual([`public-address/${fake.url}/v6`]);
    expect(addressSeen(run, `public-address/${fake.url}/v6`)).toBe(SEEN_IPV6);
  });

  it("says that a page has no IPv6 address, not even where a NAT64's name server made one up", async () => {
    const fake = await page(LOOPBACK, SEEN);
    const url = `http://four.example:${fake.port}/ip`;
    const names = { "four.example": [LOOPBACK, "64:ff9b::7f00:1"] };
    const run = await asked([url], { ipv6: true, names }, { nat64Prefix: Promise.resolve("64:ff9b::/96") });
    expect(addressSeen(run, `public-address/${url}`)).toBe(SEEN);
    expect(run.observed(`public-address/${url}/v6`)).toMatchObject({ outcome: "skipped", trouble: "no-ipv6-address" });
  });

  it.each([
    ["by name", "four.example", { "four.example": NAT64.ipv4 }],
    ["by address", NAT64.ipv4, {}],
  ])(
    "is asked for through the NAT64 where the laptop has no IPv4, at a page that is given %s",
    async (_how, host, names) => {
      const fake = await page(IPV6_LOOPBACK, SEEN);
      const url = `http://${host}:${fake.port}/ip`;
      const site = { ipv6: true, names, computer: onlyIpv6 };
      const run = await asked([url], site, { nat64Prefix: Promise.resolve(NAT64.prefix) });
      expect(addressSeen(run, `public-address/${url}`)).toBe(SEEN);
      expect(fake.hosts()).toEqual([`${host}:${fake.port}`]);
    },
  );

  it("is not asked for over IPv4 where nothing leads there", async () => {
    const fake = await page(LOOPBACK, SEEN);
    const run = await asked([fake.url], { ipv6: true, computer: onlyIpv6 }, { nat64Prefix: Promise.resolve(null) });
    expect(run.observed(`public-address/${fake.url}`)).toMatchObject({ outcome: "skipped", trouble: "no-gateway" });
    expect(fake.asked()).toBe(0);
  });

  it("gets no row for IPv6 where the laptop has none", async () => {
    const fake = await page(LOOPBACK, SEEN);
    const url = `http://both.example:${fake.port}/ip`;
    const run = await asked([url], { names: { "both.example": [LOOPBACK, IPV6_LOOPBACK] } });
    expect(run.observations.map((o) => o.id)).toEqual([`public-address/${url}`]);
  });
});
