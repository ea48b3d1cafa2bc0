import { afterEach, describe, expect, test } from "vitest";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { inLongRun, WalkSite, type Shown } from "./walk-laptop.ts";
import type { TypedStep } from "./walk-terminal.ts";

/** IPv6 direct: a hole in the router's firewall for a device that has an address of its own. */

const whyNot = whyNoLab();
const kind = "ipv6-direct";
const PORT = 7_777;

let site: WalkSite;
afterEach(() => site?.down());

async function addressOn(host: string): Promise<string> {
  const { stdout } = await site.lab.run(host, ["ip", "-6", "-o", "address", "show", "dev", "eth0", "scope", "global"]);
  return /inet6 ([0-9a-f:]+)\//.exec(stdout)?.[1] ?? "";
}

const toMethod = (address: string): TypedStep[] => [
  ["next", { device: "typed", address, stays: "device", viewers: "all" }],
  ["next", { looked: "yes", anyway: "it has a port that is not asked for" }],
  ["skip"],
  ["next", { otherPort: PORT }],
  ["next"],
  ["answer", { password: "own" }],
  ["accept", { acceptedBy: "Erika Muster", role: "owner", reason: "hers" }],
  ["next"],
];

const factsOf = ({ view }: Shown): string[] => view.facts.map(({ label, value }) => `${label}: ${value}`);

describe.skipIf(whyNot !== null)(`IPv6 direct walked through${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(["public-all", "ipv6-nat66", "ipv6-broken"].slice(0, inLongRun ? 3 : 1))(
    "%s: there is no way, and nothing is opened",
    { timeout: 120_000 },
    async (name) => {
      site = await WalkSite.of(topologyByName(name));
      expect(await site.begin(kind)).toEqual({ walk: null, refused: expect.stringMatching(/\S/) as unknown });
      expect(await site.rules()).toBe(site.before);
    },
  );

  if (!inLongRun) return;

  test("a pinhole to the device, proven from outside, and closed without a trace", { timeout: 400_000 }, async () => {
    site = await WalkSite.of(topologyByName("ipv6-pinholed+vantage"));
    const address = await addressOn("recorder");
    await site.lab.agent("recorder").call("answer", { transport: "tcp", port: PORT, text: "here" });
    const method = await site.type(toMethod(address), kind);
    expect([method.walk.step, method.view.fields[0]?.options]).toEqual(["method", ["pinhole", "by-hand"]]);
    // miniupnpd opens its firewall only for who asks.
    const told = await site.step("next", { means: "pinhole" }, { kind });
    expect([told.walk.step, await site.rules()]).toEqual(["by-hand", site.before]);
    expect(JSON.stringify(told.view.notices)).toContain("opens ports only for the device that asks");
    const rule = `ip6 daddr ${address} tcp dport ${PORT} accept`.split(" ");
    await site.lab.run("home", ["nft", "add", "rule", "inet", "filter", "forwards_filter", ...rule]);
    const attempt = { transport: "tcp", address, port: PORT } as const;
    expect((await site.lab.probeFromOutside(attempt)).reply).toBe("here");

    const asked = await site.type([["entered"], ["next", { addressKind: "static" }], ["prove"]], kind);
    expect(factsOf(asked)).toEqual([`TCP ${PORT}: not tested yet`]);
    expect(asked.view.notices[0]?.text).toContain("Test from this laptop at another place that has IPv6");
    // The technician at home.
    await site.farsite(["verify", site.siteId, "--save"], { host: "probe" });
    const seen = await site.begin(kind);
    expect(seen.walk === null ? [] : factsOf(seen)).toEqual([`TCP ${PORT}: proven from outside`]);

    await site.lab.clearForwards("home");
    expect((await site.step("abandon", {}, { kind })).walk.step).toBe("undo-by-hand");
    expect((await site.step("removed", {}, { kind })).walk.status).toBe("abandoned");
    expect(await site.rules()).toBe(site.before);
    expect((await site.lab.probeFromOutside(attempt)).reached).toBe(false);
  });
});
