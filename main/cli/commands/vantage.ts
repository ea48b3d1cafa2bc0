import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";
import { formatEndpoint, type Endpoint } from "#core/net/endpoint.ts";
import { canonicalAddress, isUsableAsPublicAddress } from "#core/net/ip-address.ts";
import { createI18n } from "#core/text/translate.ts";
import { vantageTokenSchema } from "#core/vantage/vantage-address.ts";
import { vantagePortSchema, type VantagePort } from "#core/vantage/vantage-api.ts";
import { MAX_VANTAGE_PORTS, VPN_PORTS } from "#core/vantage/vantage-protocol.ts";
import { VANTAGE_TOKEN_VARIABLE } from "#host/environment-overrides.ts";
import { splitHostPort } from "#host/net/name-lookup.ts";
import { startVantage, type PortState, type RunningVantage } from "../../vantage/vantage-server.ts";
import { chooseLocale } from "../language.ts";
import type { CommandContext } from "../command-context.ts";
import { readInput } from "../read-input.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

const DEFAULT_PORT = 8443;
const DEFAULT_LISTEN = [
  { address: "0.0.0.0", port: DEFAULT_PORT, optional: true },
  { address: "::", port: DEFAULT_PORT, optional: true },
];
const TOKEN_BYTES = 32;
const OTHERS_MAY_READ = 0o077;

type Translate = ReturnType<typeof createI18n>["t"];
type Token = { token: string; made: boolean };

/** `farsite vantage`: the firm's own test server outside, until it is ended. */
export async function vantage(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values } = parseArgs({
    args,
    options: {
      listen: { type: "string", multiple: true },
      ports: { type: "string" },
      "token-file": { type: "string" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      "json-log": { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const { t } = createI18n(chooseLocale(values.lang, null, context.environment));
  const listen = values.listen?.map(endpointNamed) ?? DEFAULT_LISTEN;
  const ports = values.ports === undefined ? VPN_PORTS : portsNamed(values.ports);
  const tls = await readTls(values["tls-cert"], values["tls-key"], context);
  const token = await readToken(values["token-file"], context, t);
  const log = (entry: object): void =>
    values["json-log"] ? context.out(JSON.stringify({ at: new Date().toISOString(), ...entry })) : undefined;

  const server = await started({ token: token.token, listen, ports, tls, log }, t);
  if (values["json-log"]) log({ event: "listening", listening: server.listening, ports: server.ports });
  else context.out(welcome(server, token, tls !== null, t));
  await ended(context.signal);
  await server.close();
  return EXIT.ran;
}

async function started(options: Parameters<typeof startVantage>[0], t: Translate): Promise<RunningVantage> {
  try {
    return await startVantage(options);
  } catch (error) {
    const address = options.listen.map(formatEndpoint).join(", ");
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

function welcome(server: RunningVantage, { token, made }: Token, secure: boolean, t: Translate): string {
  const [first] = server.listening;
  const host = publicAddressOf(server.listening) ?? t("terminal.vantage.yourAddress");
  const url = `${secure ? "https" : "http"}://${hostPort(host, first?.port ?? DEFAULT_PORT)}/`;
  return [
    ...server.listening.map((endpoint) => t("terminal.vantage.listening", { address: formatEndpoint(endpoint) })),
    ...server.ports.map((port) => portLine(port, t)),
    "",
    t("terminal.vantage.paste"),
    "",
    // A token that was given is known to who gave it; only a new one has to be shown.
    `  ${url}${made ? `#${token}` : ""}`,
    "",
    made
      ? t("terminal.vantage.tokenMade", { variable: VANTAGE_TOKEN_VARIABLE, token })
      : t("terminal.vantage.tokenElsewhere"),
    t("terminal.vantage.stop"),
  ].join("\n");
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
async function readToken(file: string | undefined, context: CommandContext, t: Translate): Promise<Token> {
  const given = file === undefined ? context.environment[VANTAGE_TOKEN_VARIABLE] : await readText(file, context);
  if (!given) return { token: randomBytes(TOKEN_BYTES).toString("base64url"), made: true };
  const token = vantageTokenSchema.safeParse(given);
  if (!token.success) throw new UsageError(t("terminal.vantage.badToken"));
  if (file !== undefined && (await othersMayRead(file))) context.err(t("terminal.vantage.openToken", { file }));
  return { token: token.data, made: false };
}

async function othersMayRead(file: string): Promise<boolean> {
  if (process.platform === "win32" || file === "-") return false;
  const { mode } = await stat(file);
  return (mode & OTHERS_MAY_READ) !== 0;
}

async function readText(file: string, context: CommandContext): Promise<string> {
  return Buffer.from(await readInput(file, context)).toString("utf8");
}

async function readTls(
  cert: string | undefined,
  key: string | undefined,
  context: CommandContext,
): Promise<{ cert: string; key: string } | null> {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) throw new UsageError("--tls-cert and --tls-key go together");
  return { cert: await readText(cert, context), key: await readText(key, context) };
}

function endpointNamed(text: string): Endpoint {
  const { host, port } = splitHostPort(text);
  const address = canonicalAddress(host);
  if (address === undefined || !/:\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--listen takes ADDRESS:PORT, not “${text}”`);
  return { address, port };
}

/** `udp:51820,tcp:443`, or `none`. */
function portsNamed(list: string): VantagePort[] {
  if (list === "none") return [];
  const ports = list.split(",").map((entry) => {
    const [transport, port, ...more] = entry.trim().split(":");
    const parsed = vantagePortSchema.safeParse({ transport, port: Number(port) });
    if (!parsed.success || more.length > 0) throw new UsageError(`--ports takes udp:PORT,tcp:PORT, not “${entry}”`);
    return parsed.data;
  });
  if (ports.length > MAX_VANTAGE_PORTS) throw new UsageError(`--ports takes ${MAX_VANTAGE_PORTS} ports at most`);
  return ports;
}
