import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/project-root.ts";
import type { StepResult } from "../../../scripts/test/step.ts";

const folder = mkdtempSync(join(tmpdir(), "farsite-reporters-"));
symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a test runner over made-up tests and reads what the reporter left. */
async function report(files: Readonly<Record<string, string>>, args: readonly string[]): Promise<StepResult> {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const result = join(folder, "results", "result.json");
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST_|NODE_OPTIONS|NODE_ENV)/.test(name));
  const env = { ...Object.fromEntries(inherited), FARSITE_TEST_RESULT: result };
  const code = await new Promise<number | null>((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder, env }, () => resolve(child.exitCode));
  });
  expect(code).toBe(1);
  for (const name of Object.keys(files)) rmSync(join(folder, name));
  return JSON.parse(readFileSync(result, "utf8")) as StepResult;
}

const reporter = (name: string): string => join(projectRoot, "scripts", "test", name);

describe("the reporters of npm test", () => {
  it("counts what vitest ran, left out, and could not load", async () => {
    const files = {
      "vitest.config.mjs": "export default {};",
      "states.test.mjs": `
        import { describe, expect, it } from "vitest";
        describe("a group", () => {
          it("passes", () => expect(1).toBe(1));
          it("fails", () => expect(1).toBe(2));
          it("knows why not", ({ skip }) => skip("no keychain"));
          it.skip("does not say", () => {});
        });`,
      "broken.test.mjs": `throw new Error("does not load");`,
    };
    const vitest = join(projectRoot, "node_modules", "vitest", "vitest.mjs");
    expect(
      await report(files, [vitest, "run", "--root", folder, `--reporter=${reporter("vitest-summary.ts")}`]),
    ).toEqual({
      passed: 1,
      failed: 2,
      skipped: [
        { name: "a group > knows why not", reason: "no keychain" },
        { name: "a group > does not say", reason: "no reason given" },
      ],
      failures: [
        {
          name: "states.test.mjs > a group > fails",
          lines: ["expected 1 to be 2 // Object.is equality", "at states.test.mjs:5"],
        },
        { name: "broken.test.mjs", lines: ["does not load"] },
      ],
      flaky: [],
    });
  }, 30_000);

  it("counts what Playwright ran, left out, and could not start", async () => {
    const files = {
      "playwright.config.mjs": `export default { testDir: ".", workers: 1, retries: 1, testMatch: "*.spec.mjs" };`,
      "states.spec.mjs": `
        import { expect, test } from "@playwright/test";
        test("passes", () => expect(1).toBe(1));
        test("fails", () => expect(1).toBe(2));
        test("fails once", () => expect(test.info().retry).toBe(1));
        test("knows why not", () => test.skip(true, "no display"));
        test.describe.serial("in a row", () => {
          test("breaks", () => expect(1).toBe(2));
          test("never gets its turn", () => {});
        });`,
    };
    const playwright = join(projectRoot, "node_modules", "@playwright", "test", "cli.js");
    const result = await report(files, [playwright, "test", `--reporter=${reporter("playwright-summary.ts")}`]);
    const unequal = (value: number, wanted: number, line: number): string[] => [
      "Error: expect(received).toBe(expected) // Object.is equality",
      `Expected: ${wanted}`,
      `Received: ${value}`,
      `at states.spec.mjs:${line}`,
    ];
    expect(result).toEqual({
      passed: 2,
      failed: 3,
      skipped: [{ name: "states.spec.mjs > knows why not", reason: "no display" }],
      failures: [
        { name: "states.spec.mjs > fails", lines: unequal(1, 2, 4) },
        { name: "states.spec.mjs > in a row > breaks", lines: unequal(1, 2, 8) },
        { name: "states.spec.mjs > in a row > never gets its turn", lines: ["it did not run"] },
      ],
      flaky: [{ name: "states.spec.mjs > fails once", lines: unequal(0, 1, 5) }],
    });
  }, 30_000);
});
