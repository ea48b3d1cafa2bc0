import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { takeTurn } from "../bootstrap/turn.mjs";
import { knowledgeProblem } from "./check-knowledge.ts";
import { sourceHash } from "./source-hash.ts";

export type BuildResult =
  | { readonly ok: true; readonly built: boolean }
  | { readonly ok: false; readonly output: string };

function runElectronVite(root: string, signal: AbortSignal): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const program = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
    const child = spawn(process.execPath, [program, "build"], { cwd: root, stdio: ["ignore", "pipe", "pipe"], signal });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.once("error", (error) => (output += error.message));
    // The bundler colours it, whether anybody sees colours or not.
    child.once("close", (code) => resolve({ code, output: stripVTControlCharacters(output) }));
  });
}

/**
 * Builds main, preload and renderer into out/, unless out/ was built from exactly these sources.
 * @param options.force builds in any case
 */
export async function buildApp(
  root: string,
  options: { readonly force: boolean; readonly signal: AbortSignal },
): Promise<BuildResult> {
  const stamp = join(root, "out", ".source-hash");
  const upToDate = (): boolean => existsSync(stamp) && readFileSync(stamp, "utf8") === sourceHash(root);
  if (!options.force && upToDate()) return { ok: true, built: false };
  const problem = knowledgeProblem();
  if (problem !== null) return { ok: false, output: problem };
  const turn = await takeTurn(join(root, "node_modules", ".farsite-build.lock"), () => {}, options.signal);
  try {
    // Another start may have built it meanwhile.
    if (!options.force && upToDate()) return { ok: true, built: false };
    const hash = sourceHash(root);
    rmSync(stamp, { force: true });
    const { code, output } = await runElectronVite(root, options.signal);
    if (code !== 0) return { ok: false, output };
    writeFileSync(stamp, hash);
    return { ok: true, built: true };
  } finally {
    turn.giveBack();
  }
}
