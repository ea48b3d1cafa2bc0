import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = fileURLToPath(new URL("../../..", import.meta.url));

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly filename: string }[];
}

/**
 * Runs the project's own oxlint configuration over made-up files of a made-up project.
 * @param files path in that project -> content
 * @returns path -> complaints of Farsite's own rules, as `rule: message`
 */
export async function lint(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string[]>>> {
  const folder = await mkdtemp(join(tmpdir(), "farsite-lint-"));
  try {
    const manifest = { name: "farsite", dependencies: { "better-sqlite3": "1.0.0", ws: "1.0.0" } };
    await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const report = await new Promise<string>((resolve, reject) => {
      const oxlint = join(projectRoot, "node_modules", "oxlint", "bin", "oxlint");
      const args = [oxlint, "-c", join(projectRoot, ".oxlintrc.json"), "--format=json", "."];
      execFile(process.execPath, args, { cwd: folder, maxBuffer: 50_000_000 }, (error, stdout, stderr) => {
        // It exits 1 when it has something to say.
        if (stdout.startsWith("{")) resolve(stdout);
        else reject(new Error(`oxlint said ${stdout}${stderr}`, { cause: error }));
      });
    });
    const complaints: Record<string, string[]> = Object.fromEntries(Object.keys(files).map((path) => [path, []]));
    for (const { code, message, filename } of (JSON.parse(report) as Report).diagnostics) {
      const rule = /^farsite\((.+)\)$/.exec(code)?.[1];
      if (rule !== undefined) complaints[filename.replaceAll("\\", "/")]?.push(`${rule}: ${message}`);
    }
    return complaints;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
