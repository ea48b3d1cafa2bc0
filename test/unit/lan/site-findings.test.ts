import { describe, expect, it } from "vitest";
import { deviceFindingSchema } from "#core/lan/device.ts";
import { siteFindings } from "#core/lan/site-findings.ts";
import { SITE_FINDING_CASES } from "./site-finding-cases.ts";

const inputOf = (name: string, code: string): (typeof SITE_FINDING_CASES)[number][3] => {
  const row = SITE_FINDING_CASES.find(([ownName, ownCode]) => ownName === name && ownCode === code);
  if (!row) throw new Error(`no case ${name}`);
  return row[3];
};
const codesOf = (name: string, code: string): string[] => siteFindings(inputOf(name, code)).map((one) => one.code);

describe("findings about a scan", () => {
  it.each(SITE_FINDING_CASES.map((row) => [row[1], row[0], row] as const))("%s: %s", (code, _name, row) => {
    const found = siteFindings(row[3]);
    expect(found.find((finding) => finding.code === code)?.severity ?? null).toBe(row[2]);
    for (const finding of found) expect(deviceFindingSchema.parse(finding)).toEqual(finding);
  });

  it("name the causes of silence in the order in which to try them", () => {
    const { circumstances, ...rest } = inputOf("only computers", "nothing-found");
    const wifi = { ...circumstances.adapters[0], name: "wlan0", adapterKind: "wifi" as const };
    const codes = siteFindings({
      ...rest,
      circumstances: {
        ...circumstances,
        adapters: [{ ...wifi, addresses: [{ address: "192.168.1.20", prefixLength: 22 }], used: true }],
        firewalls: [{ name: "Windows", state: "on" }],
        refusedSends: [{ interfaceName: "wlan0", code: "EHOSTUNREACH", count: 9 }],
        vpnHoldsDefaultRoute: true,
        addressesAlive: 1,
      },
    }).map(({ code }) => code);
    const order = [
      "nothing-found",
      "sends-refused",
      "vpn-in-the-way",
      "laptop-firewall",
      "guest-wifi",
      "range-too-small",
    ];
    expect(codes).toEqual(order);
  });

  it("stop at a cause that explains everything", () => {
    expect(codesOf("a VPN and nothing else", "only-vpn")).toEqual(["nothing-found", "only-vpn"]);
    expect(codesOf("only its own loop", "no-adapter")).toEqual(["nothing-found", "no-adapter"]);
  });

  it("say nothing of a scan that found its cameras and had no trouble", () => {
    expect(codesOf("a camera", "nothing-found")).toEqual([]);
  });

  it("admit when no cause shows", () => {
    const [finding, ...causes] = siteFindings(inputOf("one neighbour, no router", "nothing-found"));
    expect(causes).toEqual([]);
    expect(finding?.whatToDo?.key).toBe("deviceFinding.nothing-found.noCause");
  });
});
