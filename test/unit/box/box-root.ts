import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * A box that is a folder: scripts run with it as their root, and first on their path are programs that answer from files and
 * write down how they were called.
 */
export function boxRoot() {
  const root = mkdtempSync(join(tmpdir(), "farsite-box-"));
  const bin = join(root, "stubs");
  const log = join(root, "calls");
  const put = (path: string, text: string, mode = 0o644): void => {
    const to = join(root, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
    chmodSync(to, mode);
  };
  const stub = (name: string, body: string): void => {
    put(`stubs/${name}`, `#!/bin/sh\necho "${name} $*" >>'${log}'\n${body}\n`, 0o755);
  };
  mkdirSync(bin);
  return {
    root,
    put,
    stub,
    path: (path: string): string => join(root, path),
    read: (path: string): string => readFileSync(join(root, path), "utf8"),
    has: (path: string): boolean => existsSync(join(root, path)),
    /** What was called since the last time one asked. */
    calls: (): string[] => {
      const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : [];
      writeFileSync(log, "");
      return lines;
    },
    run: (script: string, input = "", shell = "dash") =>
      spawnSync(shell, [script], {
        input,
        encoding: "utf8",
        env: { PATH: `${bin}:/usr/bin:/bin`, FARSITE_ROOT: root, LC_ALL: "C" },
        timeout: 60_000,
      }),
  };
}
export type BoxRoot = ReturnType<typeof boxRoot>;
