import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { keepFresh } from "./keep-fresh.ts";
import { serveMetrics } from "./metrics-server.ts";
import { BadOption, placesNamed, SERVE_OPTIONS } from "./serve-options.ts";
import { loadTechnicians, loadTechniciansOrNone, saveTechnicians, withTechnician } from "./technicians.ts";
import { startVantage } from "./vantage-server.ts";

// The vantage as one file for a server that has nothing but Node 18: the same options as `farsite vantage`, and lines of JSON
// for the journal in place of sentences.
//
//   node farsite-vantage.mjs --tokens FILE [...]
//   node farsite-vantage.mjs token NAME --tokens FILE [--remove]

const WRONG_USAGE = 2;
const COULD_NOT_RUN = 1;

const print = (entry: object): void => void process.stdout.write(`${JSON.stringify(entry)}\n`);
const log = (entry: object): void => print({ at: new Date().toISOString(), ...entry });

async function serve(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: SERVE_OPTIONS });
  const { tlsFiles, metrics, ...places } = placesNamed(values);
  const { tokens } = values;
  const tokenFile = values["token-file"];
  const token =
    tokenFile === undefined
      ? (process.env["FARSITE_VANTAGE_TOKEN"] ?? null)
      : (await readFile(tokenFile, "utf8")).trim();
  if (token === null && tokens === undefined) throw new BadOption("--tokens or --token-file is needed");
  const tls = tlsFiles && { cert: await readFile(tlsFiles.cert, "utf8"), key: await readFile(tlsFiles.key, "utf8") };
  const technicians = tokens === undefined ? [] : await loadTechnicians(tokens);
  const vantage = await startVantage({ ...places, token, technicians, tls, log });
  const ended = new AbortController();
  keepFresh(vantage, { tokens: tokens ?? null, tls: tlsFiles }, log, ended.signal);
  const shown = metrics && (await serveMetrics(vantage.metrics, metrics));
  log({ event: "listening", listening: vantage.listening, ports: vantage.ports, technicians: technicians.length });
  const end = (): void => {
    ended.abort();
    void Promise.all([vantage.close(), shown?.close()]);
  };
  process.once("SIGTERM", end).once("SIGINT", end);
}

async function changeTokens(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { tokens: { type: "string" }, remove: { type: "boolean", default: false } },
  });
  const [name] = positionals;
  const { tokens: file, remove } = values;
  if (file === undefined || name === undefined || positionals.length > 1)
    throw new BadOption("token NAME --tokens FILE [--remove]");
  const list = await loadTechniciansOrNone(file);
  if (remove) {
    await saveTechnicians(
      file,
      list.filter((technician) => technician.name !== name),
    );
    return;
  }
  const added = withTechnician(list, name);
  await saveTechnicians(file, added.list);
  print({ name, token: added.token });
}

const [command, ...rest] = process.argv.slice(2);
try {
  await (command === "token" ? changeTokens(rest) : serve(process.argv.slice(2)));
} catch (error) {
  process.exitCode = error instanceof BadOption || error instanceof TypeError ? WRONG_USAGE : COULD_NOT_RUN;
  log({ event: "error", problem: error instanceof Error ? error.message : String(error) });
}
