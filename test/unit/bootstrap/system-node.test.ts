import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { installedNode } from "../../../scripts/bootstrap/installed-state.mjs";
import { findNpm, findSystemNode, isInstalledFile } from "../../../scripts/bootstrap/system-node.mjs";

const root = mkdtempSync(join(tmpdir(), "farsite-node-"));
afterAll(() => rmSync(root, { recursive: true }));

function file(...path: string[]): string {
  const name = join(root, ...path);
  mkdirSync(join(name, ".."), { recursive: true });
  writeFileSync(name, "");
  return name;
}

describe("the system's Node and npm", () => {
  const project = join(root, "project");
  const installed = file("project", "node_modules", "node", "bin", "node");
  file("project", "node_modules", "node", "bin", "node.exe");
  const systemNode = file("system", "bin", "node");
  const windowsNode = file("windows", "node.exe");
  const npm = file("system", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const bin = join(project, "node_modules", ".bin");
  mkdirSync(bin);
  symlinkSync(installed, join(bin, "node"));
  const path = [bin, join(root, "missing"), join(root, "system", "bin")].join(delimiter);

  it("knows what npm ci would delete, through links too", () => {
    expect(isInstalledFile(join(bin, "node"), project)).toBe(true);
    expect(isInstalledFile(systemNode, project)).toBe(false);
  });

  it("is the running one, when that is not installed", () => {
    expect(findSystemNode({ root: project, env: {}, execPath: systemNode, platform: "linux" })).toBe(systemNode);
  });

  it("is npm's own, when the running one is installed", () => {
    const env = { npm_node_execpath: systemNode };
    expect(findSystemNode({ root: project, env, execPath: installed, platform: "linux" })).toBe(systemNode);
  });

  it("is searched in PATH, past node_modules, when npm runs on the installed one too", () => {
    const env = { npm_node_execpath: join(bin, "node"), PATH: path };
    expect(findSystemNode({ root: project, env, execPath: installed, platform: "linux" })).toBe(systemNode);
  });

  it("is node.exe in Path on Windows", () => {
    const env = { Path: [bin, join(root, "windows")].join(delimiter) };
    expect(findSystemNode({ root: project, env, execPath: installed, platform: "win32" })).toBe(windowsNode);
    expect(installedNode(project, "win32")).toBe(join(project, "node_modules", "node", "bin", "node.exe"));
  });

  it("may be missing", () => {
    expect(
      findSystemNode({ root: project, env: { PATH: bin }, execPath: installed, platform: "linux" }),
    ).toBeUndefined();
  });

  it("finds npm beside Node when another package manager started the script", () => {
    const pnpm = file("other", "pnpm.cjs");
    expect(findNpm({ root: project, env: { npm_execpath: npm }, systemNode })).toBe(npm);
    expect(findNpm({ root: project, env: { npm_execpath: pnpm }, systemNode })).toBe(npm);
    expect(findNpm({ root: project, env: {}, systemNode: windowsNode })).toBeUndefined();
    const windowsNpm = file("windows", "node_modules", "npm", "bin", "npm-cli.js");
    expect(findNpm({ root: project, env: {}, systemNode: windowsNode })).toBe(windowsNpm);
  });
});
