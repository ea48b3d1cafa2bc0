import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Encrypter } from "age-encryption";
import { describe, expect, it } from "vitest";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { fakeTerminal, jsonOf, temporaryFolder, type FakeTerminal } from "./terminal-fixture.ts";

/** Makes a site by a check, as a person would; returns its id. */
async function siteOn({ run }: FakeTerminal): Promise<string> {
  const saved = jsonOf(await run(["survey", "--json", "--save", "--only", "interfaces"]))["saved"] as {
    siteId: string;
  };
  return saved.siteId;
}

const PASSPHRASE = "gravel-otter-lantern-42";

/** A file of another passphrase, which takes no second to find that out. */
async function otherFile(): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase("another one");
  encrypter.setScryptWorkFactor(4);
  const file = join(temporaryFolder(), "other.farsite");
  writeFileSync(file, await encrypter.encrypt("not a survey"));
  return file;
}

describe("export and import", () => {
  it("bring a site to another laptop, after it was confirmed", async () => {
    const [mine, theirs] = [await fakeTerminal(), await fakeTerminal()];
    const siteId = await siteOn(mine);
    const file = join(temporaryFolder(), "bakery.farsite");
    const exported = await mine.run(["export", siteId.slice(0, 6), "-o", file]);
    expect([exported.status, exported.err]).toEqual([0, en.terminal.transfer.notEncrypted]);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");

    const declined = await theirs.run(["import", file], { stdin: "no\n" });
    expect([declined.status, declined.err]).toEqual([2, en.terminal.transfer.notImported]);
    expect(declined.out).toContain(en.terminal.transfer.what.new);
    expect(jsonOf(await theirs.run(["list", "--json"]))["sites"]).toEqual([]);

    const imported = await theirs.run(["import", file], { stdin: "yes\n" });
    expect([imported.status, imported.err]).toEqual([0, ""]);
    const [one, other] = [await mine.run(["show", siteId, "--json"]), await theirs.run(["show", siteId, "--json"])];
    expect(jsonOf(other)).toEqual(jsonOf(one));

    const again = await theirs.run(["import", file, "--yes", "--json"]);
    expect(again.status).toBe(0);
    expect(jsonOf(again)).toMatchObject({ sites: 1, revisions: 0, conflicts: 0, offered: [{ siteId, what: "same" }] });
    expect(readdirSync(join(theirs.dataFolder, "temp"))).toEqual([]);
  });

  it("take a passphrase from a file, a variable or the person, never from the command line", async () => {
    const [mine, theirs] = [await fakeTerminal(), await fakeTerminal()];
    const siteId = await siteOn(mine);
    const folder = temporaryFolder();
    const [file, secret] = [join(folder, "all.farsite"), join(folder, "passphrase.txt")];
    writeFileSync(secret, `${PASSPHRASE}\nsecond line\n`);
    const exported = await mine.run([
      "export",
      "--all",
      "-o",
      file,
      "--passphrase-file",
      secret,
      "--json",
      "--no-photos",
    ]);
    expect(jsonOf(exported)).toEqual({
      file,
      bytes: readFileSync(file).length,
      sites: [siteId],
      encrypted: true,
      withheld: 0,
    });
    expect(readFileSync(file, "latin1")).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 18\n/);
    const wrong = await theirs.run(["import", await otherFile(), "--yes"], { stdin: PASSPHRASE });
    expect([wrong.status, wrong.err]).toEqual([1, expect.stringContaining(en.error.PASSPHRASE_WRONG.title)]);
    const none = await theirs.run(["import", file, "--yes"]);
    expect([none.status, none.err]).toEqual([1, expect.stringContaining(en.error.PASSPHRASE_NEEDED.title)]);
    const right = await theirs.run(["import", file, "--yes", "--passphrase-env", "SECRET"], {
      environment: { SECRET: PASSPHRASE },
    });
    expect([right.status, right.err]).toEqual([0, ""]);
    for (const { out, err } of [exported, wrong, right]) expect(out + err).not.toContain(PASSPHRASE);
  }, 120_000);

  it("leave the file that was there alone when they can't write a whole one", async () => {
    const mine = await fakeTerminal();
    const siteId = await siteOn(mine);
    const folder = join(temporaryFolder(), "missing");
    const { status, err } = await mine.run(["export", siteId, "-o", join(folder, "x.farsite")]);
    expect([status, err]).toEqual([1, expect.stringContaining(en.terminal.unreadable.missing)]);
    expect(existsSync(folder)).toBe(false);
  });

  it("say of what is no such file that it is none, in the person's language", async () => {
    const { run } = await fakeTerminal();
    const file = join(temporaryFolder(), "letter.farsite");
    writeFileSync(file, "Dear Sir or Madam");
    const english = await run(["import", file, "--yes"]);
    expect([english.status, english.err]).toEqual([1, expect.stringContaining(en.error.NOT_A_PACKAGE.title)]);
    expect((await run(["import", file, "--yes", "--lang", "de"], { environment: { LANG: "de_DE" } })).err).toContain(
      de.error.NOT_A_PACKAGE.title,
    );
    expect((await run(["import", `${file}.missing`])).err).toContain(en.terminal.unreadable.missing);
  });

  it.each([
    [["export"]],
    [["export", "-o", "x.farsite"]],
    [["export", "somewhere"]],
    [["export", "somewhere", "--all", "-o", "x.farsite"]],
    [["export", "--all", "-o", "x.farsite"]],
    [["export", "x", "-o", "x.farsite", "--passphrase-env", "NOT_SET_ANYWHERE"]],
    [["export", "x", "-o", "x.farsite", "--passphrase-env", "A", "--passphrase-file", "b"]],
    [["export", "x", "-o", "x.farsite", "--passphrase", "secret"]],
    [["import"]],
    [["import", "a", "b"]],
    [["show"]],
    [["show", "a", "b"]],
  ])("want to be used rightly: %j ends with status 2", async (argv) => {
    const { run } = await fakeTerminal();
    expect((await run(argv)).status).toBe(2);
  });
});

describe("show", () => {
  it("has a site to look at before there is one", async () => {
    const { run } = await fakeTerminal();
    const json = jsonOf(await run(["show", "sample", "--json", "--history"]));
    expect(json).toMatchObject({
      name: "Bakery Lindner, mill branch",
      revision: null,
      checks: [{ verdict: "cgnat" }],
      history: [],
      document: { line: { provider: "Example Mobile" } },
    });
    for (const [lang, texts] of [
      ["en", en],
      ["de", de],
    ] as const) {
      const { status, out } = await run(["show", "sample", "--lang", lang]);
      expect(status).toBe(0);
      expect(out).toContain(`${texts.surveyField.line.provider}: Example Mobile`);
      expect(out).toContain(`${texts.surveyField.line.technology}: ${texts.surveyChoice.line.technology.mobile}`);
      expect(out).toContain(`${texts.surveyField.line.bridgeMode}: ${texts.terminal.notKnown}`);
      expect(out).toContain(`  - ${texts.surveyField.steps.text}: Clock of the recorder set`);
      // No text is missing, and nothing that only programs read is told.
      expect(out).not.toMatch(/survey(Field|Choice|Entries)\.|\{\{|contact-owner/);
    }
  });

  it("finds a site by its name or the beginning of its id, and tells its history", async () => {
    const terminal = await fakeTerminal();
    const siteId = await siteOn(terminal);
    const { name } = jsonOf(await terminal.run(["show", siteId, "--json"])) as { name: string };
    for (const site of [siteId.slice(0, 8), name, name.toUpperCase()]) {
      expect(jsonOf(await terminal.run(["show", site, "--json"]))).toMatchObject({ id: siteId });
    }
    const told = jsonOf(await terminal.run(["show", siteId, "--json", "--history"]));
    expect(told["history"]).toMatchObject([{ revision: told["revision"], kind: "change" }]);
    const { out } = await terminal.run(["show", siteId, "--history"]);
    expect(out).toContain(en.terminal.show.history);
  });

  it("ends with status 1 for a site that is not here, and 2 for a name that several have", async () => {
    const terminal = await fakeTerminal();
    const missing = await terminal.run(["show", "nowhere"]);
    expect([missing.status, missing.err]).toEqual([1, expect.stringContaining("nowhere")]);
    const [first, second] = [await siteOn(terminal), await siteOn(terminal)];
    const { name } = jsonOf(await terminal.run(["show", first, "--json"])) as { name: string };
    const several = await terminal.run(["show", name]);
    expect([several.status, several.err]).toEqual([2, expect.stringContaining(second)]);
  });
});
