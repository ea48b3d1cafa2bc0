import { afterEach, describe, expect, test } from "vitest";
import { forwardSites } from "./forward-laptop.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import type { Topology } from "./topology.ts";
import { inLongRun, RECORDER, sampleOf, toMethod, WalkSite, type Shown } from "./walk-laptop.ts";

/** A forward to the recorder from the first step to the proof, by every way a router can be told, and what is left when it is taken back. */

const whyNot = whyNoLab();
const LAB_RECORDER = "lab recorder, port 8000";
const PORT = 8_000;
const OPENED = "The router says that it is open. Whether anything gets in only the test from outside shows.";
const itsMapping = { transport: "tcp", externalPort: PORT, internalAddress: RECORDER, internalPort: PORT };
const byHandRule = { transport: "tcp", externalPort: PORT, toAddress: RECORDER, toPort: PORT } as const;
const withVantage = (topology: Topology): Topology => ({ ...topology, vantage: true });

/** From an open port to a test of it. */
const toProof = [["next"], ["next", { addressKind: "static" }], ["prove"]] as const;

const factsOf = ({ view }: Shown): string[] => view.facts.map(({ label, value }) => `${label}: ${value}`);
const noticesOf = ({ view }: Shown): string =>
  view.notices.flatMap(({ text, details }) => [text, ...details]).join("\n");
const eventsOf = ({ view }: Shown): string[] => view.actions.map(({ event }) => event);

let site: WalkSite;
afterEach(() => site?.down());

describe.skipIf(whyNot !== null)(`a forward walked through${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test.each(
    sampleOf(
      [
        ["upnp", topologyByName("public-all+vantage")],
        ["pcp", withVantage(forwardSites.pcpForOthers)],
        ["upnp", withVantage(forwardSites.firstVersion)],
      ] as const,
      1,
    ),
  )(
    "by %s: opened, proven from outside, and given up without a trace",
    { timeout: 240_000 },
    async (means, topology) => {
      site = await WalkSite.of(topology);
      const { routes } = await site.advise();
      expect(routes.find(({ route }) => route === "port-forward")?.works.answer).toBe("after");
      const method = await site.type(toMethod());
      expect(method.walk.step).toBe("method");
      expect(method.view.fields[0]?.options).toContain(means);
      expect(await site.rules()).toBe(site.before);

      const opened = await site.step("next", { means });
      expect([opened.walk.step, opened.view.lead]).toEqual(["open", OPENED]);
      expect(await site.lab.routerMappings("home")).toEqual([itsMapping]);
      expect(await site.seenFromOutside(PORT)).toBe(LAB_RECORDER);

      const proven = await site.type(toProof);
      expect(proven.view.lead).toBe("It is proven: somebody outside gets in.");
      expect(factsOf(proven)).toEqual(["TCP 8000: proven from outside"]);
      const verified = JSON.parse(await site.farsite(["verify", site.siteId, "--json"])) as unknown;
      expect(verified).toMatchObject({ allProven: true, origin: { kind: "vantage" } });
      const elsewhere = JSON.parse(await site.farsite(["verify", site.siteId, "--json"], { host: "probe" })) as unknown;
      expect(elsewhere).toMatchObject({ origin: { kind: "elsewhere" }, results: [{ outcome: "answered" }] });

      const backAgain = await site.type([["back"], ["back"], ["back"]]);
      expect(backAgain.walk.step).toBe("method");
      expect(await site.rules()).toBe(site.before);
      expect((await site.step("next", { means })).walk.step).toBe("open");
      expect(await site.lab.routerMappings("home")).toEqual([itsMapping]);
      expect((await site.step("abandon")).walk.status).toBe("abandoned");
      expect(await site.rules()).toBe(site.before);
      expect(await site.seenFromOutside(PORT)).toBe("");
      expect((await site.forwards()).filter(({ closedAt }) => closedAt === undefined || closedAt === null)).toEqual([]);
    },
  );

  if (!inLongRun) return;

  test(
    "where the router maps only for who asks it is entered by hand, and proven like any other",
    { timeout: 240_000 },
    async () => {
      site = await WalkSite.of(topologyByName("public-secure+vantage"));
      await site.type(toMethod());
      const natPmp = await site.step("next", { means: "nat-pmp" }, { exitCode: 1 });
      expect(natPmp.refused).toBe(
        "This router opens ports that way only for the device that asks, and that is this laptop.",
      );
      const told = await site.step("next", { means: "upnp" });
      expect(told.walk.step).toBe("by-hand");
      expect(noticesOf(told)).toContain("This router opens ports only for the device that asks");
      expect(told.view.instructions.length).toBeGreaterThan(0);
      expect(await site.rules()).toBe(site.before);

      // The person says so and has not done it.
      const tooEarly = await site.type([["entered"], ["next", { addressKind: "static" }], ["prove"]]);
      expect(factsOf(tooEarly)).toEqual(["TCP 8000: nothing gets in"]);
      expect(noticesOf(tooEarly)).toContain("Is the forward entered with the right address");
      expect((await site.step("next", {}, { exitCode: 1 })).refused).not.toBe(null);
      await site.lab.forward("home", byHandRule);
      const proven = await site.step("prove");
      expect(factsOf(proven)).toEqual(["TCP 8000: proven from outside"]);
      await site.step("next");
      expect((await site.step("finish")).walk.status).toBe("done");
      expect(await site.forwards()).toMatchObject([{ means: "by-hand", externalPort: PORT, address: RECORDER }]);
    },
  );

  test("a router that holds it and passes nothing on, then forgets it", { timeout: 240_000 }, async () => {
    site = await WalkSite.of(topologyByName("public-all+vantage"));
    await site.type(toMethod());
    await site.step("next", { means: "upnp" });
    const drop = ["nft", "insert", "rule", "inet", "filter", "forward", "ip", "daddr", RECORDER, "drop"];
    await site.lab.run("home", drop);
    const silent = await site.type(toProof);
    expect(factsOf(silent)).toEqual(["TCP 8000: the router holds it, and nothing gets in"]);
    expect(noticesOf(silent)).toContain("The router says it is open, and nothing gets in");
    expect(eventsOf(silent)).toContain("look");

    await site.lab.run("laptop", ["upnpc", "-d", String(PORT), "TCP"]);
    expect(await site.lab.routerMappings("home")).toEqual([]);
    const gone = await site.step("prove");
    expect(factsOf(gone)).toEqual(["TCP 8000: gone from the router"]);
    expect(eventsOf(gone)).toContain("open-again");
    await site.lab.run("home", ["nft", "flush", "chain", "inet", "filter", "forwards_filter"]);
    const again = await site.step("open-again");
    expect(again.walk.step).toBe("proof");
    expect(await site.lab.routerMappings("home")).toEqual([itsMapping]);
    const left = await site.step("leave", { notProven: "the router passes nothing on" });
    expect(left.view.lead).toBe("It is set up, and not proven from outside.");
  });

  test("a port that somebody else took in between is not taken from them", { timeout: 240_000 }, async () => {
    site = await WalkSite.of(withVantage(forwardSites.allForOthers));
    await site.type(toMethod());
    await site.lab.run("laptop", ["upnpc", "-a", "192.168.1.50", "9999", String(PORT), "TCP"]);
    const [stranger] = await site.lab.routerMappings("home");
    const byUpnp = await site.step("next", { means: "upnp" });
    expect(byUpnp.walk.step).toBe("by-hand");
    expect(noticesOf(byUpnp)).toContain("Outside port 8000 is taken: it leads to 192.168.1.50, port 9999");
    await site.step("method");
    // A router that gives another number than the one it was asked for.
    const byPcp = await site.step("next", { means: "pcp" });
    expect(factsOf(byPcp)).toEqual(["TCP 8001: to 192.168.1.64:8000, by PCP"]);
    expect(noticesOf(byPcp)).toContain("The router gave TCP 8001 instead of 8000.");
    expect(factsOf(await site.type(toProof))).toEqual(["TCP 8001: proven from outside"]);
    expect(await site.seenFromOutside(8_001)).toBe(LAB_RECORDER);
    expect(await site.lab.routerMappings("home")).toContainEqual(stranger);
  });
});
