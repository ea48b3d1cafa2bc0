import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DECODE_KINDS } from "#core/codec/decode-kinds.ts";
import { doctorItemSchema } from "#core/contract/contract.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { commands } from "../../../main/cli/commands/all-commands.ts";
import { USAGE } from "../../../main/cli/usage.ts";
import { cgnatRecord } from "../../fakes/sample-records.ts";
import { fakeTerminal, jsonOf, temporaryFolder } from "./terminal-fixture.ts";

function fileWith(content: string | Uint8Array): string {
  const file = join(temporaryFolder(), "input");
  writeFileSync(file, content);
  return file;
}

describe("replay", () => {
  it("gives what the survey gave, bit for bit, from its own JSON", async () => {
    const { run } = await fakeTerminal();
    const survey = await run(["survey", "--json"]);
    const file = fileWith(survey.out);
    const replayed = await run(["replay", file, "--json"]);
    expect(replayed.status).toBe(0);
    const { format, version, checkId, startedAt, farsiteVersion, cancelled, ...derived } = jsonOf(survey);
    expect([format, version, cancelled]).toEqual(["farsite-check", 1, false]);
    expect([checkId, startedAt, farsiteVersion].every((value) => typeof value === "string")).toBe(true);
    expect(jsonOf(replayed)).toEqual(derived);
    expect((await run(["replay", "-", "--json"], { stdin: survey.out })).out).toBe(replayed.out);
    expect((await run(["replay", fileWith(replayed.out), "--json"])).out).toBe(replayed.out);
  });

  it("derives everything anew: a verdict in the file is not believed", async () => {
    const { run } = await fakeTerminal();
    const forged = { ...cgnatRecord, diagnosis: undefined, verdict: { kind: "public" } };
    expect(jsonOf(await run(["replay", fileWith(JSON.stringify(forged)), "--json"]))).toMatchObject({
      verdict: { kind: "cgnat" },
      durationMs: cgnatRecord.durationMs,
    });
  });

  it("prints sentences in the person's language", async () => {
    const { run } = await fakeTerminal();
    const file = fileWith(JSON.stringify(cgnatRecord));
    expect((await run(["replay", file])).out).toContain(en.verdict.name.cgnat);
    expect((await run(["replay", file, "--lang", "de"])).out).toContain(de.verdict.name.cgnat);
    expect((await run(["replay", file], { environment: { LANG: "de_CH" } })).out).toContain(de.verdict.name.cgnat);
  });

  it("draws the way out, with where a call ends and what is to be done", async () => {
    const { run } = await fakeTerminal();
    const { out } = await run(["replay", fileWith(JSON.stringify(cgnatRecord))]);
    const lines = out.slice(out.indexOf(en.map.title)).split("\n");
    expect(lines.slice(1, 4)).toEqual([
      "    Recorder and cameras (not looked for yet; supposed in this network)",
      "  > This laptop (yours): 192.168.1.20",
      "  > Router (TP-Link Archer MR600, the customer's): inside 192.168.1.1, outside 100.83.12.9",
    ]);
    expect(lines).toContain(`    x ${en.map.stop["for-good"]}`);
    expect(lines).toContain(`      ${en.map.advice.carrier}`);
  });

  it.each([
    ["another JSON", "[]"],
    ["no observations", "{}"],
    ["observations of another shape", '{"observations":[{"id":1}]}'],
    ["a newer version", JSON.stringify({ ...cgnatRecord, version: 2 })],
  ])("ends with status 1 and a sentence for %s", async (_name, content) => {
    const { run } = await fakeTerminal();
    const { status, out, err } = await run(["replay", fileWith(content)]);
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain(en.error.NOT_A_RECORDING.title);
    expect((await run(["replay", fileWith(content)], { environment: { LANG: "de_DE" } })).err).toContain(
      de.error.NOT_A_RECORDING.title,
    );
  });

  it.each(["hello", "", '{"observations":['])(
    "ends with status 1 and says that it is not JSON: %j",
    async (content) => {
      const { run } = await fakeTerminal();
      const file = fileWith(content);
      expect(await run(["replay", file])).toEqual({ status: 1, out: "", err: `${file} is not JSON.` });
      expect((await run(["replay", file], { environment: { LANG: "de_DE" } })).err).toBe(`${file} ist kein JSON.`);
    },
  );

  it("ends with status 1 for a file that can't be read, and says why in words", async () => {
    const { run } = await fakeTerminal();
    const missing = join(temporaryFolder(), "missing.json");
    const folder = temporaryFolder();
    expect(await run(["replay", missing])).toEqual({
      status: 1,
      out: "",
      err: `${missing} can't be read: ${en.terminal.unreadable.missing}`,
    });
    expect(await run(["replay", folder], { environment: { LANG: "de_DE" } })).toEqual({
      status: 1,
      out: "",
      err: `${folder} lässt sich nicht lesen: ${de.terminal.unreadable.folder}`,
    });
  });

  it.each([[[]], [["a", "b"]], [["--yes", "a"]]])("takes one file: %j ends with status 2", async (argv) => {
    const { run } = await fakeTerminal();
    expect((await run(["replay", ...argv])).status).toBe(2);
  });

  it("lets no name from a file steer the terminal", async () => {
    const { run } = await fakeTerminal();
    const evil = "\u001b[2J\u009b31m\u0007wg0";
    const observations = [
      {
        ...cgnatRecord.observations[0],
        data: { kind: "interfaces", adapters: [{ name: evil, adapterKind: "tunnel", mac: null, addresses: [] }] },
      },
      {
        ...cgnatRecord.observations[1],
        data: { kind: "default-routes", routes: [{ family: 4, gateway: null, interfaceName: evil, metric: 1 }] },
      },
    ];
    const file = fileWith(JSON.stringify({ observations }));
    const text = await run(["replay", file]);
    expect(text.status).toBe(0);
    expect(text.out).toContain("wg0");
    // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
    expect(text.out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    // In JSON the text stays what it was.
    expect(JSON.stringify(jsonOf(await run(["replay", file, "--json"])))).toContain(JSON.stringify(evil).slice(1, -1));
  });
});

describe("decode", () => {
  const NATPMP_HEX = "00 80 00 00\n0000 1267 c01f c44d";
  const ADDRESS = "192.31.196.77";

  it("reads bytes from a file or from standard input, plain or as hexadecimal digits", async () => {
    const { run } = await fakeTerminal();
    const bytes = Buffer.from(NATPMP_HEX.replaceAll(/\s/g, ""), "hex");
    const runs = [
      await run(["decode", "natpmp", fileWith(bytes)]),
      await run(["decode", "natpmp", "--hex", fileWith(NATPMP_HEX)]),
      await run(["decode", "natpmp", "--hex"], { stdin: NATPMP_HEX.toUpperCase() }),
      await run(["decode", "natpmp", "-"], { stdin: bytes }),
    ];
    for (const one of runs) {
      expect([one.status, one.err]).toEqual([0, ""]);
      expect(JSON.stringify(jsonOf(one))).toContain(ADDRESS);
    }
  });

  it.each(DECODE_KINDS)("makes a result of anything for %s, never an error", async (kind) => {
    const { run } = await fakeTerminal();
    for (const stdin of ["", "garbage", "\u0000\u00ff"]) {
      const result = await run(["decode", kind], { stdin });
      expect([result.status, result.err]).toEqual([0, ""]);
      expect(jsonOf(result)).toHaveProperty("result");
    }
  });

  it.each([
    [["decode"]],
    [["decode", "telnet"]],
    [["decode", "constructor"]],
    [["decode", "stun", "a", "b"]],
    [["decode", "stun", "--fast"]],
  ])("is told which kinds there are: %j ends with status 2", async (argv) => {
    const { run } = await fakeTerminal();
    expect((await run(argv)).status).toBe(2);
  });

  it.each(["0", "zz", "00 8", "0x00"])(
    "takes only pairs of digits with --hex: %j ends with status 2",
    async (stdin) => {
      const { run } = await fakeTerminal();
      expect((await run(["decode", "stun", "--hex"], { stdin })).status).toBe(2);
    },
  );

  it("ends with status 1 for a file that is not there", async () => {
    const { run } = await fakeTerminal();
    expect((await run(["decode", "stun", join(temporaryFolder(), "missing")])).status).toBe(1);
  });
});

describe("doctor", () => {
  it("gives every item as JSON and as a line", async () => {
    const { run, dataFolder } = await fakeTerminal();
    const json = await run(["doctor", "--json"]);
    expect(json.status).toBe(0);
    const items = doctorItemSchema.array().parse(jsonOf(json)["items"]);
    expect(items.map((item) => item.id).toSorted()).toEqual([...doctorItemSchema.shape.id.options].toSorted());
    expect(items.find((item) => item.id === "data-folder")).toMatchObject({ state: "ok", detail: dataFolder });
    expect(items.find((item) => item.id === "leftover-mappings")).toMatchObject({ state: "ok", detail: "none left" });
    expect(items.find((item) => item.id === "database")?.detail).toMatch(/: 0 sites$/);
    const text = await run(["doctor", "--lang", "de"]);
    for (const name of Object.values(de.doctor.item)) expect(text.out).toContain(name);
    expect(text.out).toContain(": 0 Objekte");
    expect(text.out).toContain(de.doctor.detail.noLeftovers);
  });

  it("says what is wrong with a folder that can't be used", async () => {
    const { run } = await fakeTerminal();
    const environment = { FARSITE_DATA: join(fileWith(""), "data") };
    const itemsIn = async (...argv: string[]) =>
      jsonOf(await run(["doctor", "--json", ...argv], { environment }))["items"] as { id: string }[];
    const [english, german] = [await itemsIn(), await itemsIn("--lang", "de")];
    for (const id of ["data-folder", "database"] as const) {
      const expected = { state: "problem", whatToDoKey: `doctor.fix.${id}` };
      expect(english.find((item) => item.id === id)).toMatchObject({ ...expected, whatToDo: en.doctor.fix[id] });
      expect(german.find((item) => item.id === id)).toMatchObject({ ...expected, whatToDo: de.doctor.fix[id] });
    }
    // Without the journal nobody knows what is left in a router: not "none left".
    const leftovers = english.find((item) => item.id === "leftover-mappings");
    expect(leftovers).toMatchObject({ state: "warning", detail: "FOLDER_NOT_WRITABLE" });
  });
});

describe("the command line", () => {
  it.each([[[]], [["help"]], [["--help"]], [["-h"]]])("explains itself: %j", async (argv) => {
    const { run } = await fakeTerminal();
    const { status, out, err } = await run(argv);
    expect([status, err]).toEqual([0, ""]);
    for (const word of ["survey", "replay", "list", "decode", "doctor", "--no-mapping", "130"])
      expect(out).toContain(word);
  });

  it("explains each command alone, in all its forms", async () => {
    const { run } = await fakeTerminal();
    const { status, out } = await run(["servers", "check", "-h"]);
    expect(status).toBe(0);
    for (const words of ["farsite servers [list]", "farsite servers files NAME -o DIR", "--with-keys"])
      expect(out).toContain(words);
    expect(out).not.toMatch(/farsite (?:tunnels|turn|survey)/);
    const alone = Object.keys(commands).map(async (name) => (await run([name, "--help"])).out);
    for (const text of await Promise.all(alone)) expect(text.length).toBeLessThan(USAGE.length / 2);
  });

  it("takes --help after -- for a file", async () => {
    const { run } = await fakeTerminal();
    expect((await run(["replay", "--", "--help"])).status).toBe(1);
  });

  it("tells its version", async () => {
    const { run } = await fakeTerminal();
    expect(await run(["--version"])).toEqual({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      err: "",
    });
  });

  it.each(["surveys", "", "constructor", "__proto__", "toString", "--verbose"])(
    "knows no command %j: status 2 and where to look",
    async (name) => {
      const { run } = await fakeTerminal();
      const { status, out, err } = await run([name]);
      expect([status, out]).toEqual([2, ""]);
      expect(err).toContain("farsite help");
    },
  );
});
