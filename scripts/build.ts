import { buildApp } from "./build/build-app.ts";
import { projectRoot } from "./project-root.ts";

// npm run build [-- --force]

const startedMs = performance.now();
const result = await buildApp(projectRoot, {
  force: process.argv.includes("--force"),
  signal: new AbortController().signal,
});
if (result.ok) {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(result.built ? `Farsite: built in ${seconds} s.` : "Farsite: out/ is up to date.");
} else {
  console.error(result.output);
  process.exitCode = 1;
}
