import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainEarlyEnd, runElectron, runToEnd } from "../../../scripts/start/run-shell.ts";

const folder = mkdtempSync(join(tmpdir(), "farsite-shell-"));
afterAll(() => rmSync(folder, { recursive: true }));

function script(code: string): string[] {
  const file = join(folder, `${Math.abs(code.length)}-${code.replaceAll(/\W/g, "").slice(0, 40)}.cjs`);
  writeFileSync(file, code);
  return [file];
}

const run = (code: string, env = process.env) => runElectron(process.execPath, script(code), env);

describe("runElectron", () => {
  it("gives back how a window ended", async () => {
    expect(await run("process.exit(0)")).toEqual({ exitCode: 0 });
  });

  it("tells why it ended at once", async () => {
    expect(
      await run("console.error('Running as root without --no-sandbox is not supported'); process.exit(1)"),
    ).toEqual({
      whyNot: "Electron can't start (it refuses to run as root)",
    });
    expect(await run("process.exit(127)")).toEqual({ whyNot: "Electron can't start (exit code 127)" });
    expect(await run("process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 1000)")).toEqual({
      whyNot: "Electron can't start (SIGKILL)",
    });
  });

  it("tells when the program can't be run", async () => {
    const result = await runElectron(join(folder, "missing"), [], process.env);
    expect(result).toEqual({ whyNot: expect.stringContaining("ENOENT") });
  });

  it("keeps an editor's terminal from making Electron a plain Node", async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    expect(await run("process.exit(process.env.ELECTRON_RUN_AS_NODE === undefined ? 0 : 1)", env)).toEqual({
      exitCode: 0,
    });
  });
});

describe("runToEnd", () => {
  it("gives back the exit code", async () => {
    expect(await runToEnd(process.execPath, script("process.exitCode = 3"), process.env)).toBe(3);
  });

  it.skipIf(process.platform === "win32")("gives back the signal as shells do", async () => {
    const code = "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 1000)";
    expect(await runToEnd(process.execPath, script(code), process.env)).toBe(143);
  });
});

describe("explainEarlyEnd", () => {
  it.each([
    ["[1:FATAL] Running as root without --no-sandbox is not supported.", "it refuses to run as root"],
    [
      "electron: error while loading shared libraries: libnss3.so: cannot open shared object file",
      "the system lacks libnss3.so",
    ],
    [
      "The SUID sandbox helper binary was found, but is not configured correctly.",
      "this system does not allow its sandbox",
    ],
    [
      "No usable sandbox! You probably need to enable unprivileged user namespaces",
      "this system does not allow its sandbox",
    ],
    ["[ERROR:ozone_platform_x11.cc] Missing X server or $DISPLAY", "the display does not answer"],
    ["", "exit code 1"],
  ])("%j: %s", (output, reason) => {
    expect(explainEarlyEnd(output, "exit code 1")).toBe(reason);
  });
});
