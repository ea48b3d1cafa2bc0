import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { runCommandLine } from "./run-command-line.ts";

const controller = new AbortController();
// First Ctrl-C: cancel, undo, report. Second: the person means it.
process.once("SIGINT", () => controller.abort());
process.once("SIGTERM", () => controller.abort());
// `farsite list | head -1` closes the pipe early; that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  signal: controller.signal,
  environment: process.env,
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  readStdin: () => buffer(process.stdin),
  ask: lineFor,
});

/** On standard error: standard output may be a file. The end of the input, and Ctrl-C, are an empty answer. */
async function lineFor(question: string, { hidden } = { hidden: false }): Promise<string> {
  const output = hidden ? silence(question) : process.stderr;
  const terminal = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
  const ended = new Promise<string>((resolve) => {
    // A last line without an end is no answer to a question, as Node sees it (lib/internal/readline/interface.js, onend).
    terminal.once("line", resolve);
    terminal.once("close", () => resolve(""));
  });
  try {
    return await Promise.race([terminal.question(question, { signal: controller.signal }).catch(() => ""), ended]);
  } finally {
    terminal.close();
    if (hidden) process.stderr.write("\n");
  }
}

/** The question is shown, the echo of what is typed is not. */
function silence(question: string): Writable {
  process.stderr.write(question);
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
