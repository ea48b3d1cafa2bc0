import { join } from "node:path";
import { buildApp } from "./build/build-app.ts";
import { renewKev } from "./kev/renew-kev.ts";
import { projectRoot } from "./project-root.ts";
import { runToEnd } from "./start/run-shell.ts";

// npm run package [-- electron-builder's switches], for example `-- --dir` or `-- --linux AppImage`

// Before the build, whose stamp covers assets. Without internet the shipped file goes in.
console.log(`Farsite: ${(await renewKev(projectRoot)).line}`);
const build = await buildApp(projectRoot, { force: false, signal: new AbortController().signal });
if (build.ok) {
  const builder = join(projectRoot, "node_modules", "electron-builder", "cli.js");
  process.exitCode = await runToEnd(process.execPath, [builder, ...process.argv.slice(2)], process.env);
} else {
  process.stderr.write(build.output);
  process.exitCode = 1;
}
