/**
 * What the worker thread runs. It is a text and not a file, since a file would have to be found beside the sources, beside
 * a bundle and inside the desktop app's archive; for the same reason the thread reads nothing: all it needs comes along.
 */
export const typstWorkerSource = `"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const DIAGNOSTICS_AS_TEXT = 2;

async function compile({ glue, wasm, fonts, files, main }) {
  const typst = await import("data:text/javascript;base64," + glue);
  typst.initSync({ module: wasm });
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font);
  const compiler = await builder.build();
  for (const [path, bytes] of files) compiler.map_shadow(path, bytes);
  const { result, diagnostics } = compiler.compile(main, null, "pdf", DIAGNOSTICS_AS_TEXT);
  if (result === undefined) throw new Error((diagnostics ?? ["Typst gave no reason"]).join("\\n"));
  return result;
}

compile(workerData).then(
  (pdf) => parentPort.postMessage({ pdf }, [pdf.buffer]),
  (error) => parentPort.postMessage({ error: String(error?.message ?? error) }),
);
`;
