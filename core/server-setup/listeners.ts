import type { FirmServer } from "../tunnel/firm-server.ts";
import type { SetupOptions } from "./setup-options.ts";

export type Service = "ssh" | "wireguard" | "frp" | "media" | "turn" | "certificates";

/** A port of the server's that something listens at. */
export interface Listener {
  readonly service: Service;
  readonly transport: "tcp" | "udp";
  readonly first: number;
  readonly last: number;
  /** `redirected`: nobody listens there, the firewall leads it on to the service's own port. */
  readonly how: "itself" | "redirected" | "shared";
}

export const SHARED_PORT = 443;
/** Where services listen on loopback when TCP 443 is shared: not those they have otherwise. */
export const BEHIND_SHARED = { media: 8443, turn: 5349, frp: 7443 } as const;
/** coturn's range; each allocation takes one. */
export const TURN_RELAY_PORTS = { first: 49_152, last: 50_151 } as const;
/** The programs' own standard ports (mediamtx.yml, go2rtc.yaml), with TLS where they have it. */
export const MEDIA_PORTS = {
  mediamtx: { webrtc: 8189, rtsp: 8322, hls: 8888, rtmp: 1936, srt: 8890 },
  go2rtc: { webrtc: 8555, rtsp: 8554 },
} as const;

/** The name that boxes call frps by (SNI), and its certificate is for: nobody's in DNS (RFC 9476). */
export const FRP_SERVER_NAME = "frp.farsite.internal";

export type TlsService = "media" | "turn" | "frp";

/** By which name a TLS service is told from others at the same port; null: none is known. */
export const tlsName = (service: TlsService, { names }: Pick<SetupOptions, "names">): string | null =>
  service === "frp" ? FRP_SERVER_NAME : names[service];

/**
 * What wants TCP 443. One of them alone listens there itself. Several are told apart by what the client says first (nginx,
 * `ssl_preread`): no TLS is SSH, and TLS names the server that it wants (SNI).
 */
export interface SharedPort {
  readonly ssh: boolean;
  /** The first one also gets who names nobody. */
  readonly tls: readonly TlsService[];
  readonly isShared: boolean;
}

export function sharedPort(server: FirmServer): SharedPort {
  const ssh = server.ssh.ports.includes(SHARED_PORT);
  const tls = [
    ...(server.media?.port === SHARED_PORT ? (["media"] as const) : []),
    ...(server.turn?.tlsPort === SHARED_PORT ? (["turn"] as const) : []),
    ...(server.frp?.port === SHARED_PORT ? (["frp"] as const) : []),
  ];
  return { ssh, tls, isShared: (ssh ? 1 : 0) + tls.length > 1 };
}

/** Where sshd itself listens. With a shared 443 it is reached there through nginx, at its first other port. */
export function sshdPorts(server: FirmServer): number[] {
  const own = server.ssh.ports.filter((port) => port !== SHARED_PORT || !sharedPort(server).isShared);
  return own.length === 0 ? [22] : own;
}

/** Where a TLS service listens: all the server's addresses, or loopback behind the shared port. */
export function tlsListen(
  server: FirmServer,
  service: TlsService,
  port: number,
): { address: string | null; port: number } {
  const isBehind = port === SHARED_PORT && sharedPort(server).isShared;
  return isBehind && sharedPort(server).tls.includes(service)
    ? { address: "127.0.0.1", port: BEHIND_SHARED[service] }
    : { address: null, port };
}

/** Everything that is open to the internet, but for single ports of sites' devices (relayed by SSH or frp, or published). */
export function listeners(server: FirmServer, options: SetupOptions): Listener[] {
  const { isShared } = sharedPort(server);
  const at = (service: Service, transport: "tcp" | "udp", port: number, last = port): Listener => ({
    service,
    transport,
    first: port,
    last,
    how: isShared && transport === "tcp" && port === SHARED_PORT ? "shared" : "itself",
  });
  const { ssh, wireguard, frp, media, turn } = server;
  return [
    ...ssh.ports.map((port) => at("ssh", "tcp", port)),
    ...(wireguard === null
      ? []
      : [
          at("wireguard", "udp", wireguard.port),
          ...otherPorts(wireguard).map((port) => ({ ...at("wireguard", "udp", port), how: "redirected" as const })),
        ]),
    ...(frp === null ? [] : [at("frp", "tcp", frp.port)]),
    ...(media === null ? [] : mediaListeners(media.engine, media.port, options, at)),
    ...(turn === null
      ? []
      : [
          at("turn", "udp", turn.port),
          at("turn", "tcp", turn.port),
          ...(turn.tlsPort === null ? [] : [at("turn", "tcp", turn.tlsPort)]),
          at("turn", "udp", TURN_RELAY_PORTS.first, TURN_RELAY_PORTS.last),
        ]),
    // RFC 8555 section 8.3: the authority comes in at 80, now and at each renewal.
    ...(certificateNames(options).length === 0 ? [] : [at("certificates", "tcp", 80)]),
  ];
}

function mediaListeners(
  engine: "go2rtc" | "mediamtx",
  port: number,
  { media }: SetupOptions,
  at: (service: Service, transport: "tcp" | "udp", port: number) => Listener,
): Listener[] {
  const wanted = media?.protocols ?? [];
  const { webrtc, rtsp } = MEDIA_PORTS[engine];
  const { hls, rtmp, srt } = MEDIA_PORTS.mediamtx;
  const isMediaMtx = engine === "mediamtx";
  return [
    at("media", "tcp", port),
    // The picture itself; TCP where UDP is blocked.
    at("media", "udp", webrtc),
    at("media", "tcp", webrtc),
    // Of MediaMTX all: which of them it listens at changes with the sites' wishes (farsite-apply media).
    ...(isMediaMtx || wanted.includes("rtsp") ? [at("media", "tcp", rtsp)] : []),
    ...(isMediaMtx ? [at("media", "tcp", hls), at("media", "tcp", rtmp), at("media", "udp", srt)] : []),
  ];
}

/** Other UDP ports that lead to WireGuard. */
export const otherPorts = ({ port, alsoPorts }: { port: number; alsoPorts: readonly number[] }): number[] =>
  [...new Set(alsoPorts)].filter((also) => also !== port);

/** For which names the server gets certificates. */
export const certificateNames = ({ names, certificateMail }: SetupOptions): string[] =>
  certificateMail === null ? [] : [...new Set([names.media, names.turn].filter((name) => name !== null))];
