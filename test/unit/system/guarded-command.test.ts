import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { guardedCommand, type Guard } from "#core/system/guarded-command.ts";

const HOSTILE = [
  "it's",
  "$(touch owned)",
  "`touch owned`",
  'say "hi"',
  "a;touch owned",
  "new\nline",
  "‘x’",
  "\\",
  "-rf",
];

const guardFor = (name: string): Guard => ({
  begin: [{ program: "begin", args: ["dev", name] }],
  end: [{ program: "end", args: [name] }],
  flagFile: `/tmp/flag of ${name}`,
  processId: 4_711,
});

describe("what runs a guard", () => {
  it.each([
    ["linux", true, "sh"],
    ["linux", false, "pkexec"],
    ["darwin", true, "sh"],
    ["darwin", false, "osascript"],
    ["win32", false, "powershell"],
    ["win32", true, "powershell"],
  ])("on %s (root: %s) is %s", (platform, isRoot, program) => {
    expect(guardedCommand(platform, isRoot, guardFor("eth0")).program).toBe(program);
  });

  it.each(HOSTILE)("gives PowerShell %j as one text", (name) => {
    const { args } = guardedCommand("win32", false, guardFor(name));
    const encoded = /'-EncodedCommand','([A-Za-z0-9+/=]+)'/.exec(args.at(-1) ?? "")?.[1] ?? "";
    const script = Buffer.from(encoded, "base64").toString("utf16le");
    // In single quotes nothing means anything, and the typographic ones count as quotes.
    const quoted = `'${name.replace(/['‘’‚‛]/g, "$&$&")}'`;
    expect(script).toContain(`& 'begin' 'dev' ${quoted}; if ($LASTEXITCODE -ne 0) { exit 1 }`);
    expect(script).toContain(`& 'end' ${quoted}`);
    expect(script).toContain("Get-Process -Id 4711");
  });

  it.each(HOSTILE)("gives AppleScript %j as one text", (name) => {
    const { args } = guardedCommand("darwin", false, guardFor(name));
    const [, script = ""] = guardedCommand("darwin", true, guardFor(name)).args;
    const inner = /^do shell script "([\s\S]*)" with administrator privileges$/.exec(args[1] ?? "")?.[1] ?? "";
    expect(inner.replace(/\\([\\"])/g, "$1")).toBe(script);
    expect(inner.replace(/\\[\\"]/g, "")).not.toContain('"');
  });
});

describe.skipIf(process.platform === "win32")("a guard in a real shell", () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "farsite-guard-"));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string): string => join(folder, name);
  const log = (): string[] => (existsSync(file("log")) ? readFileSync(file("log"), "utf8").trim().split("\n") : []);
  const say = (word: string) => ({ program: "sh", args: ["-c", 'echo "$1" >> "$2"', "sh", word, file("log")] });

  /** A process to watch, in a group of its own. */
  function started(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { stdio: "ignore", detached: true });
    children.push(child);
    return child;
  }

  function guard(parts: Partial<Guard> = {}): {
    child: ChildProcess;
    watched: ChildProcess;
    ended: Promise<number | null>;
  } {
    const watched = started("sleep", ["60"]);
    writeFileSync(file("flag"), "");
    const { program, args } = guardedCommand("linux", true, {
      begin: [say("begin")],
      end: [say("end")],
      flagFile: file("flag"),
      processId: watched.pid ?? 0,
      ...parts,
    });
    const child = started(program, args);
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { child, watched, ended };
  }

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const begun = (): Promise<void> => until(() => log().includes("begin"));

  it("undoes its work when the file is gone", async () => {
    const { ended } = guard();
    await begun();
    rmSync(file("flag"));
    await ended;
    expect(log()).toEqual(["begin", "end"]);
  });

  it("undoes its work when the process that it watches is killed", async () => {
    const { watched, ended } = guard();
    await begun();
    watched.kill("SIGKILL");
    await ended;
    expect(log()).toEqual(["begin", "end"]);
  });

  it.each(["SIGINT", "SIGHUP", "SIGQUIT"] as const)(
    "outlives %s, which a terminal sends to everybody in it",
    async (signal) => {
      const { child, ended } = guard();
      await begun();
      process.kill(-(child.pid ?? 0), signal);
      expect(log()).toEqual(["begin"]);
      rmSync(file("flag"));
      expect(await ended).toBe(0);
      expect(log()).toEqual(["begin", "end"]);
    },
  );

  it("undoes its work when it is told to end", async () => {
    const { child, ended } = guard();
    await begun();
    child.kill("SIGTERM");
    await ended;
    expect(log()).toEqual(["begin", "end"]);
  });

  it("fails when its work does, and then undoes nothing", async () => {
    const { ended } = guard({ begin: [say("begin"), { program: "false", args: [] }, say("never")] });
    expect(await ended).toBe(1);
    expect(log()).toEqual(["begin"]);
  });

  it.each(HOSTILE)("takes %j for a name and nothing else", async (name) => {
    const names = file("names");
    const print = { program: "sh", args: ["-c", 'printf "%s" "$1" > "$2"', "sh", name, names] };
    const { ended } = guard({ begin: [print], flagFile: file(`flag ${name.replaceAll("/", "")}`) });
    await ended;
    expect(readFileSync(names, "utf8")).toBe(name);
    expect(existsSync("owned")).toBe(false);
  });
});
