import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { typstWorkerSource } from "./typst-worker-source.ts";

/**
 * Typst (compiled to WebAssembly) with Farsite's fonts and templates: it sees these files and no others, neither of the
 * system nor of the network.
 *
 * Each document is made in a thread of its own. Typst remembers what it laid out and this build can't be told to forget
 * (2 MB more for every report), and a page takes longer than a probe's answer may wait for the event loop.
 */

/** Far more than the longest report takes (2,000 rows of evidence: 4 s on a busy two-core machine). */
const DEADLINE_MS = 60_000;

const FONTS = ["IBMPlexSans-Regular", "IBMPlexSans-Medium", "IBMPlexSans-SemiBold", "IBMPlexMono-Regular"];

/** Not among Node's types. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

/** The program itself, compiled once per process. */
let program: Promise<{ glue: string; wasm: object }> | null = null;

function loadProgram(): Promise<{ glue: string; wasm: object }> {
  program ??= (async () => {
    const require = createRequire(import.meta.url);
    const glue = await readFile(
      require.resolve("@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler.mjs"),
      "base64",
    );
    const wasm = await readFile(require.resolve("@myriaddreamin/typst-ts-web-compiler/wasm"));
    return { glue, wasm: await WebAssembly.compile(wasm) };
  })();
  program.catch(() => (program = null));
  return program;
}

/** Files the document may read, by their path in it ("/model.json"). */
export type DocumentFiles = Record<string, Uint8Array>;

/** The PDF of the document `main`. Throws an Error with Typst's diagnostics ("/report/check.typ:12:4: error: ..."). */
export async function compileTypst(assetsFolder: string, main: string, files: DocumentFiles): Promise<Uint8Array> {
  const [{ glue, wasm }, ...fonts] = await Promise.all([
    loadProgram(),
    ...FONTS.map((font) => readFile(join(assetsFolder, "fonts", `${font}.ttf`))),
  ]);
  const worker = new Worker(typstWorkerSource, {
    eval: true,
    workerData: { glue, wasm, fonts, files: Object.entries(files), main },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once("message", ({ pdf, error }: { pdf?: Uint8Array; error?: string }) =>
        pdf === undefined ? reject(new Error(error)) : resolve(pdf),
      );
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended without a document")));
      timer = setTimeout(() => reject(new Error(`no document within ${DEADLINE_MS / 1_000} s`)), DEADLINE_MS);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
