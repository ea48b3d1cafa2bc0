import { projectRoot } from "./project-root.ts";
import { failed, type Step } from "./test/step.ts";
import { allSteps } from "./test/steps.ts";
import { summaryLines, total, type FinishedStep } from "./test/summary.ts";
import { installSystemPackages } from "./test/system-packages.ts";

// npm test; npm run verify (--long: long suites too). Runs every step even when one fails. The last line printed is
// "N passed, N failed", with ", N skipped" when there are any.

const env = { ...process.env, ...(process.argv.includes("--long") && { FARSITE_LONG: "1" }) };

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => stop.abort());

await installSystemPackages(projectRoot, env, stop.signal);

const finished: FinishedStep[] = [];
for (const lanes of allSteps({ root: projectRoot, env })) {
  finished.push(...(await Promise.all(lanes.map(oneAfterTheOther))).flat());
}

async function oneAfterTheOther(lane: readonly Step[]): Promise<readonly FinishedStep[]> {
  const ended: FinishedStep[] = [];
  for (const step of lane) {
    if (stop.signal.aborted) break;
    console.log(`\n== ${step.name}`);
    ended.push(await timed(step));
  }
  return ended;
}

async function timed(step: Step): Promise<FinishedStep> {
  const startedMs = performance.now();
  const result = await step.run(stop.signal).catch((error: unknown) => {
    console.error(error);
    return failed;
  });
  return { name: step.name, seconds: (performance.now() - startedMs) / 1000, result };
}

console.log(summaryLines(finished).join("\n"));
process.exitCode = stop.signal.aborted ? 130 : total(finished).failed > 0 ? 1 : 0;
