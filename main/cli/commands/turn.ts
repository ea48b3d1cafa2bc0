import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { judgeTurn, type TurnJudgement } from "#core/relay/judge-turn.ts";
import { turnTransportSchema, type TurnCheck, type TurnTransport } from "#core/relay/turn-check.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import { checkTurn, type TurnAccess } from "#host/relay/turn-check.ts";
import type { CommandContext } from "../command-context.ts";
import { hostAndPort, portNamed } from "../host-and-port.ts";
import { readText } from "../hub-access.ts";
import { chooseLocale } from "../language.ts";
import { secretInput } from "../secret-input.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** RFC 8656 section 3.1, RFC 7065 section 3.1. */
const TURN_PORT = 3_478;
const TURNS_PORT = 5_349;
const HTTPS_PORT = 443;
/** In the user name that is made of the shared secret; it says who asks in the server's log. */
const OWN_NAME = "farsite";

const MARKS = { relays: "+", given: "!", untrusted: "!!", failed: "-" } as const;
const FINDING_MARKS = { problem: "!!", warning: "!", advice: "i", info: "i" } as const;

type Text = ReturnType<typeof createI18n>["t"];
type Way = { transport: TurnTransport; port: number };

/** `farsite turn`: whether a TURN server relays for whoever is here, over each way to it. Asks this server and nobody else. */
export async function turn(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      user: { type: "string" },
      "shared-secret": { type: "boolean", default: false },
      "secret-file": { type: "string" },
      transport: { type: "string", multiple: true, default: [] },
      "tls-port": { type: "string" },
      authority: { type: "string" },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0) throw new UsageError("turn takes one HOST[:PORT]");
  const locale = chooseLocale(values.lang, values.json ? "en" : null, context.environment);
  const { t } = createI18n(locale);
  const target = targetNamed(text, t);
  const ways = waysOf(target, values.transport, values["tls-port"]);
  const authorities = values.authority === undefined ? [] : [await readText(values.authority, context)];
  const access = await accessOf(target.host, values, context, t);
  let check: TurnCheck;
  try {
    const options = { host: target.host, ways, access, authorities, now: () => new Date(), randomBytes };
    check = await checkTurn(options, context.signal);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    return EXIT.cancelled;
  }
  const judged = judgeTurn(check);
  const say = createTranslate(locale);
  context.out(values.json ? JSON.stringify(turnJson(check, judged, say), null, 2) : turnText(judged, say));
  return EXIT.ran;
}

type Target = { host: string; port: number | null; isSecure: boolean; transports: TurnTransport[] };

/** Also as apps write it: `turns:relay.example:443?transport=tcp` (RFC 7065). */
function targetNamed(text: string, t: Text): Target {
  const [, scheme = "", place = "", transport] =
    /^(turns?:)?(?:\/\/)?([^?]*)(?:\?transport=(udp|tcp))?$/i.exec(text) ?? [];
  const found = hostAndPort(place);
  if (found === null) throw new UsageError(t("terminalTunnels.turn.badTarget", { text }));
  const isSecure = scheme.toLowerCase() === "turns:";
  const asked = turnTransportSchema.safeParse(transport?.toLowerCase());
  return { ...found, isSecure, transports: asked.success && !isSecure ? [asked.data] : [] };
}

/** What was asked for; else what servers usually offer at such a port. */
function waysOf(target: Target, named: readonly string[], tlsPort: string | undefined): Way[] {
  const asked = named.flatMap((one) => one.split(",")).map(transportNamed);
  const transports = [...new Set([...asked, ...target.transports])];
  const port = target.port ?? (target.isSecure ? TURNS_PORT : TURN_PORT);
  const tls = tlsPort === undefined ? null : portNamed(tlsPort, "--tls-port");
  const usual = usualWays(port, target.isSecure);
  const ways =
    transports.length === 0
      ? usual
      : transports.map((transport) => usual.find((way) => way.transport === transport) ?? { transport, port });
  if (tls === null) return ways;
  return [...ways.filter(({ transport }) => transport !== "tls"), { transport: "tls", port: tls }];
}

function usualWays(port: number, isSecure: boolean): Way[] {
  if (isSecure || port === TURNS_PORT) return [{ transport: "tls", port }];
  const plain: Way[] = [
    { transport: "udp", port },
    { transport: "tcp", port },
  ];
  if (port === TURN_PORT) return [...plain, { transport: "tls", port: TURNS_PORT }];
  return port === HTTPS_PORT ? [...plain, { transport: "tls", port }] : plain;
}

function transportNamed(text: string): TurnTransport {
  const transport = turnTransportSchema.safeParse(text.trim().toLowerCase());
  if (!transport.success) throw new UsageError(`--transport takes ${turnTransportSchema.options.join(", ")}`);
  return transport.data;
}

/** With a user a password, without one the secret that server and clients share; `--shared-secret`: of that user. */
async function accessOf(
  host: string,
  values: { user?: string | undefined; "shared-secret": boolean; "secret-file"?: string | undefined },
  context: CommandContext,
  t: Text,
): Promise<TurnAccess> {
  const { user, "secret-file": file } = values;
  const option = "--secret-file";
  if (user === undefined || values["shared-secret"]) {
    const question = t("terminalTunnels.turn.askSecret", { host });
    return { kind: "secret", secret: await secretInput(file, { question, option }, context), user: user ?? OWN_NAME };
  }
  const question = t("terminalTunnels.turn.askPassword", { user, host });
  return { kind: "login", userName: user, password: await secretInput(file, { question, option }, context) };
}

const turnJson = (check: TurnCheck, { works, sentence, ways, findings }: TurnJudgement, say: Translate) => ({
  ...check,
  works,
  sentence: say(sentence),
  code: sentence.key,
  ways: ways.map(({ way, state, sentence: says }) => ({ ...way, state, sentence: say(says) })),
  findings: findings.map(({ severity, text }) => ({ code: text.key, severity, text: say(text) })),
});

const turnText = ({ sentence, ways, findings }: TurnJudgement, say: Translate): string =>
  [
    say(sentence),
    ...ways.map(({ state, sentence: says }) => `  ${MARKS[state]} ${say(says)}`),
    ...findings.map(({ severity, text }) => `  ${FINDING_MARKS[severity]} ${say(text)}`),
  ].join("\n");
