import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { Host } from "#host/host.ts";
import type { CommandContext } from "../command-context.ts";
import { chooseLocale } from "../language.ts";
import { namedServer } from "../named-entry.ts";
import { writeFilesInto } from "../output-files.ts";
import { remarkJson, remarkLines } from "../remark-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import { withSafe } from "../with-safe.ts";

/** Whoever keeps a tunnel up is heard again after two minutes at the latest (WireGuard, section 6.1). */
const CONNECTED_SECONDS = 180;

type Text = ReturnType<typeof createI18n>["t"];
type Session = {
  host: Host;
  context: CommandContext;
  t: Text;
  say: Translate;
  asJson: boolean;
  output: string | null;
  withKeys: boolean;
};
type Act = (session: Session, server: FirmServer) => Promise<ExitStatus>;

const acts: Readonly<Record<string, Act | undefined>> = { show, check, files };
const WORDS = "farsite servers list, show NAME, check NAME, files NAME -o DIR";

/** `farsite servers`: the firm's own servers as this laptop knows them, how one stands, and its set-up. */
export async function servers(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: "string", short: "o" },
      "with-keys": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [word = "list", name, ...more] = positionals;
  const act = Object.hasOwn(acts, word) ? acts[word] : undefined;
  const isList = word === "list";
  if ((!act && !isList) || more.length > 0 || isList !== (name === undefined)) throw new UsageError(WORDS);
  if ((word === "files") !== (values.output !== undefined)) throw new UsageError("servers files NAME -o DIR");
  const host = await context.host();
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const session: Session = {
    host,
    context,
    t: createI18n(locale).t,
    say: createTranslate(locale),
    asJson: values.json,
    output: values.output ?? null,
    withKeys: values["with-keys"],
  };
  if (act === undefined || name === undefined) return list(session);
  const server = namedServer(host.tunnels.servers.all(), name);
  return withSafe(session, () => act(session, server));
}

async function list({ host, context, t, say, asJson }: Session): Promise<ExitStatus> {
  const views = await host.tunnels.servers.list();
  if (asJson) context.out(JSON.stringify({ servers: views.map((view) => viewJson(view, say)) }, null, 2));
  else if (views.length === 0) context.out(t("terminalTunnels.servers.none"));
  else
    for (const { server } of views)
      context.out([server.id, server.name, server.host, offersText(server, t)].join("  "));
  return EXIT.ran;
}

async function show({ host, context, t, say, asJson }: Session, server: FirmServer): Promise<ExitStatus> {
  const view = await host.tunnels.servers.view(server);
  if (asJson) context.out(JSON.stringify({ ...viewJson(view, say), server }, null, 2));
  else context.out(viewText(view, t, say));
  return EXIT.ran;
}

const OFFERS = ["wireguard", "relay", "turn", "media", "frp"] as const satisfies readonly (keyof FirmServer)[];
const offersOf = (server: FirmServer) => OFFERS.filter((offer) => server[offer] !== null);

const offersText = (server: FirmServer, t: Text): string =>
  offersOf(server)
    .map((offer) => t(`ui.servers.offer.${offer}`))
    .join(", ") || t("terminalTunnels.servers.nothing");

const viewJson = ({ server, mayChange, holdsKeys, remarks, sites, behind, outdated }: ServerView, say: Translate) => ({
  id: server.id,
  name: server.name,
  host: server.host,
  region: server.region,
  offers: offersOf(server),
  mayChange,
  holdsKeys,
  sites: sites.map(({ siteId, siteName }) => ({ id: siteId, name: siteName })),
  behind,
  outdated: outdated.map(({ siteId, tunnelId, parts }) => ({ siteId, tunnelId, parts })),
  remarks: remarks.map((one) => remarkJson(one, say)),
});

function viewText({ server, mayChange, remarks, sites, behind }: ServerView, t: Text, say: Translate): string {
  const { host, region, ssh, wireguard, technicians } = server;
  const [hostKey] = ssh.hostKeys;
  const standing = technicians.filter(({ removedAt }) => removedAt == null);
  const words = "terminalTunnels.servers";
  return [
    `${server.name}  ${server.id}`,
    t(`${words}.address`, { host, ports: ssh.ports.join(", "), user: ssh.user }),
    ...(region === null || region === "" ? [] : [t(`${words}.region`, { region })]),
    t(`${words}.offers`, { offers: offersText(server, t) }),
    ...(wireguard === null ? [] : [t(`${words}.pools`, wireguard)]),
    hostKey === undefined ? t(`${words}.noHostKey`) : t(`${words}.hostKey`, { hostKey }),
    t(`${words}.mayChange.${mayChange ? "yes" : "no"}`),
    ...(sites.length === 0 ? [] : [t(`${words}.sites`, { names: sites.map(({ siteName }) => siteName).join(", ") })]),
    ...(standing.length === 0
      ? []
      : [t(`${words}.technicians`, { names: standing.map(({ name }) => name).join(", ") })]),
    ...(behind === null ? [] : [`  ! ${t(`${words}.behind`)}`]),
    ...remarks.flatMap((one) => remarkLines(one, say)),
  ].join("\n");
}

type Look = Awaited<ReturnType<Host["tunnels"]["look"]>>;

/** What the window's "Look at it" does: logs in, reads how it stands, and asks from here. */
async function check({ host, context, t, say, asJson }: Session, server: FirmServer): Promise<ExitStatus> {
  let look: Look;
  try {
    look = await host.tunnels.look(server.id, context.signal);
  } catch (error) {
    if (!context.signal.aborted) throw error;
    return EXIT.cancelled;
  }
  if (context.signal.aborted) return EXIT.cancelled;
  if (asJson) context.out(JSON.stringify({ id: server.id, name: server.name, ...lookJson(look, say) }, null, 2));
  else context.out(lookText(server, look, t, say));
  return EXIT.ran;
}

function lookJson({ ssh, status, wireguard, turn }: Look, say: Translate) {
  return {
    ssh: { ...ssh, why: ssh.why && say(ssh.why), code: ssh.why?.key ?? null, details: ssh.details.map(say) },
    status,
    wireguard: wireguard && remarkJson(wireguard, say),
    turn: turn && {
      isGood: turn.isGood,
      says: say(turn.says),
      ways: turn.ways.map((way) => ({ ...way, says: say(way.says) })),
      details: turn.details.map(say),
    },
  };
}

function lookText(server: FirmServer, { ssh, status, wireguard, turn }: Look, t: Text, say: Translate): string {
  return [
    `${server.name}  ${server.host}`,
    t(`terminalTunnels.servers.login.${ssh.outcome}`, { port: ssh.port ?? 0, hostKey: ssh.hostKey ?? "" }),
    ...[...(ssh.why === null ? [] : [ssh.why]), ...ssh.details].map((line) => `      ${say(line)}`),
    ...(ssh.outcome !== "ok" ? [] : status === null ? [t("terminalTunnels.servers.noSetUp")] : statusLines(status, t)),
    ...(wireguard === null ? [] : remarkLines(wireguard, say)),
    ...(turn === null
      ? []
      : [
          `  ${turn.isGood ? "+" : "!"} ${say(turn.says)}`,
          ...[...turn.ways.map(({ says }) => says), ...turn.details].map((line) => `      ${say(line)}`),
        ]),
  ].join("\n");
}

function statusLines({ time, ready, rebootRequired, services, wireguard, relayPorts, health }: ServerStatus, t: Text) {
  const words = "terminalTunnels.servers";
  const nowSeconds = Date.parse(time) / 1_000;
  const connected = (wireguard?.peers ?? []).filter(
    ({ latestHandshakeSeconds: at }) => at !== null && nowSeconds - at < CONNECTED_SECONDS,
  ).length;
  const states = Object.entries(services).map(([service, state]) => `${service} ${state}`);
  const ports = relayPorts.map(({ port, everyone }) => (everyone ? `${port}*` : String(port)));
  return [
    ...(ready ? [] : [t(`${words}.notReady`)]),
    ...(rebootRequired ? [t(`${words}.reboot`)] : []),
    t(`${words}.services`, { services: states.join(", ") }),
    ...(wireguard === null ? [] : [t(`${words}.peers`, { connected, count: wireguard.peers.length })]),
    ports.length === 0 ? t(`${words}.noRelayPorts`) : t(`${words}.relayPorts`, { ports: ports.join(", ") }),
    ...health.map((box) => t(`${words}.box`, box)),
  ];
}

/** The user data, and every file of it apart. Keys only on request. */
async function files(session: Session, { id, name }: FirmServer): Promise<ExitStatus> {
  const { host, context, t, say, asJson, withKeys } = session;
  const folder = session.output ?? "";
  const { userData, files: parts, remarks } = await host.tunnels.servers.setup(id, withKeys);
  const [first = "", ...others] = await writeFilesInto(folder, [
    { path: userData.fileName, content: userData.text, hasSecrets: userData.hasSecrets },
    ...parts.map(({ fileName, text, hasSecrets }) => ({ path: join("files", fileName), content: text, hasSecrets })),
  ]);
  if (asJson) {
    const found = { id, userData: first, files: others, withKeys, remarks: remarks.map((one) => remarkJson(one, say)) };
    context.out(JSON.stringify(found, null, 2));
    return EXIT.ran;
  }
  context.out(t("terminalTunnels.servers.written", { count: others.length + 1, name, folder, userData: first }));
  for (const line of remarks.flatMap((one) => remarkLines(one, say))) context.out(line);
  context.err(t(`terminalTunnels.servers.${withKeys ? "secret" : "placeholders"}`));
  return EXIT.ran;
}
