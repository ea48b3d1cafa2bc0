import type { Failure, Skipped, StepResult } from "./step.ts";

export interface FinishedStep {
  readonly name: string;
  readonly seconds: number;
  readonly result: StepResult;
}

const count = (result: StepResult): string => {
  const skipped = result.skipped.length > 0 ? `, ${result.skipped.length} skipped` : "";
  return `${result.passed} passed, ${result.failed} failed${skipped}`;
};

/** All steps taken together. */
export function total(steps: readonly FinishedStep[]): StepResult {
  return {
    passed: steps.reduce((sum, { result }) => sum + result.passed, 0),
    failed: steps.reduce((sum, { result }) => sum + result.failed, 0),
    skipped: steps.flatMap(({ result }) => result.skipped),
    failures: steps.flatMap(({ result }) => result.failures),
    flaky: steps.flatMap(({ result }) => result.flaky),
  };
}

/** One line for all tests that were skipped for the same reason. */
function skipLines(skipped: readonly Skipped[]): readonly string[] {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  return [...byReason].map(([reason, tests]) => {
    const [first] = tests;
    const others = tests.length > 1 ? ` and ${tests.length - 1} more` : "";
    return `  skipped: ${first?.name}${others}: ${reason}`;
  });
}

/** More have one cause, and would push the table out of sight. */
const MOST_FAILURES = 10;

function failureLines(word: string, failures: readonly Failure[]): readonly string[] {
  const shown = failures.slice(0, MOST_FAILURES).flatMap(({ name, lines }) => {
    return [`  ${word}: ${name}`, ...lines.map((line) => `      ${line}`)];
  });
  const others = failures.length - MOST_FAILURES;
  return others > 0 ? [...shown, `  ${word}: and ${others} more`] : shown;
}

/** What is printed at the end; its last line is for programs to read. */
export function summaryLines(steps: readonly FinishedStep[]): readonly string[] {
  const width = Math.max(...steps.map(({ name }) => name.length));
  const all = total(steps);
  return [
    "",
    ...steps.map(({ name, seconds, result }) => {
      const time = `${seconds.toFixed(1)} s`.padStart(8);
      return `  ${result.failed === 0 ? "ok  " : "FAIL"}  ${name.padEnd(width)}  ${time}  ${count(result)}`;
    }),
    ...skipLines(all.skipped),
    ...failureLines("passed at a second try only", all.flaky),
    ...failureLines("failed", all.failures),
    "",
    count(all),
  ];
}
