import { execFile } from "node:child_process";
import { join } from "node:path";
import type { MeshProduct } from "#core/tunnel/tunnel.ts";
import { systemErrorCode } from "../system-error.ts";
import { withSystemFolders } from "../system/system-folders.ts";

/** They ask their own service on this computer; NetBird's tries its servers for a moment before it answers. */
const PROGRAM_MS = 4_000;

/** A tailnet of 500 computers says about 1 MB. */
const MAX_OUTPUT_BYTES = 4 * 1_048_576;

/** What a program printed: `missing`: there is none; `failed`: it said why on its error output. */
export type Printed =
  | { kind: "printed"; text: string }
  | { kind: "failed"; text: string; complaint: string }
  | { kind: "missing" };

/** Runs one of a mesh VPN's own programs. Never throws. */
export type RunMeshProgram = (product: MeshProduct, args: readonly string[]) => Promise<Printed>;

const NAMES: Readonly<Record<MeshProduct, string>> = {
  tailscale: "tailscale",
  zerotier: "zerotier-cli",
  netbird: "netbird",
};

/** Where the makers' installers put them, beside the folders of the search path; without a shell, so no `.bat`. */
export function meshPrograms(
  product: MeshProduct,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv = process.env,
): string[] {
  switch (platform) {
    case "win32": {
      const programs = environment["ProgramFiles"] ?? "C:\\Program Files";
      const programs32 = environment["ProgramFiles(x86)"] ?? "C:\\Program Files (x86)";
      return {
        tailscale: [`${programs}\\Tailscale\\tailscale.exe`],
        // zerotier-cli.bat calls this with -q; it is the only program there.
        zerotier: [
          `${environment["ProgramData"] ?? "C:\\ProgramData"}\\ZeroTier\\One\\zerotier-one_x64.exe`,
          `${programs32}\\ZeroTier\\One\\zerotier-one_x64.exe`,
        ],
        netbird: [`${programs}\\Netbird\\netbird.exe`, `${programs}\\NetBird\\netbird.exe`],
      }[product];
    }
    case "darwin":
      return [
        ...(product === "tailscale" ? ["/Applications/Tailscale.app/Contents/MacOS/Tailscale"] : []),
        ...["/usr/local/bin", "/opt/homebrew/bin"].map((folder) => join(folder, NAMES[product])),
      ];
    default:
      return [NAMES[product], ...(product === "zerotier" ? ["/var/lib/zerotier-one/zerotier-cli"] : [])];
  }
}

/** The first of a product's programs that there is. */
export function meshProgramRunner(platform: NodeJS.Platform = process.platform): RunMeshProgram {
  return async (product, args) => {
    const before = platform === "win32" && product === "zerotier" ? ["-q"] : [];
    for (const program of meshPrograms(product, platform)) {
      const printed = await run(program, [...before, ...args]);
      if (printed.kind !== "missing") return printed;
    }
    return { kind: "missing" };
  };
}

function run(program: string, args: readonly string[]): Promise<Printed> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        timeout: PROGRAM_MS,
        killSignal: "SIGKILL",
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
        // TAILSCALE_BE_CLI: the macOS app is a window without it.
        env: withSystemFolders({ LC_ALL: "C", TAILSCALE_BE_CLI: "1" }),
        encoding: "utf8",
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ kind: "printed", text: stdout });
        else if (systemErrorCode(error) === "ENOENT") resolve({ kind: "missing" });
        else resolve({ kind: "failed", text: stdout, complaint: stderr.slice(0, 2_000) });
      },
    );
  });
}
