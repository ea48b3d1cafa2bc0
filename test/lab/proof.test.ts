import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { Forward } from "#core/forward/forward.ts";
import { phoneEventSchema, type PhoneEvent } from "#core/proof/phone-event.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import { openStore } from "#host/store/open-store.ts";
import { labEnvironment, VANTAGE_TOKEN, VANTAGE_URL } from "./internet.ts";
import { bringUp, type Lab } from "./lab.ts";
import { waitUntil } from "./namespace.ts";
import { whyNoLab } from "./requirements.ts";
import { mappingsLeft } from "./site-check.ts";
import { topologyByName } from "./topologies.ts";
import type { Topology } from "./topology.ts";

/** Forwards to the recorder, proven from outside; a telephone on the lab's internet, and one that never left the site. */

const whyNot = whyNoLab();
const CHROMIUM = "/usr/bin/chromium";
const OUTSIDE = "25.0.113.2";
const PHONE = "25.51.100.10";
const RECORDER = "192.168.1.64";
const farsite = ["node", "main/cli/farsite.mjs"];

const withVantage = topologyByName("public-all+vantage");
const [home] = withVantage.layers;
const site: Topology = { ...withVantage, layers: [{ ...home, hairpin: true }] };

const forward = (id: string, externalPort: number, internalPort: number, use: Forward["use"]): Forward => ({
  id,
  address: RECORDER,
  transport: "tcp",
  internalPort,
  externalPort,
  use,
  means: "by-hand",
  openedAt: "2026-11-01T10:00:00.000Z",
});
const forwards = [
  forward("web", 8080, 80, "web"),
  forward("stream", 10_554, 554, "stream"),
  forward("app", 37_777, 37_777, "app"),
  // The router said yes and passes nothing on.
  forward("lost", 9000, 8000, "web"),
  // The router keeps this port for its own page.
  forward("router", 8081, 80, "web"),
];

const verifySchema = z.object({
  allProven: z.boolean(),
  proven: z.number(),
  saved: z.boolean(),
  origin: z.object({ kind: z.string() }),
  publicAddress: z.string().nullable(),
  results: z.array(
    z.object({
      forwardId: z.string().nullable(),
      outcome: z.string(),
      strength: z.string(),
      sameDevice: z.string(),
      codes: z.object({
        remark: z.object({ key: z.string() }).nullable(),
        trouble: z.object({ key: z.string() }).nullable(),
      }),
    }),
  ),
});

describe.skipIf(whyNot !== null)(`proof from outside${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let lab: Lab;
  let folder: string;
  let siteId: string;
  const environment = (vantage: boolean): Record<string, string> => ({
    ...labEnvironment(),
    FARSITE_DATA: folder,
    ...(vantage && { FARSITE_VANTAGE: VANTAGE_URL, FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN }),
  });

  beforeAll(async () => {
    lab = await bringUp(site);
    folder = mkdtempSync(join(tmpdir(), "farsite-proof-"));
    const survey = await lab.run("laptop", [...farsite, "survey", "--json", "--save"], { env: environment(false) });
    siteId = z.object({ saved: z.object({ siteId: z.string() }) }).parse(JSON.parse(survey.stdout)).saved.siteId;
    const store = openStore({ folder, now: () => new Date(), randomUuid: randomUUID });
    const changes = forwards.map((entry) => ({ op: "put" as const, list: "forwards" as const, entry }));
    store.amend(siteId, (document) => withChanges(document, changes));
    store.close();
    for (const { externalPort, internalPort: toPort } of forwards.slice(0, 3))
      await lab.forward("home", { transport: "tcp", externalPort, toAddress: RECORDER, toPort });
    await lab.forward("home", { transport: "tcp", externalPort: 8081, toAddress: "192.168.1.1", toPort: 80 });
    await lab.run("home", ["nft", "insert", "rule", "inet", "filter", "input", "ct", "status", "dnat", "accept"]);
  });
  afterAll(async () => {
    await lab.down();
    rmSync(folder, { recursive: true, force: true });
  });

  async function verified(host: string, { vantage = false, args = [] as string[] } = {}) {
    const run = await lab.run(host, [...farsite, "verify", siteId, "--json", ...args], { env: environment(vantage) });
    expect([run.stderr, run.exitCode]).toEqual(["", 0]);
    const { results, ...told } = verifySchema.parse(JSON.parse(run.stdout));
    const rows = results.map(({ forwardId, outcome, strength, sameDevice, codes }) =>
      [
        forwardId,
        outcome,
        strength,
        sameDevice,
        (codes.remark ?? codes.trouble)?.key.replace(/^proof\.\w+\./, "") ?? "-",
      ].join(" "),
    );
    return { ...told, rows };
  }

  test("by the vantage: what is forwarded, what the router only promised, and where it answers itself", async () => {
    const first = await verified("laptop", { vantage: true, args: ["--save"] });
    expect(first).toMatchObject({
      allProven: false,
      proven: 3,
      saved: true,
      origin: { kind: "vantage" },
      publicAddress: OUTSIDE,
    });
    expect(first.rows).toEqual([
      "web answered proof yes -",
      "stream answered proof yes -",
      "app connected proof unknown mute-alike-controlled",
      "lost silent none unknown silent-but-inside",
      "router stranger none no router-itself",
    ]);
    // Nothing new, so nothing is kept again.
    expect(await verified("laptop", { vantage: true, args: ["--save"] })).toMatchObject({ saved: false });
  });

  test("by this laptop at another place", async () => {
    const there = await verified("probe");
    expect(there).toMatchObject({ origin: { kind: "elsewhere" }, publicAddress: OUTSIDE });
    expect(there.rows).toEqual([
      // Neither page has a name by which anybody could know it again.
      "web answered weak unknown may-be-anybody",
      "stream answered proof unknown not-compared",
      "app connected weak unknown mute-not-compared",
      "lost silent none unknown silent-elsewhere",
      "router answered weak unknown may-be-anybody",
    ]);
  });

  test("at the site without a vantage: never more than weak", async () => {
    const { rows, origin, proven } = await verified("laptop");
    expect([origin.kind, proven]).toEqual(["hairpin", 0]);
    expect(rows).toEqual([
      "web answered weak yes hairpin",
      "stream answered weak yes hairpin",
      "app connected weak unknown hairpin",
      "lost not-tested none unknown hairpin",
      "router not-tested none unknown hairpin",
    ]);
  });

  type Page = { next(): Promise<PhoneEvent | null>; url: string; ready: PhoneEvent; child: ChildProcess };

  /** The page is up on the laptop. */
  async function phonePage(...args: string[]): Promise<Page> {
    const argv = [process.execPath, join(import.meta.dirname, "phone-process.ts"), folder, siteId, ...args];
    const child = lab.spawn("laptop", argv, { env: environment(false), stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    if (child.stdout === null) throw new Error("no output");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<PhoneEvent | null> => {
      const { value, done } = await lines.next();
      return done === true ? null : phoneEventSchema.parse(JSON.parse(value));
    };
    const ready = await next();
    if (ready?.type !== "ready") throw new Error(`it did not begin: ${JSON.stringify(ready)}`);
    return { next, ready, url: ready.url, child };
  }

  const fetchFrom = async (host: string, url: string): Promise<string> => {
    const script = `fetch(process.argv[1],{signal:AbortSignal.timeout(3000)}).then(r=>r.text()).then(console.log,()=>console.log("nothing"))`;
    return (await lab.run(host, [process.execPath, "-e", script, url])).stdout;
  };

  test("a telephone on the internet proves the way, one on the site's Wi-Fi does not", async () => {
    // A router that turns around what was forwarded by hand.
    const toLaptop = { transport: "tcp", externalPort: 48_080, toAddress: "192.168.1.50", toPort: 48_080 } as const;
    await lab.forward("home", toLaptop);
    const { next, url, child } = await phonePage("48080");
    expect(url).toMatch(new RegExp(`^http://${OUTSIDE}:\\d+/[0-9a-f]{32}$`));
    expect(await fetchFrom("recorder", url)).toContain("Switch Wi-Fi off");
    expect(await next()).toMatchObject({ type: "visit", from: OUTSIDE, judged: "hairpin" });
    await fetchFrom("recorder", url.replace(OUTSIDE, "192.168.1.50"));
    expect(await next()).toMatchObject({ type: "visit", from: RECORDER, judged: "same-network" });
    await fetchFrom("stun", url.replace(/\/[0-9a-f]{32}$/, "/"));
    expect(await next()).toMatchObject({ type: "visit", from: PHONE, judged: "wrong-page" });
    expect(await fetchFrom("stun", url)).toContain("It works.");
    expect(await next()).toMatchObject({ type: "visit", from: PHONE, judged: "outside" });
    const finished = await next();
    expect(finished).toMatchObject({
      type: "finished",
      record: { origin: { kind: "phone", address: PHONE }, results: [{ target: "laptop", strength: "proof" }] },
    });
    expect(await next()).toBe(null);
    expect(await waitUntil(() => child.exitCode === 0, 5_000)).toBe(true);
  });

  test.skipIf(!existsSync(CHROMIUM))("a real browser shows the page, and nothing of it is blocked", async () => {
    const { next, url } = await phonePage();
    const profile = mkdtempSync(join(tmpdir(), "farsite-phone-"));
    onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
    const argv = [
      CHROMIUM,
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--enable-logging=stderr",
      `--user-data-dir=${profile}`,
      "--dump-dom",
      url,
    ];
    const browser = await lab.run("stun", argv, { env: { HOME: profile }, timeoutMs: 40_000 });
    expect(browser.stdout).toContain("<h1>It works.</h1>");
    expect(browser.stderr).not.toContain("Content Security Policy");
    expect(await next()).toMatchObject({ type: "visit", from: PHONE, judged: "outside" });
    expect(await next()).toMatchObject({ type: "finished" });
    expect(await next()).toBe(null);
    expect(await mappingsLeft(lab)).toEqual([]);
  });

  test("ends when it is told to, and when it is killed the next start takes its port back", async () => {
    const cancelled = await phonePage();
    cancelled.child.kill("SIGTERM");
    expect(await cancelled.next()).toBe(null);
    expect(await waitUntil(() => cancelled.child.exitCode === 0, 5_000)).toBe(true);
    expect(await mappingsLeft(lab)).toEqual([]);
    const killed = await phonePage();
    killed.child.kill("SIGKILL");
    expect(await mappingsLeft(lab)).toHaveLength(1);
    await lab.run("laptop", [...farsite, "doctor", "--json"], { env: environment(false) });
    expect(await mappingsLeft(lab)).toEqual([]);
  });

  test("a laptop that shuts out everybody is told apart from a line that does", async () => {
    const rules =
      "table inet shut { chain in { type filter hook input priority 0; tcp flags syn / syn,ack tcp dport 1024-65535 drop; }; }";
    await lab.run("laptop", ["nft", rules]);
    onTestFinished(async () => void (await lab.run("laptop", ["nft", "delete table inet shut"])));
    const { ready, url } = await phonePage();
    expect(ready.type === "ready" && ready.remarks.map(({ key }) => key)).toEqual(["proof.phone.firewall-shut"]);
    expect(await fetchFrom("stun", url)).toContain("nothing");
  });
});
