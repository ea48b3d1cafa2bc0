import type { ChildProcess } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { forwardSites } from "./forward-laptop.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { inLongRun, RECORDER, toMethod, WalkSite, type Shown } from "./walk-laptop.ts";

/** Killed without warning while something is under way, a walk goes on where it was: never two entries in the router, never a lost one. */

const whyNot = whyNoLab();
const PORT = 8_000;
const itsMapping = { transport: "tcp", externalPort: PORT, internalAddress: RECORDER, internalPort: PORT };
const UNDER_WAY = ["again", "back", "abandon"];

let site: WalkSite;
afterEach(() => site?.down());

const eventsOf = ({ view }: Shown): string[] => view.actions.map(({ event }) => event);

/** What tells that the moment has come: the first packet of the laptop's, or a change of the router's rules. */
function watcher(moment: "first-packet" | "rule-made" | "rule-gone"): ChildProcess {
  const { lab } = site;
  const stdio = ["ignore", "pipe", "pipe"] as const;
  if (moment === "first-packet") {
    const argv = ["tcpdump", "-i", "eth0", "-n", "-l", "-c", "1", "--immediate-mode", "-Q", "out", "tcp or udp"];
    return lab.spawn("laptop", argv, { stdio: [...stdio] });
  }
  const change = moment === "rule-made" ? "new" : "destroy";
  return lab.spawn("home", ["stdbuf", "-oL", "nft", "monitor", change, "rules"], { stdio: [...stdio] });
}

/** Whoever has no moment within this is a test that kills nothing. */
const NO_MOMENT_MS = 20_000;

/** Answers come faster than a kill: for the first packet's sake none arrives. */
async function withoutAnswers(isOn: boolean): Promise<void> {
  const rules = "table inet mute { chain in { type filter hook input priority 0; iifname eth0 drop; }; }";
  await site.lab.run("laptop", ["nft", isOn ? rules : "delete table inet mute"]);
}

/** Runs one step and kills it at that moment. */
async function killedAt(moment: Parameters<typeof watcher>[0], args: readonly string[]): Promise<void> {
  const watching = watcher(moment);
  if (moment === "first-packet") await withoutAnswers(true);
  if (moment === "first-packet") await new Promise((resolve) => watching.stderr?.once("data", resolve));
  const child = site.spawn(args);
  const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  watching.stdout?.once("data", () => child.kill("SIGKILL"));
  const timer = setTimeout(() => child.kill("SIGTERM"), NO_MOMENT_MS);
  const signal = await ended;
  clearTimeout(timer);
  watching.kill("SIGKILL");
  if (moment === "first-packet") await withoutAnswers(false);
  expect(signal).toBe("SIGKILL");
}

/** The walk as the next start finds it. */
async function asLeft(): Promise<Shown> {
  const at = await site.begin();
  if (at.walk === null) throw new Error(at.refused);
  return at;
}

const standing = async () => (await site.forwards()).filter(({ closedAt }) => closedAt == null);

describe.skipIf(whyNot !== null)(`a walk that is killed${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  test("while it opens and while it closes: one entry, then none", { timeout: 240_000 }, async () => {
    site = await WalkSite.of(topologyByName("public-all+vantage"));
    await site.type(toMethod());
    await killedAt("rule-made", site.argv("next", { means: "upnp" }));
    const cut = await asLeft();
    // The router has it; whether the laptop heard so is a matter of a millisecond.
    expect(await site.lab.routerMappings("home")).toEqual([itsMapping]);
    const opened = eventsOf(cut).includes("again") ? await site.step("again") : cut;
    expect([opened.walk.step, opened.view.lead]).toEqual([
      "open",
      "The router says that it is open. Whether anything gets in only the test from outside shows.",
    ]);
    expect(await site.lab.routerMappings("home")).toEqual([itsMapping]);
    expect(await standing()).toHaveLength(1);

    await killedAt("rule-gone", site.argv("abandon"));
    const closing = await site.begin();
    if (closing.walk?.status === "open" && closing.walk.step === "closing") await site.step("again");
    expect(await site.lab.routerMappings("home")).toEqual([]);
    expect(await site.rules()).toBe(site.before);
    expect(await standing()).toEqual([]);
  });

  if (!inLongRun) return;

  test("while the check runs: the next one finds the router as it was", { timeout: 240_000 }, async () => {
    site = await WalkSite.of(topologyByName("public-all+vantage"));
    await killedAt("rule-made", ["survey", "--json", "--save"]);
    await site.farsite(["survey", "--json"]);
    expect(await site.rules()).toBe(site.before);
  });

  test("before every single effect, and done once more each time", { timeout: 400_000 }, async () => {
    site = await WalkSite.of(topologyByName("public-all+vantage"));
    await site.begin();
    const again = async (step: string): Promise<Shown> => {
      const left = await asLeft();
      expect([left.walk.step, left.view.notices[0]?.tone, eventsOf(left)]).toEqual([step, "warning", UNDER_WAY]);
      return site.step("again");
    };
    await killedAt("first-packet", site.argv("next", { device: "typed", address: RECORDER, stays: "router" }));
    const reached = await again("preflight");
    expect(reached.view.facts).toContainEqual({ label: "TCP 8000", value: "answers" });
    await site.step("next", { looked: "yes" });
    await killedAt("first-packet", site.argv("skip"));
    expect((await again("backup")).walk.step).toBe("uses");
    await site.type(toMethod().slice(3));
    await killedAt("first-packet", site.argv("next", { means: "pcp" }));
    await asLeft();
    expect(await site.rules()).toBe(site.before);
    // Out of it while nobody knows what the router did.
    expect((await site.step("back")).walk.step).toBe("method");
    expect(await site.rules()).toBe(site.before);
    await killedAt("first-packet", site.argv("next", { means: "upnp" }));
    expect((await again("open")).walk.step).toBe("open");
    expect(await site.lab.routerMappings("home")).toEqual([itsMapping]);
    await site.type([["next"], ["next", { addressKind: "static" }]]);
    await killedAt("first-packet", site.argv("prove"));
    expect((await again("proof")).view.facts).toEqual([{ label: "TCP 8000", value: "proven from outside" }]);
    await killedAt("first-packet", site.argv("abandon"));
    const closing = await asLeft();
    expect([closing.walk.step, eventsOf(closing)]).toEqual(["closing", ["again", "back"]]);
    expect((await site.step("again")).walk.status).toBe("abandoned");
    expect(await site.rules()).toBe(site.before);
    expect(await standing()).toEqual([]);
  });

  // Once a rule is made the router holds what the laptop may never have heard of.
  test.each([
    ["rule-made", "upnp"],
    ["rule-made", "pcp"],
    ["first-packet", "pcp"],
  ] as const)(
    "at the %s of opening by %s, and given up then: nothing is left",
    { timeout: 240_000 },
    async (...how) => {
      const [moment, means] = how;
      site = await WalkSite.of(forwardSites.allForOthers);
      await site.type(toMethod());
      await killedAt(moment, site.argv("next", { means }));
      expect((await site.step("abandon")).walk.status).toBe("abandoned");
      expect(await site.rules()).toBe(site.before);
      expect(await standing()).toEqual([]);
    },
  );
});
