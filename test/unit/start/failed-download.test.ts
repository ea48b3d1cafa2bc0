import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { forgetFailure, recentFailure, rememberFailure } from "../../../scripts/start/failed-download.ts";
import { findElectron, hasDisplay } from "../../../scripts/start/find-electron.ts";

const root = mkdtempSync(join(tmpdir(), "farsite-failed-"));
afterAll(() => rmSync(root, { recursive: true }));
const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 21);

describe("a failed download", () => {
  it("is remembered for six hours, and not into the past", () => {
    expect(recentFailure(root, nowMs)).toBeUndefined();
    rememberFailure(root, "no internet", nowMs);
    expect(recentFailure(root, nowMs + 5.9 * hourMs)).toBe("no internet");
    expect(recentFailure(root, nowMs + 6.1 * hourMs)).toBeUndefined();
    expect(recentFailure(root, nowMs - hourMs)).toBeUndefined();
    forgetFailure(root);
    expect(recentFailure(root, nowMs)).toBeUndefined();
  });

  it("is told without trying again", async () => {
    rememberFailure(root, "no internet", Date.now());
    const { signal } = new AbortController();
    const found = await findElectron({ root, env: {}, insist: false, signal, say: () => {} });
    expect(found).toEqual({ whyNot: expect.stringContaining("lately (no internet;") });
  });

  it("does not matter when a program is given", async () => {
    const program = join(root, "electron");
    const options = { root, insist: false, signal: new AbortController().signal, say: () => {} };
    const env = { FARSITE_ELECTRON_EXECUTABLE: program };
    expect(await findElectron({ ...options, env })).toEqual({
      whyNot: expect.stringContaining("names no file") as string,
    });
    writeFileSync(program, "");
    expect(await findElectron({ ...options, env })).toEqual({ program });
  });
});

describe("hasDisplay", () => {
  it.each([
    ["linux", {}, false],
    ["linux", { DISPLAY: "" }, false],
    ["linux", { DISPLAY: ":0" }, true],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, true],
    ["darwin", {}, true],
    ["win32", {}, true],
  ] as const)("on %s with %j: %s", (platform, env, answer) => {
    expect(hasDisplay(env, platform)).toBe(answer);
  });
});
