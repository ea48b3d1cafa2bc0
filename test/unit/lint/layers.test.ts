import { beforeAll, describe, expect, it } from "vitest";
import { lint } from "./oxlint.ts";

/** [importing file, code, part of the complaint] */
const forbidden: readonly (readonly [string, string, string])[] = [
  // core: only itself and four pure packages
  ["core/a/x.ts", `import "#host/store.ts";`, "core must not import main/host"],
  ["core/a/x.ts", `import "../../main/host/store.ts";`, "core must not import main/host"],
  ["core/a/x.ts", `import "../../renderer/app.tsx";`, "core must not import renderer"],
  ["core/a/x.ts", `import "../../preload/preload.ts";`, "core must not import preload"],
  ["core/a/x.ts", `import "../../test/fakes/gateway.ts";`, "core must not import test"],
  ["core/a/x.ts", `import "../../scripts/build.ts";`, "core must not import scripts"],
  ["core/a/x.ts", `import { readFileSync } from "node:fs"; readFileSync("x");`, "Node's node:fs"],
  ["core/a/x.ts", `import { readFileSync } from "fs"; readFileSync("x");`, "Node's fs"],
  ["core/a/x.ts", `import "electron";`, "only main/electron and preload import electron"],
  ["core/a/x.ts", `import "react";`, "the package react"],
  ["core/a/x.ts", `import "better-sqlite3";`, "the package better-sqlite3"],
  ["core/a/x.ts", `import type { Server } from "node:net"; export type T = Server;`, "Node's node:net"],
  ["core/a/x.ts", `export type T = import("node:net").Server;`, "Node's node:net"],
  ["core/a/x.ts", `export { x } from "#host/store.ts";`, "core must not import main/host"],
  ["core/a/x.ts", `export * from "#host/store.ts";`, "core must not import main/host"],
  ["core/a/x.ts", `export const x = (): unknown => import("node:os");`, "Node's node:os"],
  ["core/a/x.ts", `export const x = (name: string): unknown => import(name);`, "as a plain string"],
  ["core/a/x.ts", `export const x: unknown = process.getBuiltinModule("fs");`, "Node's fs"],
  ["core/a/x.ts", `import "#core/net/ip.ts";`, "by a relative path"],
  ["core/a/x.ts", `import "#tools/ip.ts";`, "not one of package.json's imports"],
  ["core/a/x.ts", `import "../../../elsewhere/x.ts";`, "outside the project"],
  ["core/a/x.ts", `import "https://example.com/x.js";`, "absolute path or address"],
  // host: no shell, no window, only what is shipped
  ["main/host/x.ts", `import "electron";`, "only main/electron and preload import electron"],
  ["main/host/x.ts", `import "electron/main";`, "only main/electron and preload import electron"],
  [
    "main/host/x.ts",
    `import { createRequire } from "node:module"; const require = createRequire("/"); require("electron");`,
    "only main/electron and preload import electron",
  ],
  ["main/host/x.ts", `import "../electron/electron.ts";`, "main/host must not import main/electron"],
  ["main/host/x.ts", `import "../serve/serve.ts";`, "main/host must not import main/serve"],
  ["main/host/x.ts", `import "../../renderer/app.tsx";`, "main/host must not import renderer"],
  ["main/host/x.ts", `import "react";`, "not one of package.json's dependencies"],
  ["main/host/x.ts", `import "../../core/net/ip.ts";`, "import core as #core/"],
  // vantage: core and Node alone
  ["main/vantage/x.ts", `import "#host/system-error.ts";`, "main/vantage must not import main/host"],
  ["main/vantage/x.ts", `import "../cli/usage.ts";`, "main/vantage must not import main/cli"],
  ["main/vantage/x.ts", `import "better-sqlite3";`, "main/vantage must not import the package better-sqlite3"],
  ["main/serve/x.ts", `import "../vantage/dial.ts";`, "main/serve must not import main/vantage"],
  // shells: not each other
  ["main/serve/x.ts", `import "electron";`, "only main/electron and preload import electron"],
  ["main/serve/x.ts", `import "../cli/farsite.ts";`, "main/serve must not import main/cli"],
  ["main/serve/x.ts", `import "../host/create-host.ts";`, "import main/host as #host/"],
  ["main/cli/x.ts", `import "electron";`, "only main/electron and preload import electron"],
  ["main/cli/x.ts", `import "../serve/serve.ts";`, "main/cli must not import main/serve"],
  ["main/electron/x.ts", `import "../serve/serve.ts";`, "main/electron must not import main/serve"],
  ["main/electron/x.ts", `import "../../renderer/app.tsx";`, "main/electron must not import renderer"],
  ["main/electron/x.ts", `import "vite";`, "not one of package.json's dependencies"],
  // preload: electron and nothing else
  ["preload/x.ts", `import "node:fs";`, "Node's node:fs"],
  ["preload/x.ts", `import "#core/contract/contract.ts";`, "preload must not import core"],
  ["preload/x.ts", `import "zod";`, "the package zod"],
  // renderer: core and the browser's packages
  ["renderer/x.tsx", `import "electron";`, "only main/electron and preload import electron"],
  ["renderer/x.tsx", `import "electron/renderer";`, "only main/electron and preload import electron"],
  ["renderer/x.tsx", `import "node:fs";`, "Node's node:fs"],
  ["renderer/x.tsx", `import "#host/create-host.ts";`, "renderer must not import main/host"],
  [
    "renderer/x.tsx",
    `import type { Host } from "#host/create-host.ts"; export type T = Host;`,
    "renderer must not import main/host",
  ],
  ["renderer/x.tsx", `import "../main/electron/window.ts";`, "renderer must not import main/electron"],
  ["renderer/x.tsx", `import "../preload/preload.ts";`, "renderer must not import preload"],
  ["renderer/x.tsx", `import "better-sqlite3";`, "the package better-sqlite3"],
  ["renderer/x.tsx", `import "ws";`, "the package ws"],
  ["renderer/features/survey/x.tsx", `import "../vault/y.tsx";`, "must not import from the feature vault"],
  // development code
  ["scripts/x.ts", `import "electron";`, "only main/electron and preload import electron"],
  ["test/unit/x.ts", `import "electron";`, "only main/electron and preload import electron"],
  ["test/unit/x.ts", `import "../../core/net/ip.ts";`, "import core as #core/"],
];

const allowed: readonly (readonly [string, string])[] = [
  [
    "core/a/x.ts",
    `import "./y.ts"; import "../b/z.ts"; import "zod"; import "@orpc/contract"; import "fast-xml-parser"; import "i18next";`,
  ],
  [
    "main/host/x.ts",
    `import "./y.ts"; import "#core/net/ip.ts"; import "node:dgram"; import "better-sqlite3"; import "ws";`,
  ],
  ["main/vantage/x.ts", `import "./y.ts"; import "#core/net/ip.ts"; import "node:dgram";`],
  ["main/cli/x.ts", `import "#host/host.ts"; import "../vantage/vantage-server.ts";`],
  ["main/serve/x.ts", `import "#host/create-host.ts"; import "#core/net/ip.ts"; import "node:http"; import "ws";`],
  ["main/cli/x.ts", `import "#host/create-host.ts"; import "#core/net/ip.ts"; import "node:util";`],
  [
    "main/electron/x.ts",
    `import "electron"; import "electron/main"; import "#host/create-host.ts"; import "./y.ts"; import "node:path";`,
  ],
  ["preload/x.ts", `import "electron"; import "electron/renderer";`],
  [
    "renderer/x.tsx",
    `import "#core/contract/contract.ts"; import "react"; import "react-dom/client"; import "@base-ui/react/dialog"; import "./app.css"; import "./logo.svg?url";`,
  ],
  ["renderer/features/survey/x.tsx", `import "./y.tsx"; import "../../ui/button.tsx";`],
  ["scripts/x.ts", `import "vite"; import "node:fs"; import "../test/lab/topology.ts";`],
  [
    "test/unit/x.ts",
    `import "vitest"; import "#core/net/ip.ts"; import "#host/store.ts"; import "../../main/serve/serve.ts"; import "../../renderer/app.tsx";`,
  ],
  ["vite.config.ts", `import "vite"; import "./vite.renderer.config.ts"; import "node:url";`],
];

/** Each case gets a file of its own, in the same folder, so that one run of the linter answers all of them. */
function fileOf(path: string, index: number): string {
  return path.replace(/\/?([^/]+)$/, (_, name: string) => `${path.includes("/") ? "/" : ""}case-${index}-${name}`);
}

describe("farsite/layers", () => {
  let complaints: Readonly<Record<string, string[]>>;

  beforeAll(async () => {
    const cases = [...forbidden, ...allowed].map(([path, code], index) => [fileOf(path, index), code] as const);
    complaints = await lint({ ...Object.fromEntries(cases), "core/a/package.json": `{ "name": "a" }` });
  }, 60_000);

  it.each(forbidden.map(([path, code, complaint], index) => ({ path, code, complaint, index })))(
    "refuses in $path: $code",
    ({ path, complaint, index }) => {
      expect(complaints[fileOf(path, index)]).toEqual([expect.stringContaining(`layers: `)]);
      expect(complaints[fileOf(path, index)]?.[0]).toContain(complaint);
    },
  );

  it.each(allowed.map(([path, code], index) => ({ path, code, index: forbidden.length + index })))(
    "allows in $path: $code",
    ({ path, index }) => {
      expect(complaints[fileOf(path, index)]).toEqual([]);
    },
  );
});
