import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";
import { formatEndpoint, type Endpoint } from "#core/net/endpoint.ts";
import { canonicalAddress, isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import { createI18n } from "#core/text/translate.ts";
import { vantageTokenSchema } from "#core/vantage/vantage-address.ts";
import { VANTAGE_TOKEN_VARIABLE } from "#host/environment-overrides.ts";
import { keepFresh } from "../../vantage/keep-fresh.ts";
import type { Technician } from "../../vantage/key-ring.ts";
import { serveMetrics } from "../../vantage/metrics-server.ts";
import { BadOption, DEFAULT_PORT, placesNamed, SERVE_OPTIONS, type Places } from "../../vantage/serve-options.ts";
import { readTechnicians } from "../../vantage/technicians.ts";
import { startVantage, type PortState, type RunningVantage } from "../../vantage/vantage-server.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { readInput } from "../read-input.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import { changeTokens, tokensError } from "./vantage-token.ts";
import { setUpVantage } from "./vantage-setup.ts";

const TOKEN_BYTES = 32;
/** A group may: a service reads it by being in one. */
const OTHERS_MAY_READ = 0o007;

type Translate = ReturnType<typeof createI18n>["t"];
type Token = { token: string; made: boolean };
/** `token` null: every technician has one of his own. */
type Tokens = { single: Token | null; technicians: Technician[] };

/** `farsite vantage`: the firm's own test server outside, until it is ended; and what has to do with setting it up. */
export async function vantage(args: string[], context: CommandContext): Promise<ExitStatus> {
  const [command, ...rest] = args;
  if (command === "token") return changeTokens(rest, context);
  if (command === "setup") return setUpVantage(rest, context);
  return serve(args, context);
}

async function serve(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({ args, options: { ...SERVE_OPTIONS, lang: { type: "string" } } });
  const { t } = createI18n(chooseLocale(values.lang, null, context.environment));
  const { tlsFiles, metrics, ...places } = named(() => placesNamed(values));
  const tls = tlsFiles && {
    cert: await readText(tlsFiles.cert, context),
    key: await readText(tlsFiles.key, context),
  };
  const tokens = await readTokens(values, context, t);
  const log = (entry: object): void =>
    values["json-log"] ? context.out(JSON.stringify({ at: new Date().toISOString(), ...entry })) : undefined;

  const { single, technicians } = tokens;
  const server = await heard(
    () => startVantage({ ...places, token: single?.token ?? null, technicians, tls, log }),
    places.listen,
    t,
  );
  const shown = metrics && (await heard(() => serveMetrics(server.metrics, metrics), [metrics], t));
  const files = { tokens: values.tokens ?? null, tls: tlsFiles };
  keepFresh(
    server,
    files,
    (entry) => {
      if (entry.event === "reread-failed" && !values["json-log"])
        context.err(t("terminal.vantage.rereadFailed", entry));
      log(entry);
    },
    context.signal,
  );
  if (values["json-log"]) log({ event: "listening", listening: server.listening, ports: server.ports });
  else context.out(welcome(server, tokens, tls !== null, t));
  if (metrics && shown && !values["json-log"])
    context.out(t("terminal.vantage.metrics", { address: formatEndpoint({ ...metrics, port: shown.port }) }));
  await ended(context.signal);
  await Promise.all([server.close(), shown?.close()]);
  return EXIT.ran;
}

/** @throws UsageError in place of BadOption */
function named(read: () => Places): Places {
  try {
    return read();
  } catch (error) {
    throw error instanceof BadOption ? new UsageError(error.message) : error;
  }
}

async function heard<T>(start: () => Promise<T>, places: readonly Endpoint[], t: Translate): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const address = places.map(formatEndpoint).join(", ");
    throw new Error(t("terminal.vantage.cantListen", { address, problem: codeOf(error) }), { cause: error });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function welcome(server: RunningVantage, tokens: Tokens, secure: boolean, t: Translate): string {
  const [first] = server.listening;
  const host = publicAddressOf(server.listening) ?? t("terminal.vantage.yourAddress");
  const url = `${secure ? "https" : "http"}://${hostPort(host, first?.port ?? DEFAULT_PORT)}/`;
  return [
    ...server.listening.map((endpoint) => t("terminal.vantage.listening", { address: formatEndpoint(endpoint) })),
    ...server.ports.map((port) => portLine(port, t)),
    "",
    ...(tokens.single ? singleLines(tokens.single, url, t) : []),
    ...(tokens.technicians.length > 0 ? [t("terminal.vantage.technicians", { count: tokens.technicians.length })] : []),
    t("terminal.vantage.stop"),
  ].join("\n");
}

function singleLines({ token, made }: Token, url: string, t: Translate): string[] {
  return [
    t("terminal.vantage.paste"),
    "",
    // A token that was given is known to who gave it; only a new one has to be shown.
    `  ${url}${made ? `#${token}` : ""}`,
    "",
    made
      ? t("terminal.vantage.tokenMade", { variable: VANTAGE_TOKEN_VARIABLE, token })
      : t("terminal.vantage.tokenElsewhere"),
  ];
}

const hostPort = (host: string, port: number): string =>
  canonicalAddress(host) === undefined ? `${host}:${port}` : formatEndpoint({ address: host, port });

/** The address that people can reach this server by, where its own adapters know it. */
function publicAddressOf(listening: readonly Endpoint[]): string | null {
  const told = listening.find(({ address }) => address !== "0.0.0.0" && address !== "::");
  if (told) return told.address;
  const own = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);
  const usable = own.filter(isUsableAsPublicAddress);
  return usable.find((address) => !address.includes(":")) ?? usable[0] ?? null;
}

function portLine({ transport, port, problem }: PortState, t: Translate): string {
  const args = { transport: transport.toUpperCase(), port, problem: problem ?? "" };
  switch (problem) {
    case null:
      return t("terminal.vantage.port", args);
    case "EACCES":
      return t("terminal.vantage.portNotAllowed", args);
    case "EADDRINUSE":
      return t("terminal.vantage.portTaken", args);
    default:
      return t("terminal.vantage.portProblem", args);
  }
}

/** @throws UsageError, InputError */
async function readTokens(
  { tokens: file, "token-file": tokenFile }: { tokens?: string | undefined; "token-file"?: string | undefined },
  context: CommandContext,
  t: Translate,
): Promise<Tokens> {
  const technicians = file === undefined ? [] : await readTechniciansFile(file, context, t);
  const given =
    tokenFile === undefined ? context.environment[VANTAGE_TOKEN_VARIABLE] : await readText(tokenFile, context);
  if (tokenFile !== undefined) await warnOfOthers(tokenFile, context, t);
  if (!given) {
    const made = { token: randomBytes(TOKEN_BYTES).toString("base64url"), made: true };
    return { technicians, single: file === undefined ? made : null };
  }
  const token = vantageTokenSchema.safeParse(given);
  if (!token.success) throw new UsageError(t("terminal.vantage.badToken"));
  return { technicians, single: { token: token.data, made: false } };
}

async function readTechniciansFile(file: string, context: CommandContext, t: Translate): Promise<Technician[]> {
  const text = await readText(file, context);
  await warnOfOthers(file, context, t);
  try {
    return readTechnicians(text);
  } catch (error) {
    throw tokensError(error, file, t);
  }
}

async function warnOfOthers(file: string, context: CommandContext, t: Translate): Promise<void> {
  if (await othersMayRead(file)) context.err(t("terminal.vantage.openToken", { file }));
}

async function othersMayRead(file: string): Promise<boolean> {
  if (process.platform === "win32" || file === "-") return false;
  const { mode } = await stat(file);
  return (mode & OTHERS_MAY_READ) !== 0;
}

async function readText(file: string, context: CommandContext): Promise<string> {
  return Buffer.from(await readInput(file, context)).toString("utf8");
}
