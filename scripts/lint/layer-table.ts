import { builtinModules } from "node:module";
import { posix } from "node:path";

/** The folders that are layers, most specific first. The folder says the runtime. */
export const layers = [
  "core",
  "main/host",
  "main/vantage",
  "main/serve",
  "main/cli",
  "main/electron",
  "preload",
  "renderer",
  "scripts",
  "test",
] as const;
export type Layer = (typeof layers)[number];

interface LayerRule {
  /** Layers it may import besides itself. */
  readonly layers: readonly Layer[];
  readonly nodeBuiltins: boolean;
  /** `shipped`: whatever package.json lists under `dependencies`; `any`: development tools too. */
  readonly packages: readonly string[] | "shipped" | "any";
  readonly electron: boolean;
}

/** What the renderer may use is bundled into it, so these need not be shipped. */
const rendererPackages = [
  "@base-ui/react",
  "@orpc/client",
  "@orpc/contract",
  "i18next",
  "lucide-react",
  "qr",
  "react",
  "react-dom",
  "react-i18next",
  "tailwindcss",
  "zod",
];

const host: LayerRule = { layers: ["core"], nodeBuiltins: true, packages: "shipped", electron: false };
const shell: LayerRule = { ...host, layers: ["core", "main/host"] };

/** Dependency direction: renderer -> core, host -> core, shells -> host. Nothing points back. */
const table: Record<Layer, LayerRule> = {
  core: {
    layers: [],
    nodeBuiltins: false,
    packages: [
      "zod",
      "@orpc/contract",
      "fast-xml-parser",
      "i18next",
      "@noble/ciphers",
      "@noble/curves",
      "@noble/hashes",
    ],
    electron: false,
  },
  "main/host": host,
  // Stands alone on a server somewhere: nothing that needs a binary, a keychain or a database.
  "main/vantage": { layers: ["core"], nodeBuiltins: true, packages: [], electron: false },
  "main/serve": shell,
  "main/cli": { ...shell, layers: [...shell.layers, "main/vantage"] },
  "main/electron": { ...shell, electron: true },
  preload: { layers: [], nodeBuiltins: false, packages: [], electron: true },
  renderer: { layers: ["core"], nodeBuiltins: false, packages: rendererPackages, electron: false },
  scripts: { layers: ["core", "main/host", "test"], nodeBuiltins: true, packages: "any", electron: false },
  test: { layers: [...layers], nodeBuiltins: true, packages: "any", electron: false },
};

/** package.json's `imports`. */
const aliases: Readonly<Record<string, string>> = { "#assets/": "assets/", "#core/": "core/", "#host/": "main/host/" };
const aliasedLayers: readonly Layer[] = ["core", "main/host"];

/** The layer of a file, by its path relative to the project (with forward slashes). */
export function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => path.startsWith(`${layer}/`));
}

function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function packageComplaint(layer: Layer, specifier: string, shipped: readonly string[]): string | undefined {
  const rule = table[layer];
  if (isBuiltin(specifier)) return rule.nodeBuiltins ? undefined : `${layer} must not import Node's ${specifier}`;
  const name = packageName(specifier);
  if (name === "electron")
    return rule.electron ? undefined : `only main/electron and preload import electron, not ${layer}`;
  if (rule.packages === "any") return undefined;
  if (rule.packages === "shipped") {
    return shipped.includes(name)
      ? undefined
      : `${layer} is shipped, but ${name} is not one of package.json's dependencies`;
  }
  return rule.packages.includes(name) ? undefined : `${layer} must not import the package ${name}`;
}

function fileComplaint(layer: Layer, importer: string, target: string, relative: boolean): string | undefined {
  const targetLayer = layerOf(target);
  if (!relative && target.startsWith("assets/")) return dataComplaint(importer, target);
  if (targetLayer === undefined) {
    // package.json, for the version, is the only file outside the layers that code may need.
    return target.startsWith("../") ? `${importer} imports from outside the project` : undefined;
  }
  if (targetLayer === layer)
    return relative ? featureComplaint(importer, target) : `import inside ${layer} by a relative path`;
  if (!table[layer].layers.includes(targetLayer)) return `${layer} must not import ${targetLayer}`;
  if (relative && aliasedLayers.includes(targetLayer)) {
    return `import ${targetLayer} as ${targetLayer === "core" ? "#core/" : "#host/"}...`;
  }
  return undefined;
}

/** Facts are data that core reads without touching a file: the bundler or Node puts them in. Whoever else wants them asks core. */
function dataComplaint(importer: string, target: string): string | undefined {
  if (layerOf(importer) === "test") return undefined;
  return importer.startsWith("core/knowledge/") && /^assets\/knowledge\/[a-z]+\.json$/.test(target)
    ? undefined
    : `only core/knowledge imports assets, and of them assets/knowledge/*.json`;
}

/** A feature may be removed without another one noticing; what two share belongs beside them. */
function featureComplaint(importer: string, target: string): string | undefined {
  const feature = /^renderer\/features\/([^/]+)\//;
  const from = feature.exec(importer)?.[1];
  const to = feature.exec(target)?.[1];
  if (from === undefined || to === undefined || from === to) return undefined;
  return `the feature ${from} must not import from the feature ${to}`;
}

/**
 * Why this import breaks the layers, or undefined when it is allowed.
 * @param importer path relative to the project, forward slashes
 * @param specifier as written, or null when it is not a plain string
 * @param shipped names under package.json's `dependencies`
 */
export function importComplaint(
  importer: string,
  specifier: string | null,
  shipped: readonly string[],
): string | undefined {
  const layer = layerOf(importer);
  if (layer === undefined) return undefined;
  const development = layer === "test" || layer === "scripts";
  if (specifier === null) return development ? undefined : "write the imported module as a plain string";
  // Vite's ?raw, ?url and ?worker.
  const name = specifier.replace(/\?[a-z]+$/, "");
  if (name.startsWith(".")) return fileComplaint(layer, importer, posix.join(posix.dirname(importer), name), true);
  if (name.startsWith("#")) {
    const alias = Object.keys(aliases).find((prefix) => name.startsWith(prefix));
    if (alias === undefined) return `${name} is not one of package.json's imports`;
    return fileComplaint(layer, importer, posix.normalize(`${aliases[alias]}${name.slice(alias.length)}`), false);
  }
  if (name.startsWith("/") || (/^[a-z]+:(?!.*\/\/$)/i.test(name) && !name.startsWith("node:"))) {
    return `${importer} imports an absolute path or address`;
  }
  return packageComplaint(layer, name, shipped);
}
