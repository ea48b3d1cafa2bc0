import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import type { Skipped, StepResult } from "./step.ts";

/** Vitest's own JSON leaves out why a test was skipped. Writes a StepResult to the file named by FARSITE_TEST_RESULT. */
export default class VitestSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env["FARSITE_TEST_RESULT"];
    if (file === undefined) throw new Error("FARSITE_TEST_RESULT names no file");
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => ({ name: test.fullName, result: test.result() }));
    const skipped: Skipped[] = states.flatMap(({ name, result }) =>
      result.state === "skipped" ? [{ name, reason: result.note ?? "no reason given" }] : [],
    );
    // A file that does not load, or an error outside of tests, fails no test; it must fail the run all the same.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const result: StepResult = {
      passed: states.filter(({ result: { state } }) => state === "passed").length,
      failed: states.filter(({ result: { state } }) => state === "failed" || state === "pending").length + broken,
      skipped,
    };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(result));
  }
}
