import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { TypstCompiler } from "@myriaddreamin/typst-ts-web-compiler";

/** Typst with Farsite's fonts and templates: it sees these files and no others, neither of the system nor of the network. */
export interface TypstEngine {
  version: string;
  /** Compiles a template with its model. Throws an Error with Typst's diagnostics. */
  pdf(template: string, model: unknown): Uint8Array;
}

const FONTS = ["IBMPlexSans-Regular", "IBMPlexSans-Medium", "IBMPlexSans-SemiBold", "IBMPlexMono-Regular"];
const TEMPLATES = ["report/check.typ"];
const IMAGES = ["icon/farsite.svg"];

/** Typst's own one-line format, "file:line:column: error: text". */
const DIAGNOSTICS_AS_TEXT = 2;

const engines = new Map<string, Promise<TypstEngine>>();

/** Loaded at the first use (about 0.3 s, mostly off the main thread) and kept; a failed load is tried again. */
export function loadTypstEngine(assetsFolder: string): Promise<TypstEngine> {
  let engine = engines.get(assetsFolder);
  if (engine === undefined) {
    engine = createEngine(assetsFolder);
    engines.set(assetsFolder, engine);
    engine.catch(() => engines.delete(assetsFolder));
  }
  return engine;
}

async function createEngine(assetsFolder: string): Promise<TypstEngine> {
  const require = createRequire(import.meta.url);
  const typst = await import("@myriaddreamin/typst-ts-web-compiler");
  // Its own lookup is for browsers; given the bytes, it compiles them off the main thread.
  await typst.default({ module_or_path: await readFile(require.resolve("@myriaddreamin/typst-ts-web-compiler/wasm")) });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of FONTS) await builder.add_raw_font(await readFile(join(assetsFolder, "fonts", `${font}.ttf`)));
  const compiler = await builder.build();
  for (const path of TEMPLATES) compiler.add_source(`/${path}`, await readFile(join(assetsFolder, path), "utf8"));
  for (const path of IMAGES) compiler.map_shadow(`/${path}`, await readFile(join(assetsFolder, path)));
  return {
    version: readVersion(compiler),
    pdf: (template, model) => {
      compiler.map_shadow("/model.json", Buffer.from(JSON.stringify(model)));
      const { result, diagnostics } = compiler.compile(`/${template}`, null, "pdf", DIAGNOSTICS_AS_TEXT) as {
        result?: Uint8Array;
        diagnostics?: string[];
      };
      if (result === undefined) throw new Error(diagnostics?.join("\n") ?? "Typst gave no reason");
      return result;
    },
  };
}

function readVersion(compiler: TypstCompiler): string {
  compiler.add_source("/version.typ", "#metadata(str(sys.version)) <version>");
  return (JSON.parse(compiler.query("/version.typ", null, "<version>", "value")) as string[])[0] ?? "";
}
