import { describe, expect, it } from "vitest";
import { checkRecordSchema } from "#core/survey/check-record.ts";
import { checkReportModel } from "#core/report/check-report.ts";
import { createTranslate } from "#core/text/translate.ts";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import { checkFakeSite, type FakeSiteOptions } from "./fake-check.ts";

const onlyLaptop = (computer: NonNullable<FakeSiteOptions["site"]>["computer"]): FakeSiteOptions => ({
  only: ["interfaces", "name-servers", "proxy", "local-firewall"],
  stun: [],
  whoami: [],
  site: { ...(computer && { computer }) },
});

describe("what a check records of the laptop", () => {
  it("is what the system says", async () => {
    const { observed, record } = await checkFakeSite(
      onlyLaptop({
        describeAdapters: async (adapters) => adapters.map((a) => ({ ...a, adapterKind: "wifi" })),
        readNameServers: async () => ["127.0.0.53", "192.168.178.1"],
        readProxySettings: async () => ({ proxy: "proxy.example:8080", autoConfigUrl: null }),
        readLocalFirewalls: async () => [{ name: "ufw", state: "on" }],
      }),
    );
    expect(observed("interfaces/adapters")?.data).toMatchObject({ adapters: [{ adapterKind: "wifi" }] });
    expect(observed("name-servers/servers")?.data).toMatchObject({ servers: ["127.0.0.53", "192.168.178.1"] });
    expect(observed("proxy/settings")?.data).toMatchObject({ proxy: "proxy.example:8080", autoConfigUrl: null });
    expect(observed("local-firewall/state")?.data).toMatchObject({ firewalls: [{ name: "ufw", state: "on" }] });
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
  });

  it("is nothing where the system can't be asked, and the check goes on", async () => {
    const broken = () => Promise.reject(new Error("no such program"));
    const { observed, record } = await checkFakeSite(
      onlyLaptop({ readNameServers: broken, readProxySettings: broken, readLocalFirewalls: broken }),
    );
    for (const id of ["name-servers/servers", "proxy/settings", "local-firewall/state"])
      expect([observed(id)?.outcome, observed(id)?.data.kind]).toEqual(["failed", "no-answer"]);
    expect(observed("interfaces/adapters")?.outcome).toBe("answered");
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
  });
});

describe("other sites under the same address", () => {
  const sites = Array.from({ length: 5 }, (_, i) => ({
    siteId: `site-${i}`,
    siteName: `Customer ${i}`,
    wanAddress: i === 0 ? "100.64.7.7" : null,
  }));
  const publicLine: FakeSiteOptions = {
    only: ["interfaces", "stun", "other-sites"],
    stun: ["right"],
    whoami: [],
    otherSitesAt: (address) => (address === FAKE_EXTERNAL_ADDRESS ? sites : []),
  };
  const told = (record: Awaited<ReturnType<typeof checkFakeSite>>["record"]) =>
    record.observations.filter((o) => o.probe === "other-sites");

  it("are told once the address is known, three at most", async () => {
    const { record } = await checkFakeSite(publicLine);
    expect(told(record).map((o) => o.data)).toEqual(
      sites.slice(0, 3).map(({ siteName, wanAddress }) => ({
        kind: "same-address-elsewhere",
        address: FAKE_EXTERNAL_ADDRESS,
        siteName,
        wanAddress,
      })),
    );
    expect(checkRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
  });

  it("are not looked for without an address, or when they are switched off", async () => {
    expect(told((await checkFakeSite({ ...publicLine, stun: ["silent"] })).record)).toEqual([]);
    expect(told((await checkFakeSite({ ...publicLine, only: ["interfaces", "stun"] })).record)).toEqual([]);
  });

  it("stay out of the page for the customer", async () => {
    const { record } = await checkFakeSite({
      ...publicLine,
      only: ["interfaces", "stun", "nat-pmp", "other-sites"],
      gateway: { externalAddress: "100.83.12.9" },
    });
    expect(record.diagnosis.findings.map((finding) => finding.code)).toContain("same-nat-as-other-site");
    for (const locale of ["en", "de"] as const) {
      const model = checkReportModel({
        siteName: "Mine",
        record,
        locale,
        paper: "a4",
        translate: createTranslate(locale),
        timeZone: "UTC",
      });
      expect(JSON.stringify(model)).not.toContain("Customer");
    }
  });
});
