import type { TunnelState } from "#core/contract/tunnel-calls.ts";
import { assertNever } from "#core/never.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate, type Translate } from "#core/text/translate.ts";
import type { PublishedPort, Tunnel } from "#core/tunnel/tunnel.ts";

type Text = ReturnType<typeof createI18n>["t"];

/** What a tunnel is called in a line, with what it is built of. */
export function tunnelName({ kind, serverName, host }: Tunnel, t: Text): string {
  const server = serverName ?? host ?? t("uiTunnels.name.someServer");
  const what = t(`terminalTunnels.kind.${kind}`);
  switch (kind) {
    case "wireguard":
    case "openvpn":
    case "ipsec":
    case "l2tp":
      return `${t("uiTunnels.name.vpn", { server })} (${what})`;
    case "ssh":
    case "frp":
      return `${t("uiTunnels.name.relay", { server })} (${what})`;
    case "tailscale":
    case "zerotier":
    case "netbird":
      return what;
    case "hosted":
      return t("uiTunnels.name.hosted");
    default:
      return assertNever(kind);
  }
}

/** What a program needs to know of a tunnel; keys are added, never renamed. Nothing secret. */
export function tunnelJson({ tunnel, holdsKey, lastProof, outdated }: TunnelState, say: Translate) {
  const { id, kind, serverId, serverName, host, ports, lan, mapped, address, platform, mtu } = tunnel;
  return {
    id,
    kind,
    server: serverId == null ? null : { id: serverId, name: serverName ?? null },
    host: host ?? null,
    ports: ports ?? [],
    lan: lan ?? null,
    mapped: mapped ?? null,
    address: address ?? null,
    platform: platform ?? null,
    mtu: mtu ?? null,
    state: stateOf(tunnel),
    madeAt: tunnel.madeAt,
    installedAt: tunnel.installedAt ?? null,
    removedAt: tunnel.removedAt ?? null,
    holdsKey,
    outdated,
    leadsTo: tunnel.published.map(
      ({ id: portId, deviceId, address: to, transport, port, use, serverPort, listen }) => ({
        id: portId,
        deviceId: deviceId ?? null,
        address: to,
        transport,
        port,
        use,
        serverPort,
        listen,
      }),
    ),
    peers: tunnel.peers.map(({ id: peerId, name, role, address: own, removedAt }) => ({
      id: peerId,
      name,
      role,
      address: own,
      removedAt: removedAt ?? null,
    })),
    lastProof: lastProof && { ...lastProof, stale: lastProof.stale && say(lastProof.stale) },
  };
}

const stateOf = ({ installedAt, removedAt }: Tunnel): "planned" | "installed" | "removed" => {
  if (removedAt != null) return "removed";
  return installedAt == null ? "planned" : "installed";
};

/** A tunnel as lines: what it is, what it leads to, who may use it, and whether it is proven. */
export function tunnelLines(state: TunnelState, locale: Locale): string[] {
  const { t } = createI18n(locale);
  const say = createTranslate(locale);
  const { tunnel, holdsKey, lastProof } = state;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const when = (time: string): string => format.format(new Date(time));
  const words = "terminalTunnels.tunnels";
  const word = stateOf(tunnel);
  const since = tunnel.removedAt ?? tunnel.installedAt;
  const head = [
    tunnel.id,
    tunnelName(tunnel, t),
    t(`${words}.state.${word}`, { when: since == null ? "" : when(since) }),
  ];
  if (word === "removed") return [head.join("  ")];
  const peers = tunnel.peers.filter(({ removedAt, role }) => removedAt == null && role !== "probe");
  return [
    head.join("  "),
    ...lanLine(tunnel, t),
    ...tunnel.published.map((port) => `    ${portText(tunnel, port, t)}`),
    ...(peers.length === 0 ? [] : [`    ${t(`${words}.peers`, { names: peers.map(({ name }) => name).join(", ") })}`]),
    ...(holdsKey || tunnel.accountId == null ? [] : [`    ${t(`${words}.noKey`)}`]),
    lastProof === null
      ? `    ${t(`${words}.neverProven`)}`
      : `    ${t(`${words}.${lastProof.isProven ? "proven" : "notProven"}`, { when: when(lastProof.at) })}`,
    ...(lastProof?.stale == null ? [] : [`    ${say(lastProof.stale)}`]),
  ];
}

function lanLine({ lan, mapped }: Tunnel, t: Text): string[] {
  if (lan == null) return [];
  const isMapped = mapped != null && mapped !== lan;
  return [`    ${t(`terminalTunnels.tunnels.${isMapped ? "lanMapped" : "lan"}`, { lan, mapped: mapped ?? "" })}`];
}

/** Through a VPN a device has its own port; at a relay, and where it is published, one of the server's. */
function portText({ kind }: Tunnel, { address, port, serverPort, listen }: PublishedPort, t: Text): string {
  const isRelay = kind === "ssh" || kind === "frp";
  if (!isRelay && listen === "server") return t("terminalTunnels.tunnels.port", { address, port });
  const who = t(`terminalTunnels.tunnels.listen.${listen}`);
  return t("terminalTunnels.tunnels.portServer", { address, port, serverPort, listen: who });
}
