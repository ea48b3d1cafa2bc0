import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makeOwnFolder } from "#host/own-folder.ts";

it("makes what is missing, for its owner only, and is content with what is there", () => {
  const base = mkdtempSync(join(tmpdir(), "farsite-folder-"));
  onTestFinished(() => rmSync(base, { recursive: true }));
  const folder = join(base, "a", "b");
  makeOwnFolder(folder);
  makeOwnFolder(folder);
  // Windows has no such bits; its folder below the person's own profile is closed to others already.
  expect(statSync(folder).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o700);
});

// In a process of its own: Node's recursive mkdir, which this replaces, never returns here.
it.runIf(process.platform === "linux")("fails where the file system says no such file to every attempt", () => {
  const script = `import("#host/own-folder.ts").then(({ makeOwnFolder }) => makeOwnFolder("/proc/nope/data"));`;
  const run = () =>
    execFileSync(process.execPath, ["-e", script], { timeout: 10_000, stdio: "pipe", encoding: "utf8" });
  expect(run).toThrow(/ENOENT/);
});
