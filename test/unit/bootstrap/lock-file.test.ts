import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/project-root.ts";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

type Manifest = LockedPackage & { readonly allowScripts: Readonly<Record<string, boolean>> };

const read = (file: string): string => readFileSync(join(projectRoot, file), "utf8");
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Readonly<Record<string, LockedPackage>> };
const manifest = JSON.parse(read("package.json")) as Manifest;

/** As Node looks a package up: in the package's own node_modules first, then further out. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "") return false;
  }
}

describe("package-lock.json", () => {
  it("has every platform's bindings, so that npm ci works on all of them", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it("names no host, so that any registry will do", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
    expect(read("package-lock.json")).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  it("has a hash for every package", () => {
    const unhashed = Object.entries(packages).filter(([path, { integrity }]) => path !== "" && integrity === undefined);
    expect(unhashed.map(([path]) => path)).toEqual([]);
  });

  it("asks for what package.json asks for, in exact versions", () => {
    const { dependencies, devDependencies } = manifest;
    expect(packages[""]).toMatchObject({ dependencies, devDependencies });
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version));
    expect(loose).toEqual([]);
  });

  it("lets npm run the install script that brings Node, and no other", () => {
    expect(Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name])).toEqual(["node"]);
  });
});

describe("the bootstrap's own code", () => {
  it("needs nothing but Node", () => {
    const files = [
      "bootstrap.mjs",
      ...readdirSync(join(projectRoot, "scripts/bootstrap")).map((name) => `bootstrap/${name}`),
    ];
    const imports = files.flatMap((file) =>
      [...read(`scripts/${file}`).matchAll(/^import .*? from "(.+?)";$/gm)].map((found) => found[1]),
    );
    expect(imports.length).toBeGreaterThan(5);
    expect(imports.filter((name) => !/^(node:|\.{1,2}\/.+\.mjs$)/.test(name ?? ""))).toEqual([]);
  });

  it("runs before every command", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
    const commands = Object.keys(scripts).filter((name) => !name.startsWith("pre"));
    expect(commands).toEqual(expect.arrayContaining(["start", "test", "verify", "lab", "farsite"]));
    expect(
      commands.filter((name) => scripts[`pre${name}`]?.split(" && ", 1)[0] !== "node scripts/bootstrap.mjs"),
    ).toEqual([]);
  });
});
