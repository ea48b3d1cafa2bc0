import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { rehearsalRecordSchema } from "#core/rehearsal/rehearsal-record.ts";
import { labEnvironment, serverAddresses, VANTAGE_TOKEN, VANTAGE_URL } from "./internet.ts";
import { bringUp, type Lab } from "./lab.ts";
import { pairTopology } from "./rehearsal/pair.ts";
import { whyNoLab } from "./requirements.ts";
import { portRestricted, symmetric } from "./topology-pieces.ts";

/** The real program at both ends, from a check that measures the site's router to the survey that keeps what was found. */

const whyNot = whyNoLab() ?? (process.env["FARSITE_LONG"] === "1" ? null : "only in the long run");
/** The reasons are printed as sentences. */
const printedSchema = rehearsalRecordSchema.omit({ why: true });
const farsite = ["node", "main/cli/farsite.mjs"];

let lab: Lab | null = null;
const folders: string[] = [];

function environment(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "farsite-rehearsal-"));
  folders.push(folder);
  return {
    ...labEnvironment(),
    FARSITE_DATA: folder,
    FARSITE_VANTAGE: VANTAGE_URL,
    FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN,
  };
}

/** Begins at the site; gives the code as soon as it is shown, and the program's JSON once it has ended. */
function begin(up: Lab, env: Record<string, string>, siteId: string) {
  const argv = [...farsite, "rehearse", siteId, "--save", "--json"];
  const child = up.spawn("laptop", argv, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("no pipes");
  const out: string[] = [];
  stdout.on("data", (chunk: Buffer) => out.push(chunk.toString()));
  const code = new Promise<string>((resolve) => {
    createInterface({ input: stderr }).on("line", (line) => {
      const shown = /[B-Z]{4}-[B-Z]{4}/.exec(line)?.[0];
      if (shown !== undefined) resolve(shown);
    });
  });
  const ended = new Promise<unknown>((resolve, reject) => {
    child.once("exit", (status) =>
      status === 0 ? resolve(JSON.parse(out.join(""))) : reject(new Error(`it ended with ${status}`)),
    );
  });
  return { code, ended };
}

describe.skipIf(whyNot !== null)(`farsite rehearse${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  afterEach(async () => {
    await lab?.down();
    lab = null;
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ["port-restricted", portRestricted, "direct"],
    ["symmetric", symmetric, "none"],
  ] as const)("a %s router and a usual one", async (name, nat, outcome) => {
    const up = (lab = await bringUp(pairTopology({ name, nat }, { name: "usual", nat: portRestricted })));
    // The second site has nobody to ask for names.
    const [site, office] = [environment(), { ...environment(), FARSITE_STUN: `${serverAddresses.stun[0]}:3478` }];
    const checked = await up.run("laptop", [...farsite, "survey", "--json", "--save"], { env: site });
    const { saved } = JSON.parse(checked.stdout) as { saved: { siteId: string } };
    const { code, ended } = begin(up, site, saved.siteId);
    const joining = [...farsite, "rehearse", "--join", await code, "--name", "Office", "--json"];
    const there = await up.run("laptop2", joining, { env: office });
    expect(there.exitCode, there.stderr).toBe(0);
    const here = printedSchema.parse(await ended);
    const other = printedSchema.parse(JSON.parse(there.stdout));
    expect([here.outcome, other.outcome]).toEqual([outcome, outcome]);
    expect(here.digits).toBe(other.digits);
    // By the check of the router that the laptop is at.
    expect(here.here.nat).toMatchObject({ mapping: nat.mapping });
    expect(other.there.nat).toEqual(here.here.nat);
    const shown = await up.run("laptop", [...farsite, "show", saved.siteId, "--json"], { env: site });
    const { document } = JSON.parse(shown.stdout) as { document: { rehearsals: { id: string }[] } };
    expect(document.rehearsals.map(({ id }) => id)).toEqual([here.id]);
  });
});
