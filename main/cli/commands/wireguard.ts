import { parseArgs } from "node:util";
import { formatEndpoint } from "#core/net/endpoint.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import { standingTunnels, type Tunnel } from "#core/tunnel/tunnel.ts";
import { isWireGuardKey, wireGuardKeyBytes } from "#core/wireguard/keys.ts";
import type { WireGuardProbe } from "#core/wireguard/probe.ts";
import { sayWireGuardProbe } from "#core/wireguard/say-probe.ts";
import type { Host } from "#host/host.ts";
import { answers, type AskedHub } from "#host/tunnel/tunnel-probes.ts";
import type { CommandContext } from "../command-context.ts";
import { isConfirmed } from "../confirmed.ts";
import { hostAndPort, portNamed } from "../host-and-port.ts";
import { chooseLocale } from "../language.ts";
import { namedServer, namedTunnel } from "../named-entry.ts";
import { namedSite } from "../named-site.ts";
import { secretInput } from "../secret-input.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";
import { withSafe } from "../with-safe.ts";

/** wg(8)'s own. */
const WIREGUARD_PORT = 51_820;
/** What hubs mostly answer to by TCP: SSH, and what passes everywhere. */
const USUAL_TCP_PORTS = [22, 443];
const MAX_PORTS = 4;

type Text = ReturnType<typeof createI18n>["t"];
type Values = {
  key?: string | undefined;
  "private-key-file"?: string | undefined;
  "preshared-key-file"?: string | undefined;
  server?: string | undefined;
  site?: string | undefined;
  tunnel?: string | undefined;
  "also-port": string[];
  "tcp-port": string[];
  yes: boolean;
};
type Asked = { hub: AskedHub; key: string | { siteId: string; tunnel: Tunnel } };

const USES =
  "wireguard probe ENDPOINT --key PUBLICKEY, wireguard probe --server NAME, or wireguard probe --site SITE [--tunnel TUNNEL]";

/** `farsite wireguard probe`: whether a hub answers from here, by a handshake of its own; nothing has to be installed for it. */
export async function wireGuard(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: "string" },
      "private-key-file": { type: "string" },
      "preshared-key-file": { type: "string" },
      server: { type: "string" },
      site: { type: "string" },
      tunnel: { type: "string" },
      "also-port": { type: "string", multiple: true, default: [] },
      "tcp-port": { type: "string", multiple: true, default: [] },
      stun: { type: "string", multiple: true },
      yes: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string" },
    },
  });
  const [word, endpoint, ...more] = positionals;
  const ways = [endpoint, values.server, values.site].filter((one) => one !== undefined);
  if (word !== "probe" || more.length > 0 || ways.length !== 1) throw new UsageError(USES);
  if ((endpoint !== undefined) !== (values.key !== undefined)) throw new UsageError(USES);
  if (values.tunnel !== undefined && values.site === undefined) throw new UsageError("--tunnel goes with --site");
  const host = await context.host(values.stun && { stunServers: values.stun.map(serverNamed) });
  const locale = chooseLocale(values.lang, values.json ? "en" : host.settings().locale, context.environment);
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const around = { host, context, t };
  const asked = await withSafe(around, () => askedOf(endpoint, values, around));
  if (asked === null) {
    context.err(t("terminalTunnels.wireGuard.notConfirmed"));
    return context.signal.aborted ? EXIT.cancelled : EXIT.wrongUsage;
  }
  let probe: WireGuardProbe;
  try {
    const { hub, key } = asked;
    probe = await withSafe(around, () => host.tunnels.probes.handshake(hub, key, context.signal));
  } catch (error) {
    if (!context.signal.aborted) throw error;
    return EXIT.cancelled;
  }
  context.out(values.json ? JSON.stringify(probeJson(probe, say), null, 2) : probeText(probe, t, say));
  return EXIT.ran;
}

type Around = { host: Host; context: CommandContext; t: Text };

/** Who is asked, and by which key. Null: it was not confirmed. */
async function askedOf(endpoint: string | undefined, values: Values, around: Around): Promise<Asked | null> {
  if (endpoint !== undefined) return givenHub(endpoint, values, around);
  if (values.server !== undefined) return ofServer(values.server, around);
  return ofSite(values.site ?? "", values, around);
}

async function givenHub(endpoint: string, values: Values, { context, t }: Around): Promise<Asked> {
  const place = hostAndPort(endpoint);
  if (place === null) throw new UsageError(t("terminalTunnels.wireGuard.badTarget", { text: endpoint }));
  const { key = "", "private-key-file": keyFile, "preshared-key-file": presharedFile } = values;
  if (!isWireGuardKey(key)) throw new UsageError(t("terminalTunnels.wireGuard.badKey"));
  const also = values["also-port"].map((text) => portNamed(text, "--also-port"));
  const tcp = values["tcp-port"].map((text) => portNamed(text, "--tcp-port"));
  if (also.length >= MAX_PORTS || tcp.length > MAX_PORTS) throw new UsageError(`at most ${MAX_PORTS} ports of a kind`);
  const question = t("terminalTunnels.wireGuard.askKey");
  const privateKey = (await secretInput(keyFile, { question, option: "--private-key-file" }, context)).trim();
  if (wireGuardKeyBytes(privateKey) === undefined) throw new UsageError(t("terminalTunnels.wireGuard.badPrivateKey"));
  return {
    hub: {
      host: place.host,
      ports: [...new Set([place.port ?? WIREGUARD_PORT, ...also])],
      serverPublicKey: key,
      presharedKey: presharedFile === undefined ? null : await presharedKeyIn(presharedFile, context, t),
      tcpPorts: tcp.length > 0 ? tcp : USUAL_TCP_PORTS,
      stunPort: null,
    },
    key: privateKey,
  };
}

async function presharedKeyIn(file: string, context: CommandContext, t: Text): Promise<string> {
  const key = (await secretInput(file, { question: "", option: "--preshared-key-file" }, context)).trim();
  if (wireGuardKeyBytes(key) === undefined) throw new UsageError(t("terminalTunnels.wireGuard.badPresharedKey"));
  return key;
}

/** By the key that this laptop keeps for such tests: nobody's own tunnel is disturbed. */
async function ofServer(name: string, { host, t }: Around): Promise<Asked> {
  const server = namedServer(host.tunnels.servers.all(), name);
  if (server.wireguard === null) throw new UsageError(t("terminalTunnels.wireGuard.noHub", { name: server.name }));
  return {
    hub: host.tunnels.probes.hubOf(server),
    key: await host.tunnels.servers.secrets.need(server.id, "probe"),
  };
}

/** As the site, by its own key: the hub takes this laptop for it. */
async function ofSite(site: string, values: Values, { host, context, t }: Around): Promise<Asked | null> {
  const siteId = namedSite(host.store(), site);
  const all = host
    .store()
    .document(siteId)
    .tunnels.filter(({ kind }) => kind === "wireguard");
  const tunnel = namedTunnel(values.tunnel === undefined ? standingTunnels(all) : all, values.tunnel ?? "wireguard");
  const server = host.tunnels.servers.all().find(({ id }) => id === tunnel.serverId);
  const { host: called, ports, serverKey } = tunnel;
  const isKnown = called != null && ports?.[0] !== undefined && serverKey != null && isWireGuardKey(serverKey);
  if (server?.wireguard == null && !isKnown) throw new UsageError(t("terminalTunnels.wireGuard.noEndpoint"));
  if (tunnel.installedAt != null && !values.yes) {
    if (!(await isConfirmed(context, t("terminalTunnels.wireGuard.confirmAsSite")))) return null;
  }
  const hub =
    server?.wireguard == null
      ? { host: called ?? "", ports: ports ?? [], serverPublicKey: serverKey ?? "" }
      : host.tunnels.probes.hubOf(server);
  return {
    hub: { presharedKey: null, tcpPorts: USUAL_TCP_PORTS, stunPort: null, ...hub },
    key: { siteId, tunnel },
  };
}

function serverNamed(text: string): string {
  if (hostAndPort(text)?.port == null) throw new UsageError(`--stun takes HOST:PORT, not “${text}”`);
  return text;
}

function probeJson(probe: WireGuardProbe, say: Translate) {
  const { title, meaning, next, notes } = sayWireGuardProbe(probe);
  return {
    answers: answers(probe),
    ...probe,
    title: say(title),
    meaning: say(meaning),
    next: say(next),
    notes: notes.map(say),
    codes: { notes: probe.notes },
  };
}

function probeText(probe: WireGuardProbe, t: Text, say: Translate): string {
  const { title, meaning, next, notes } = sayWireGuardProbe(probe);
  const ports = probe.observed.ports.map(({ state, rttMs, address, port }) =>
    t("terminalTunnels.wireGuard.port", {
      endpoint: formatEndpoint({ address, port }),
      state: t(`terminalTunnels.wireGuard.state.${state}`, { rtt: Math.max(1, Math.round(rttMs ?? 0)) }),
    }),
  );
  return [say(title), say(meaning), say(next), ...notes.map(say), ...ports].join("\n");
}
