import { beforeAll, describe, expect, it } from "vitest";
import { lint } from "./oxlint.ts";

const cases: readonly (readonly [string, string, string | undefined])[] = [
  ["core/now.ts", `export const at = (): number => Date.now();`, "pure-core: core must not call Date.now"],
  ["core/new-date.ts", `export const at = (): Date => new Date();`, "pure-core: core must not read the clock"],
  ["core/random.ts", `export const id = (): number => Math.random();`, "pure-core: core must not call Math.random"],
  [
    "core/computed.ts",
    `export const id = (): number => Math["random"]();`,
    "pure-core: core must not call Math.random",
  ],
  ["core/timer.ts", `setTimeout(() => {}, 1);`, "pure-core: core must not call setTimeout"],
  ["core/given-date.ts", `export const at = (ms: number): Date => new Date(ms);`, undefined],
  ["core/max.ts", `export const max = (a: number): number => Math.max(a, 1);`, undefined],
  ["main/host/clock.ts", `export const at = (): number => Date.now();`, undefined],
  ["main/electron/main.ts", `import { ipcMain } from "electron"; ipcMain.on("x", () => {});`, "raw-ipc: ipcMain"],
  ["main/electron/all.ts", `import * as e from "electron"; e.ipcMain.on("x", () => {});`, "raw-ipc: ipcMain"],
  [
    "main/electron/frame.ts",
    `import type { WebContents } from "electron"; export const f = (c: WebContents): unknown => c.ipc;`,
    "raw-ipc: ipc",
  ],
  [
    "preload/bridge.ts",
    `import { contextBridge } from "electron"; contextBridge.exposeInMainWorld("x", {});`,
    "raw-ipc: contextBridge",
  ],
  ["preload/port.ts", `import { ipcRenderer } from "electron"; ipcRenderer.on("farsite:port", () => {});`, undefined],
];

describe("farsite/pure-core and farsite/raw-ipc", () => {
  let complaints: Readonly<Record<string, string[]>>;

  beforeAll(async () => {
    complaints = await lint(Object.fromEntries(cases.map(([path, code]) => [path, code])));
  }, 60_000);

  const named = cases.map(([path, code, complaint]) => ({ path, code, complaint }));

  it.each(named.filter(({ complaint }) => complaint !== undefined))("refuses $path: $code", ({ path, complaint }) => {
    expect(complaints[path]?.join("\n")).toContain(complaint);
  });

  it.each(named.filter(({ complaint }) => complaint === undefined))("allows $path: $code", ({ path }) => {
    expect(complaints[path]).toEqual([]);
  });
});
