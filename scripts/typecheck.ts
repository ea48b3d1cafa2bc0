import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { layers } from "./lint/layer-table.ts";
import { projectRoot } from "./project-root.ts";

// npm run typecheck: one compiler run per layer, since each layer sees other globals.

const tsc = join(projectRoot, "node_modules", "typescript", "bin", "tsc");
const failed = layers.filter((layer) => {
  const { status } = spawnSync(process.execPath, [tsc, "-p", layer], { cwd: projectRoot, stdio: "inherit" });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`Farsite: types do not fit in ${failed.join(", ")}.`);
  process.exitCode = 1;
}
