import { afterEach, describe, expect, test } from "vitest";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { inLongRun, toMethod, WalkSite } from "./walk-laptop.ts";

/** Two routers on site: a forward through both of them, and the way to one. */

const whyNot = whyNoLab();
const PORT = 8_000;
const LAB_RECORDER = "lab recorder, port 8000";
const OUTSIDE = "25.0.113.5";
const INNER_WAN = "192.168.0.2";

let site: WalkSite;
afterEach(() => site?.down());

describe.skipIf(whyNot !== null)(`two routers on site${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test("are told before a forward is begun", { timeout: 120_000 }, async () => {
    site = await WalkSite.of(topologyByName("double-nat-mapped+vantage"));
    expect(JSON.stringify(await site.begin())).toContain("Two routers translate here");
    expect(await site.rules()).toBe(site.before);
  });

  if (!inLongRun) return;

  test("let a forward through when both were told, by protocol and by hand", { timeout: 400_000 }, async () => {
    site = await WalkSite.of(topologyByName("double-nat-mapped+vantage"));
    await site.type(toMethod());
    expect((await site.step("next", { means: "upnp" })).walk.step).toBe("open");
    expect(await site.seenFromOutside(PORT, OUTSIDE)).toBe("");
    const outer = await site.step("next");
    expect(outer.walk.step).toBe("outer");
    expect(JSON.stringify(outer.view)).toContain(INNER_WAN);
    const still = await site.step("bridged");
    expect([still.walk.step, still.view.notices[0]?.tone]).toEqual(["outer", "problem"]);

    const asEntered = await site.type([["entered"], ["next", { addressKind: "static" }], ["prove"]]);
    expect(asEntered.view.facts[0]?.value).toBe("the router holds it, and nothing gets in");
    await site.lab.forward("outer", { transport: "tcp", externalPort: PORT, toAddress: INNER_WAN, toPort: PORT });
    expect(await site.seenFromOutside(PORT, OUTSIDE)).toBe(LAB_RECORDER);
    const proven = await site.step("prove");
    expect(proven.view.facts).toEqual([{ label: "TCP 8000", value: "proven from outside" }]);
    expect(await site.forwards()).toMatchObject([{ means: "upnp", throughOuter: INNER_WAN }]);

    const undo = await site.step("abandon");
    expect([undo.walk.step, await site.lab.routerMappings("home")]).toEqual(["undo-by-hand", []]);
    expect(JSON.stringify(undo.view.instructions)).toContain("192.168.0.1");
    await site.lab.clearForwards("outer");
    expect((await site.step("removed")).walk.status).toBe("abandoned");
    expect(await site.rules()).toBe(site.before);
  });

  test("become one: the check after the change decides, and nothing else", { timeout: 400_000 }, async () => {
    const kind = "fix-double-nat";
    site = await WalkSite.of(topologyByName("double-nat-mapped+vantage"));
    expect((await site.advise()).routes.find(({ route }) => route === kind)?.works.answer).toBe("yes");
    const change = await site.type([["next"], ["next", { way: "bridge" }]], kind);
    expect(change.walk.step).toBe("change");
    // Said too early.
    const checked = await site.step("changed", {}, { kind });
    expect(checked.walk).toMatchObject({ step: "check", status: "open" });
    await site.becomes(topologyByName("public-all+vantage"));
    expect((await site.step("check", {}, { kind })).walk).toMatchObject({ step: "done", status: "done" });
    const { routes } = await site.advise();
    expect(routes.find(({ route }) => route === kind)?.works.answer).toBe("no");
    expect(await site.begin(kind)).toMatchObject({ walk: null });
    const begun = await site.begin();
    expect(begun.walk?.step).toBe("device");
    expect(JSON.stringify(begun)).not.toContain("Two routers translate here");
  });
});
