import { describe, expect, it } from "vitest";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import type { StunManners } from "../../fakes/fake-stun-server.ts";
import type { WhoamiManners } from "../../fakes/fake-whoami-server.ts";
import { prepared } from "./at-once.ts";
import { checkFakeSite, type FakeSiteOptions, type FinishedCheck } from "./fake-check.ts";

type Row<M> = [manners: M, outcome: string, trouble: string | null];

const STUN: Row<StunManners>[] = [
  ["right", "answered", null],
  ["lies-then-right", "answered", null],
  ["ipv4-in-ipv6", "answered", null],
  ["silent", "silent", "silent"],
  ["wrong-transaction", "failed", "wrong-transaction"],
  ["other-port", "failed", "wrong-sender"],
  ["other-host", "failed", "wrong-sender"],
  ["malformed", "failed", "malformed"],
  ["request-back", "failed", "malformed"],
  ["error", "failed", "error-answer"],
  ["no-address", "failed", "no-address-in-answer"],
];

const WHOAMI: Row<WhoamiManners>[] = [
  ["right", "answered", null],
  ["json", "answered", null],
  ["garbage", "failed", "no-address-in-answer"],
  ["private", "failed", "no-address-in-answer"],
  ["not-http", "failed", "malformed"],
  ["redirect-to-itself", "failed", "error-answer"],
  ["error-503", "failed", "error-answer"],
  ["huge", "failed", "too-big"],
  ["endless", "failed", "timed-out"],
  ["slow", "failed", "timed-out"],
  ["never", "failed", "timed-out"],
  ["close", "silent", "silent"],
];

/** Status, where it leads and title of what a login page shows instead of our address. */
type LoginPage = [manners: WhoamiManners, statusCode: number, redirectsTo: string | null, title: string | null];

const LOGIN_PAGES: LoginPage[] = [
  ["redirect", 302, "http://198.51.100.7/login", null],
  ["login-page", 200, null, "Hotel Wi-Fi"],
  ["login-required", 511, null, null],
  ["huge-login-page", 200, null, "Log in"],
];

type Alone = { stun?: StunManners[]; whoami?: WhoamiManners[] };

/** Nothing on the LAN helps: the verdict rests on the outside servers alone. */
const askOnly = (servers: Alone, site: FakeSiteOptions["site"] = {}): FakeSiteOptions => ({
  only: ["interfaces", "stun", "public-address", "own-address-ping"],
  stun: [],
  whoami: [],
  ...servers,
  site,
});

const OWNER = { ownAddressPing: "router" } as const;

const SITES = {
  stunBeside: new Map(STUN.map(([manners]) => [manners, askOnly({ stun: [manners, "right"] }, OWNER)])),
  stunAlone: new Map(STUN.map(([manners]) => [manners, askOnly({ stun: [manners] })])),
  whoamiBeside: new Map(WHOAMI.map(([manners]) => [manners, askOnly({ stun: ["right"], whoami: [manners] }, OWNER)])),
  loginPage: new Map(
    LOGIN_PAGES.map(([manners]) => [manners, askOnly({ stun: ["silent"], whoami: [manners, "never"] })]),
  ),
  whoamiAlone: new Map(WHOAMI.map(([manners]) => [manners, askOnly({ whoami: [manners] })])),
};

const prepare = prepared(
  Object.values(SITES).flatMap((sites) => [...sites.values()]),
  checkFakeSite,
);

function result<M>(sites: Map<M, FakeSiteOptions>, manners: M): FinishedCheck {
  const site = sites.get(manners);
  if (!site) throw new Error("no such site");
  return prepare(site);
}

describe.each(STUN.map((row) => [row[0], row] as const))("a STUN server: %s", (_manners, row) => {
  const [, outcome, trouble] = row;

  it("gets its trouble beside one that is right, and the verdict stands", () => {
    const { record } = result(SITES.stunBeside, row[0]);
    const mine = record.observations.filter(
      (o) => o.probe === "stun" && o.outcome === outcome && o.trouble === trouble,
    );
    expect(mine.length).toBeGreaterThan(0);
    expect(record.diagnosis.verdict.kind).toBe("public");
    expect(record.diagnosis.publicAddress).toBe(FAKE_EXTERNAL_ADDRESS);
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
  });

  it("alone leads to an address, to offline when it is silent, and else to nothing", () => {
    const { record } = result(SITES.stunAlone, row[0]);
    const mine = record.observations.find((o) => o.probe === "stun");
    expect([mine?.outcome, mine?.trouble]).toEqual([outcome, trouble]);
    const { verdict, publicAddress } = record.diagnosis;
    const expected =
      outcome === "answered"
        ? ["unknown", FAKE_EXTERNAL_ADDRESS]
        : // Without an answer the line may be dead; nonsense shows that it is not.
          [outcome === "silent" ? "offline" : "unknown", null];
    expect([verdict.kind, publicAddress]).toEqual(expected);
  });
});

describe.each(WHOAMI.map((row) => [row[0], row] as const))("an address page: %s", (_manners, row) => {
  const [, outcome, trouble] = row;

  it("gets its trouble beside a STUN server, and the verdict stands", () => {
    const { record } = result(SITES.whoamiBeside, row[0]);
    const mine = record.observations.find((o) => o.probe === "public-address");
    expect([mine?.outcome, mine?.trouble]).toEqual([outcome, trouble]);
    expect([record.diagnosis.verdict.kind, record.diagnosis.publicAddress]).toEqual(["public", FAKE_EXTERNAL_ADDRESS]);
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
  });

  it("alone never makes a line offline that has answered", () => {
    const { record } = result(SITES.whoamiAlone, row[0]);
    const { verdict, publicAddress } = record.diagnosis;
    expect([verdict.kind, publicAddress]).toEqual(["unknown", outcome === "answered" ? FAKE_EXTERNAL_ADDRESS : null]);
  });
});

describe.each(LOGIN_PAGES.map((row) => [row[0], row] as const))("a login page: %s", (_manners, row) => {
  it("is seen for what it is, and is not the internet", () => {
    const [manners, statusCode, redirectsTo, title] = row;
    const { record } = result(SITES.loginPage, manners);
    const mine = record.observations.find((o) => o.data.kind === "web-page-instead");
    expect(mine?.outcome).toBe("answered");
    expect(mine?.data).toEqual({ kind: "web-page-instead", url: mine?.asked, statusCode, redirectsTo, title });
    expect(record.diagnosis.publicAddress).toBeNull();
    expect(record.diagnosis.findings.map((finding) => finding.code)).toContain("login-page");
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
  });
});

describe("names", () => {
  it("are looked up by the given lookup, and one that is not found is a name problem", async () => {
    const { record } = await checkFakeSite({
      ...askOnly({}),
      settings: { stunServers: ["nowhere.example:3478"], whoamiUrls: ["http://nowhere.example/"] },
    });
    const outside = record.observations.filter((o) => o.probe === "stun" || o.probe === "public-address");
    expect(outside.map((o) => [o.outcome, o.trouble])).toEqual([
      ["failed", "dns-failed"],
      ["failed", "dns-failed"],
    ]);
    expect([record.diagnosis.verdict.kind, record.diagnosis.verdict.confidence]).toEqual(["offline", 0.6]);
  });

  it("of a dead name server end with the time for silence", async () => {
    const { record } = await checkFakeSite({
      ...askOnly({}),
      settings: { stunServers: ["nowhere.example:3478"], whoamiUrls: ["http://nowhere.example/"] },
      site: { deadNameServer: true },
    });
    expect(record.diagnosis.verdict.kind).toBe("offline");
    expect(record.observations.filter((o) => o.trouble === "timed-out")).toHaveLength(2);
  });

  it("are not asked twice for a server that is listed twice", async () => {
    const { record, events } = await checkFakeSite({
      ...askOnly({}),
      settings: { stunServers: ["n.example:1", "n.example:1"], whoamiUrls: ["http://n.example/", "http://n.example/"] },
    });
    expect(record.observations.filter((o) => o.probe === "stun" || o.probe === "public-address")).toHaveLength(2);
    expect(events[0]).toMatchObject({ talksTo: ["n.example:1", "http://n.example/"] });
  });
});
