import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { RELAY_PORTS, STANDARD_PORTS } from "#core/tunnel/standard-ports.ts";
import type { ServerChange } from "#core/tunnel/server-change.ts";
import { placeOf, placeTroubles, type ServerDraft } from "./server-draft.ts";

/** Ports as they are typed: one, several with commas, or a range. */
export const PORT_FIELDS = [
  "sshPorts",
  "vpnPorts",
  "relayPorts",
  "turnPort",
  "turnTlsPort",
  "mediaPort",
  "frpPort",
] as const;
export type PortField = (typeof PORT_FIELDS)[number];

export type EditDraft = ServerDraft & { ports: Readonly<Record<PortField, string>>; realm: string };

const several = (ports: readonly number[]): string => ports.join(", ");

/** A server as it is, to be changed. What it does not do has the usual ports. */
export function draftOf({ name, host, region, ssh, wireguard, relay, turn, media, frp }: FirmServer): EditDraft {
  const has = { wireguard, relay, turn, media };
  return {
    name,
    host,
    region: region ?? "",
    does: (["wireguard", "relay", "turn", "media"] as const).filter((duty) => has[duty] !== null),
    frp: frp !== null,
    engine: media?.engine ?? "mediamtx",
    realm: turn?.realm ?? host,
    ports: {
      sshPorts: several(ssh.ports),
      vpnPorts: several(wireguard === null ? STANDARD_PORTS.vpn : [wireguard.port, ...wireguard.alsoPorts]),
      relayPorts: `${relay?.firstPort ?? RELAY_PORTS.first}-${relay?.lastPort ?? RELAY_PORTS.last}`,
      turnPort: `${turn?.port ?? STANDARD_PORTS.turn}`,
      turnTlsPort: turn === null ? `${STANDARD_PORTS.turnTls}` : `${turn.tlsPort ?? ""}`,
      mediaPort: `${media?.port ?? STANDARD_PORTS.media}`,
      frpPort: `${frp?.port ?? STANDARD_PORTS.frp}`,
    },
  };
}

/** Which ports are asked for at all. */
export function shownPorts({ does, frp }: EditDraft): PortField[] {
  return [
    "sshPorts",
    ...(does.includes("wireguard") ? (["vpnPorts"] as const) : []),
    ...(does.includes("relay") ? (["relayPorts"] as const) : []),
    ...(does.includes("turn") ? (["turnPort", "turnTlsPort"] as const) : []),
    ...(does.includes("media") ? (["mediaPort"] as const) : []),
    ...(frp ? (["frpPort"] as const) : []),
  ];
}

/** As many ports as the server's schema has for SSH, and for WireGuard with its first. */
const MOST = { sshPorts: 4, vpnPorts: 5 } as const;

const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65_535;

function portsIn(text: string, most: number): number[] | null {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const ports = words.map((word) => (/^\d{1,5}$/.test(word) ? Number(word) : Number.NaN));
  return ports.length > 0 && ports.length <= most && ports.every(isPort) && new Set(ports).size === ports.length
    ? ports
    : null;
}

function rangeIn(text: string): { firstPort: number; lastPort: number } | null {
  const [, first, last] = /^\s*(\d{1,5})\s*[-–]\s*(\d{1,5})\s*$/.exec(text) ?? [];
  const [firstPort, lastPort] = [Number(first), Number(last)];
  return isPort(firstPort) && isPort(lastPort) && firstPort <= lastPort ? { firstPort, lastPort } : null;
}

function isRight(field: PortField, text: string): boolean {
  switch (field) {
    case "sshPorts":
    case "vpnPorts":
      return portsIn(text, MOST[field]) !== null;
    case "relayPorts":
      return rangeIn(text) !== null;
    case "turnTlsPort":
      return text.trim() === "" || portsIn(text, 1) !== null;
    default:
      return portsIn(text, 1) !== null;
  }
}

/** Fields whose ports can't be. */
export const portTroubles = (draft: EditDraft): PortField[] =>
  shownPorts(draft).filter((field) => !isRight(field, draft.ports[field]));

const REALM = /^[A-Za-z0-9.:_-]{1,253}$/;
export const isRealmWrong = ({ does, realm }: EditDraft): boolean => does.includes("turn") && !REALM.test(realm.trim());

/** Null: something typed can't be. */
export function changeOf(server: FirmServer, draft: EditDraft): ServerChange | null {
  const { name, host } = placeTroubles(draft);
  if (name || host !== null || portTroubles(draft).length > 0 || isRealmWrong(draft)) return null;
  const { ports, does } = draft;
  const one = (field: PortField): number => portsIn(ports[field], 1)?.[0] ?? 0;
  const [vpnPort = 0, ...alsoPorts] = portsIn(ports.vpnPorts, MOST.vpnPorts) ?? [];
  return {
    id: server.id,
    ...placeOf(draft),
    ssh: { ports: portsIn(ports.sshPorts, MOST.sshPorts) ?? [] },
    wireguard: does.includes("wireguard") ? { port: vpnPort, alsoPorts } : null,
    relay: does.includes("relay") ? rangeIn(ports.relayPorts) : null,
    turn: does.includes("turn")
      ? {
          port: one("turnPort"),
          tlsPort: ports.turnTlsPort.trim() === "" ? null : one("turnTlsPort"),
          realm: draft.realm.trim(),
        }
      : null,
    media: does.includes("media") ? { engine: draft.engine, port: one("mediaPort") } : null,
    frp: draft.frp ? { port: one("frpPort") } : null,
  };
}

/** What the server does now and would not do any more, although sites lead there. */
export function dropped(server: FirmServer, draft: EditDraft): ("wireguard" | "relay" | "frp")[] {
  return [
    ...(server.wireguard !== null && !draft.does.includes("wireguard") ? (["wireguard"] as const) : []),
    ...(server.relay !== null && !draft.does.includes("relay") ? (["relay"] as const) : []),
    ...(server.frp !== null && !draft.frp ? (["frp"] as const) : []),
  ];
}
