import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MadeUpProject } from "./made-up-project.ts";

const quiet = { code: 0, stdout: "", stderr: "" };

// The stand-in for the installed Node is a shell script; what is Windows' own is in system-node.test.ts.
describe.skipIf(process.platform === "win32")("bootstrap", () => {
  let project: MadeUpProject;
  beforeEach(() => (project = new MadeUpProject()));
  afterEach(() => project.remove());
  const commands = (): string[] => project.calls().map(({ command }) => command);

  it("installs on the first run, and says so on stderr only", async () => {
    const first = await project.run();
    expect(first).toMatchObject({ code: 0, stdout: "" });
    expect(first.stderr).toMatch(
      /^Farsite: installing packages \(first start\) \.\.\.\nFarsite: installed in \d+ s\.\n$/,
    );
    expect(commands()).toEqual(["ci"]);
  });

  it("is silent when nothing is to do", async () => {
    await project.run();
    expect(await project.run()).toEqual(quiet);
    expect(commands()).toEqual(["ci"]);
  });

  it("installs again when the lock changes, not when a script does", async () => {
    await project.run();
    project.write("package.json", {
      name: "made-up",
      scripts: { x: "y" },
      version: "2.0.0",
      dependencies: { a: "1.0.0" },
    });
    expect(await project.run()).toEqual(quiet);
    project.writeLock("1.0.1");
    expect((await project.run()).stderr).toContain("(package-lock.json or package.json changed)");
    project.write("package.json", { name: "made-up", dependencies: { a: "1.0.0" }, allowScripts: { a: true } });
    expect((await project.run()).stderr).toContain("(package-lock.json or package.json changed)");
    expect(commands()).toEqual(["ci", "ci", "ci"]);
  });

  it("takes over what a person installed by hand, if it is what the lock names", async () => {
    await project.run();
    rmSync(join(project.root, "node_modules", ".farsite-lock-hash"));
    expect(await project.run()).toEqual(quiet);
    rmSync(join(project.root, "node_modules", ".farsite-lock-hash"));
    project.writeLock("1.0.1");
    expect((await project.run()).stderr).toContain("(the last installation is not complete)");
  });

  it("runs npm on the system's Node when it runs on the installed one itself", async () => {
    await project.run();
    const installed = project.installRealNode();
    project.writeLock("1.0.1");
    const env = { PATH: `${join(project.root, "node_modules", ".bin")}:${dirname(process.execPath)}` };
    expect(await project.run(env, installed)).toMatchObject({ code: 0 });
    expect(project.calls()[1]?.node).toBe(process.execPath);
  });

  it("says it when there is no other Node", async () => {
    await project.run();
    const installed = project.installRealNode();
    project.writeLock("1.0.1");
    const result = await project.run({ PATH: join(project.root, "node_modules", ".bin") }, installed);
    expect(result).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("no Node was found in PATH") as string,
    });
    expect(existsSync(installed)).toBe(true);
  });

  it("installs by package.json when the registry lacks what the lock names", async () => {
    project.plan({ ci: { fails: "npm error code EUSAGE\nnpm error Missing: @x/y@1.0.0 from lock file" } });
    const result = await project.run();
    expect(result).toMatchObject({ code: 0, stdout: "" });
    expect(result.stderr).toContain("the lock file does not fit this registry");
    expect(commands()).toEqual(["ci", "install"]);
    expect(project.calls()[1]?.args).toContain("--no-save");
    expect(await project.run()).toEqual(quiet);
  });

  it("does not fall back when the registry is not there at all, says why, and tries again next time", async () => {
    project.plan({ ci: { fails: "npm error code ENOTFOUND\nnpm error errno ENOTFOUND" } });
    const result = await project.run();
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.stderr).toContain("Farsite: could not install: the package registry cannot be reached (ENOTFOUND)");
    expect(commands()).toEqual(["ci"]);
    project.plan({});
    expect(await project.run()).toMatchObject({ code: 0 });
  });

  it.each([
    ["v22.9.0", "Node v22.9.0 was installed, but Farsite needs 24"],
    [null, "Node 24 was not installed"],
  ])("refuses an install whose Node is %s", async (node, sentence) => {
    project.plan({ ci: { node } });
    expect(await project.run()).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) });
    project.plan({});
    expect(await project.run()).toMatchObject({ code: 0 });
  });

  it("installs once when two start at the same time", async () => {
    project.plan({ ci: { delayMs: 500 } });
    const results = await Promise.all([project.run(), project.run()]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    expect(commands()).toEqual(["ci"]);
    expect(results.map(({ stderr }) => stderr).join("")).toContain("another start is installing packages");
  });

  it("does an interrupted install again", async () => {
    await project.run();
    project.writeLock("1.0.1");
    project.plan({ ci: { hang: true } });
    const { child, done } = project.start();
    await expect.poll(() => commands(), { timeout: 5_000 }).toEqual(["ci", "ci"]);
    child.kill("SIGINT");
    expect(await done).toMatchObject({
      code: 130,
      stderr: expect.stringContaining("the next start does it again") as string,
    });
    project.plan({});
    expect(await project.run()).toMatchObject({ code: 0, stderr: expect.stringContaining("installed in") });
  });

  it("waits for the npm of a killed start, then does that install again", async () => {
    project.plan({ ci: { hang: true } });
    const { child, done } = project.start();
    await expect.poll(() => commands(), { timeout: 5_000 }).toEqual(["ci"]);
    child.kill("SIGKILL");
    const waiting = project.start();
    const said: string[] = [];
    waiting.child.stderr?.on("data", (text: string) => said.push(text));
    await expect.poll(() => said.join(""), { timeout: 5_000 }).toContain("another start is installing");
    waiting.child.kill("SIGINT");
    expect(await waiting.done).toMatchObject({ code: 130 });
    expect(commands()).toEqual(["ci"]);
    process.kill(project.calls()[0]?.pid ?? 0, "SIGKILL");
    await done;
    expect(existsSync(join(project.root, ".bootstrap.lock"))).toBe(true);
    project.plan({});
    const both = await Promise.all([project.run(), project.run()]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(commands()).toEqual(["ci", "ci"]);
    expect(readdirSync(project.root).filter((name) => name.startsWith(".bootstrap"))).toEqual([]);
  });

  it("clears a guard that a killed waiter left", async () => {
    writeFileSync(join(project.root, ".bootstrap.lock"), "999999999");
    const guard = join(project.root, ".bootstrap.lock.removing");
    mkdirSync(guard);
    utimesSync(guard, 0, 0);
    expect(await project.run()).toMatchObject({ code: 0 });
    expect(commands()).toEqual(["ci"]);
  });
});
