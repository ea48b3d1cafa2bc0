import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { addressOf } from "./cidr.ts";
import { labEnvironment, recorderAddress, VANTAGE_TOKEN } from "./internet.ts";
import { vantageUrl } from "./ipv6-daemons.ts";
import { bringUp, type Lab } from "./lab.ts";
import type { Topology } from "./topology.ts";
import { typeSteps, type TypedStep } from "./walk-terminal.ts";

/** A lab with a customer's site in Farsite's own store, and the walk-throughs there as a script drives them: the real program, once for each step. */

export const RECORDER = addressOf(recorderAddress);

const farsite = ["node", "main/cli/farsite.mjs"] as const;
/** A check is given 30 s at most, a proof 90; on a busy machine the program takes a second to begin. */
const COMMAND_LIMIT_MS = 60_000;

const walkSchema = z.object({
  walk: z.object({ id: z.string(), status: z.string(), step: z.string() }),
  refused: z.string().nullable(),
  view: z.object({
    title: z.string(),
    lead: z.string().nullable(),
    instructions: z.array(z.string()),
    facts: z.array(z.object({ label: z.string(), value: z.string() })),
    notices: z.array(z.object({ tone: z.string(), text: z.string(), details: z.array(z.string()) })),
    fields: z.array(z.object({ name: z.string(), value: z.unknown(), options: z.array(z.string()).optional() })),
    actions: z.array(z.object({ event: z.string() })),
  }),
});
const notBegunSchema = z.object({ walk: z.null(), refused: z.string() });
export type Shown = z.infer<typeof walkSchema>;

const adviceSchema = z.object({
  recommended: z.string().nullable(),
  next: z.string(),
  routes: z.array(
    z.object({
      route: z.string(),
      works: z.object({ answer: z.string(), reasons: z.array(z.object({ sentence: z.string() })) }),
    }),
  ),
});

const forwardsSchema = z.object({
  forwards: z.array(
    z.object({
      forward: z.object({
        id: z.string(),
        address: z.string(),
        externalPort: z.number(),
        internalPort: z.number(),
        means: z.string(),
        closedAt: z.string().nullish(),
        throughOuter: z.string().nullish(),
      }),
    }),
  ),
});

type Values = Readonly<Record<string, string | number>>;

/** Everything in `npm run verify`, the first ones of a kind in every run. */
export const inLongRun = process.env["FARSITE_LONG"] === "1";
export const sampleOf = <T>(cases: readonly T[], count: number): readonly T[] =>
  inLongRun ? cases : cases.slice(0, count);

export class WalkSite {
  /** Another one once the cables were changed. */
  lab: Lab;
  readonly folder: string;
  readonly siteId: string;
  /** The boxes' packet rules before anybody walked. */
  readonly before: string;

  private constructor(lab: Lab, folder: string, siteId: string, before: string) {
    this.lab = lab;
    this.folder = folder;
    this.siteId = siteId;
    this.before = before;
  }

  /** The lab is up and the site checked and saved. */
  static async of(topology: Topology): Promise<WalkSite> {
    const lab = await bringUp(topology);
    const folder = mkdtempSync(join(tmpdir(), "farsite-lab-walk-"));
    try {
      const before = await rulesOfAll(lab);
      const run = await lab.run("laptop", [...farsite, "survey", "--json", "--save"], {
        env: environment(topology, folder),
        timeoutMs: COMMAND_LIMIT_MS,
      });
      if (run.exitCode !== 0) throw new Error(`survey ended with ${run.exitCode}: ${run.stderr}`);
      const { saved } = z.object({ saved: z.object({ siteId: z.string() }) }).parse(JSON.parse(run.stdout));
      return new WalkSite(lab, folder, saved.siteId, before);
    } catch (error) {
      await lab.down();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async down(): Promise<void> {
    await this.lab.down();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Somebody changed the boxes: the same survey on the same laptop, and another line. */
  async becomes(topology: Topology): Promise<void> {
    await this.lab.down();
    this.lab = await bringUp(topology);
  }

  rules(): Promise<string> {
    return rulesOfAll(this.lab);
  }

  /** @throws Error with its error output when it ended otherwise than with `exitCode` */
  async farsite(args: readonly string[], { host = "laptop", exitCode = 0 } = {}): Promise<string> {
    const run = await this.lab.run(host, [...farsite, ...args], {
      env: environment(this.lab.topology, this.folder),
      timeoutMs: COMMAND_LIMIT_MS,
    });
    if (run.exitCode !== exitCode)
      throw new Error(`farsite ${args.join(" ")} ended with ${run.exitCode}: ${run.stderr}${run.stdout.slice(0, 400)}`);
    return run.stdout;
  }

  /** Starts the program on the laptop and leaves it to itself. */
  spawn(args: readonly string[]): ChildProcess {
    const env = environment(this.lab.topology, this.folder);
    return this.lab.spawn("laptop", [...farsite, ...args], { env, stdio: "ignore" });
  }

  /** Begins a walk or shows the open one. Null and why: it would lead nowhere. */
  async begin(kind = "port-forward"): Promise<Shown | { walk: null; refused: string }> {
    const told: unknown = JSON.parse(await this.farsite(["forward", this.siteId, "--walk", kind, "--json"]));
    return z.union([walkSchema, notBegunSchema]).parse(told);
  }

  /** One event of the open walk; `exitCode` 1: it must be refused. */
  async step(event: string, values: Values = {}, { kind = "port-forward", exitCode = 0 } = {}): Promise<Shown> {
    return walkSchema.parse(JSON.parse(await this.farsite(this.argv(event, values, kind), { exitCode })));
  }

  argv(event: string, values: Values = {}, kind = "port-forward"): string[] {
    const set = Object.entries(values).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
    return ["forward", this.siteId, "--walk", kind, "--do", event, ...set, "--json"];
  }

  async advise() {
    return adviceSchema.parse(JSON.parse(await this.farsite(["advise", this.siteId, "--json"])));
  }

  /** The survey's forwards. */
  async forwards() {
    const told: unknown = JSON.parse(await this.farsite(["forward", this.siteId, "--list", "--json"]));
    return forwardsSchema.parse(told).forwards.map(({ forward }) => forward);
  }

  /** What a viewer on the internet gets from a web page; "" where nothing. */
  async seenFromOutside(port: number, address = "25.0.113.2"): Promise<string> {
    const host = address.includes(":") ? `[${address}]` : address;
    const page = `fetch("http://${host}:${port}/", { signal: AbortSignal.timeout(1500) })`;
    // A connection that nobody answers would keep the process for ten seconds.
    const script = `${page}.then((r) => r.text()).then((t) => process.stdout.write(t), () => {}).finally(process.exit)`;
    return (await this.lab.run("probe", ["node", "-e", script])).stdout.trim();
  }

  /** Walks in the terminal, and shows where that led. */
  async type(steps: readonly TypedStep[], kind = "port-forward"): Promise<Shown> {
    const argv = [...farsite, "forward", this.siteId, "--walk", kind];
    await typeSteps(this.lab, argv, environment(this.lab.topology, this.folder), steps);
    return walkSchema.parse(await this.begin(kind));
  }
}

/** From the device to the choice of how the router is told; one port of the recorder, for which nobody has to answer more than once. */
export const toMethod = (port = 8000): TypedStep[] => [
  ["next", { device: "typed", address: RECORDER, stays: "router" }],
  ["next", { looked: "yes" }],
  ["skip"],
  ["next", { otherPort: port }],
  ["next"],
  ["answer", { password: "own" }],
  // Nobody searched for devices, so what stands there is not known.
  ["accept", { acceptedBy: "Erika Muster", role: "owner", reason: "hers, with the latest firmware" }],
  ["next"],
];

function environment(topology: Topology, folder: string): Record<string, string> {
  return {
    ...labEnvironment(),
    FARSITE_DATA: folder,
    ...(topology.vantage === true && { FARSITE_VANTAGE: vantageUrl(topology), FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN }),
  };
}

/** The packet rules of every box on site and at the carrier, without what the kernel counts. */
async function rulesOfAll(lab: Lab): Promise<string> {
  const listings = await Promise.all(
    lab.topology.layers.map(({ host }) => lab.run(host, ["nft", "-s", "list", "ruleset"])),
  );
  return listings.map(({ stdout }) => stdout).join("\n");
}
