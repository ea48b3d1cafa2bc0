import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

export interface Project {
  readonly root: string;
  /** Names under package.json's `dependencies`: what reaches the customer's machine. */
  readonly shipped: readonly string[];
}

const byFolder = new Map<string, Project | undefined>();

function readProject(folder: string): Project | undefined {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) {
    const parsed = JSON.parse(readFileSync(manifest, "utf8")) as {
      name?: string;
      dependencies?: Record<string, string>;
    };
    // A package.json further down must not take its folder out of the rules.
    if (parsed.name === "farsite") return { root: folder, shipped: Object.keys(parsed.dependencies ?? {}) };
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : projectOf(parent);
}

/** Farsite's package.json above the file, wherever the linter was started. */
function projectOf(folder: string): Project | undefined {
  if (!byFolder.has(folder)) byFolder.set(folder, readProject(folder));
  return byFolder.get(folder);
}

/** The file's project and its path in it, with forward slashes. */
export function locate(filename: string): { readonly project: Project; readonly path: string } | undefined {
  const project = projectOf(dirname(filename));
  return project && { project, path: relative(project.root, filename).split(sep).join("/") };
}
