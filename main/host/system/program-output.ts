import { execFile, type ExecFileOptions } from "node:child_process";
import { join } from "node:path";

/**
 * These programs print settings that lie on this computer; Windows needs a few hundred milliseconds to start one. A check
 * waits for no laptop that needs longer.
 */
const PROGRAM_MS = 1_000;

/** Far more than any settings are. */
const MAX_OUTPUT_BYTES = 4 * 1_048_576;

/**
 * What one of the system's own programs prints, in its plain C locale where it obeys that. Null when there is no such program,
 * when it fails, or when it takes too long: then what it knows is unknown.
 */
export function programOutput(
  program: string,
  args: readonly string[],
  options: ExecFileOptions = {},
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        timeout: PROGRAM_MS,
        killSignal: "SIGKILL",
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
        env: { ...process.env, LC_ALL: "C" },
        ...options,
        encoding: "utf8",
      },
      (error, stdout) => resolve(error ? null : stdout),
    );
  });
}

/** `reg query KEY ARGS`, in UTF-8 whatever the console's code page is; empty where there is no such key. */
export async function registryOutput(key: string, ...args: string[]): Promise<string> {
  // cmd takes its line as it stands: no device's name may end the quotes or stand for a variable.
  if (/["%\r\n]/.test(key)) return "";
  const system = join(process.env["SystemRoot"] ?? "C:\\Windows", "System32");
  const command = `"chcp 65001 >nul & reg query "${key}" ${args.join(" ")}"`;
  const options = { windowsVerbatimArguments: true, cwd: system };
  return (await programOutput(join(system, "cmd.exe"), ["/d", "/s", "/c", command], options)) ?? "";
}
