import { join } from "node:path";
import { buildApp } from "./build/build-app.ts";
import { projectRoot } from "./project-root.ts";
import { findElectron, hasDisplay } from "./start/find-electron.ts";
import { runElectron, runToEnd } from "./start/run-shell.ts";

// npm start [-- --browser | --electron] [--no-open] [Electron's own switches]
// Opens the app in Electron; where that can't be had, says why in one line and opens it in the browser.

const ownSwitches = ["--browser", "--electron", "--no-open"];
const given = process.argv.slice(2);
const { env, platform } = process;

/** stdout is the app's. */
function say(line: string): void {
  process.stderr.write(`Farsite: ${line}\n`);
}

/** The exit code of the desktop window, or why there is none. */
async function openElectron(signal: AbortSignal): Promise<{ exitCode: number } | { whyNot: string }> {
  if (!hasDisplay(env, platform)) return { whyNot: "there is no display for a window here" };
  const insist = given.includes("--electron");
  const electron = await findElectron({ root: projectRoot, env, insist, signal, say });
  if ("whyNot" in electron) return electron;
  const switches = given.filter((argument) => !ownSwitches.includes(argument));
  return runElectron(electron.program, [projectRoot, ...switches], env);
}

function openBrowser(): Promise<number> {
  const noOpen = given.includes("--no-open") ? ["--no-open"] : [];
  return runToEnd(process.execPath, [join(projectRoot, "main", "serve", "serve.ts"), ...noOpen], env);
}

async function start(): Promise<number> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, onSignal);
  const build = await buildApp(projectRoot, { force: false, signal: stop.signal });
  if (stop.signal.aborted) return 130;
  if (!build.ok) {
    process.stderr.write(build.output);
    say("the app could not be built (see above).");
    return 1;
  }
  if (given.includes("--browser")) return openBrowser();
  const desktop = await openElectron(stop.signal);
  if ("exitCode" in desktop) return desktop.exitCode;
  if (stop.signal.aborted) return 130;
  say(`${desktop.whyNot}; opening Farsite in the browser instead.`);
  return openBrowser();
}

process.exitCode = await start();
