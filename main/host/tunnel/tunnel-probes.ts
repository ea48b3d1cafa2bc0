import { randomBytes } from "node:crypto";
import type { MeshLook, Remark, TurnLook } from "#core/contract/tunnel-calls.ts";
import { HostError } from "#core/contract/errors.ts";
import { meshFindings } from "#core/mesh/mesh-findings.ts";
import type { MeshReading } from "#core/mesh/mesh-status.ts";
import { message } from "#core/nat/diagnosis.ts";
import { formatIpv4Prefix, ipv4Number, prefixAround } from "#core/net/ipv4-prefix.ts";
import { judgeTurn } from "#core/relay/judge-turn.ts";
import { pickNearest } from "#core/relay/server-distance.ts";
import type { Settings } from "#core/survey/settings.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { MeshProduct, Tunnel } from "#core/tunnel/tunnel.ts";
import { judgeLegacyReach, type ReachFinding } from "#core/vpn/legacy/reach.ts";
import { sayWireGuardProbe } from "#core/wireguard/say-probe.ts";
import type { WireGuardProbe } from "#core/wireguard/probe.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { forwardsPackets, readMeshes } from "../mesh/read-meshes.ts";
import { checkTurn } from "../relay/turn-check.ts";
import { measureDistances } from "../relay/server-distance.ts";
import { addressesOf } from "../vpn/hub-name.ts";
import { askLegacyPorts } from "../vpn/legacy-reach.ts";
import { rememberedNames } from "../vpn/remembered-names.ts";
import { probeWireGuard, type WireGuardProbeOptions } from "../vpn/wireguard-probe.ts";
import { clockAheadMs } from "../vpn/world-clock.ts";
import { findingRemark, remark } from "./remarks.ts";
import type { ServerService } from "./server-service.ts";
import type { TunnelKeys } from "./tunnel-keys.ts";

export interface TunnelProbesOptions {
  environment: CheckEnvironment;
  settings: () => Settings;
  servers: ServerService;
  keys: TunnelKeys;
  /** Networks of other sites, for meshes in which two of them have one. */
  otherSites: (siteId: string | null) => { name: string; prefixes: string[] }[];
  now: () => Date;
}

/** A hub, and where it answers to others than WireGuard, so that its silence can be understood. */
export type AskedHub = Pick<WireGuardProbeOptions, "host" | "ports" | "serverPublicKey" | "presharedKey"> & {
  readonly tcpPorts: readonly number[];
  /** Null: it is no STUN server. */
  readonly stunPort: number | null;
};

/** What is asked from where this laptop is: the hub's handshake, TURN, other VPNs' ports, meshes on this laptop, distances. */
export class TunnelProbes {
  readonly #options: TunnelProbesOptions;
  readonly #names: ReturnType<typeof rememberedNames>;

  constructor(options: TunnelProbesOptions) {
    this.#options = options;
    this.#names = rememberedNames(options.environment.computer);
  }

  /**
   * Does the hub answer from here? By the probe's own key, or as the site, which only its gateway's first start comes after.
   *
   * @throws HostError SECRET_NOT_FOUND, BAD_INPUT
   */
  async wireGuard(
    server: FirmServer,
    site: { siteId: string; tunnel: Tunnel } | null,
    signal: AbortSignal,
  ): Promise<WireGuardProbe> {
    const hub = this.hubOf(server);
    const key = site ?? (await this.#options.servers.secrets.need(server.id, "probe"));
    return this.handshake(hub, key, signal);
  }

  /** @throws HostError BAD_INPUT */
  hubOf({ host, ssh, turn, wireguard }: FirmServer): AskedHub {
    if (wireguard === null) throw new HostError("BAD_INPUT", { detail: "this server is no WireGuard hub" });
    return {
      host,
      ports: [wireguard.port, ...wireguard.alsoPorts],
      serverPublicKey: wireguard.publicKey,
      presharedKey: null,
      tcpPorts: ssh.ports,
      stunPort: turn?.port ?? null,
    };
  }

  /**
   * The same of any hub: with a private key, or with a site's own.
   *
   * @throws HostError SECRET_NOT_FOUND; RangeError for keys and ports that can't be
   */
  async handshake(
    hub: AskedHub,
    key: string | { siteId: string; tunnel: Tunnel },
    signal: AbortSignal,
  ): Promise<WireGuardProbe> {
    const asSite = typeof key !== "string";
    const privateKey = asSite ? await this.#options.keys.site(key.siteId, key.tunnel) : key;
    const { environment, settings, now } = this.#options;
    const { stunServers, whoamiUrls } = settings();
    const { host, ports, serverPublicKey, presharedKey, tcpPorts, stunPort } = hub;
    const nowMs = (): number => now().getTime();
    return probeWireGuard(
      {
        host,
        ports: ports.slice(0, MAX_PORTS),
        serverPublicKey,
        privateKey,
        presharedKey,
        asSite,
        clockSkewMs: clockAheadMs({ urls: whoamiUrls, names: this.#names, now: nowMs }, signal),
        comparison: {
          tcpPorts,
          stunPortOnHost: stunPort,
          stunServers: stunServers.slice(0, MAX_PORTS),
          tcpServers: [...new Set(whoamiUrls.map(serverOf))].slice(0, MAX_PORTS),
        },
        computer: environment.computer,
        namesElsewhere: this.#names,
        now: nowMs,
      },
      signal,
    );
  }

  wireGuardRemark(probe: WireGuardProbe): Remark {
    const { title, meaning, next, notes } = sayWireGuardProbe(probe);
    return remark(answers(probe) ? "good" : "problem", title, [meaning, next, ...notes]);
  }

  /** @throws HostError SECRET_NOT_FOUND, BAD_INPUT */
  async turn(server: FirmServer, signal: AbortSignal): Promise<TurnLook> {
    const { turn } = server;
    if (turn === null) throw new HostError("BAD_INPUT", { detail: "this server has no TURN" });
    const secret = await this.#options.servers.secrets.need(server.id, "turn");
    const check = await checkTurn(
      {
        host: server.host,
        ways: [
          { transport: "udp", port: turn.port },
          { transport: "tcp", port: turn.port },
          ...(turn.tlsPort === null ? [] : [{ transport: "tls" as const, port: turn.tlsPort }]),
        ],
        access:
          turn.userName === null
            ? { kind: "secret", secret, user: "farsite" }
            : { kind: "login", userName: turn.userName, password: secret },
        now: this.#options.now,
        randomBytes: (length) => randomBytes(length),
      },
      signal,
    );
    const judged = judgeTurn(check);
    return {
      isGood: judged.works === "yes",
      says: judged.sentence,
      ways: judged.ways.map(({ way, state, sentence }) => ({
        transport: way.transport,
        port: way.port,
        isGood: state === "relays",
        rttMs: way.rttMs,
        relayedAddress: way.relayed?.address ?? null,
        says: sentence,
      })),
      details: judged.findings.map(({ text }) => text),
    };
  }

  async distances(servers: readonly FirmServer[], signal: AbortSignal) {
    const candidates = servers.map(({ id, name, host, ssh }) => ({ id, name, host, tcpPorts: ssh.ports }));
    const measured = await measureDistances(candidates, signal);
    const { sentence } = pickNearest(measured);
    return {
      servers: measured
        .map(({ id, rttMs }) => ({ serverId: id, rttMs }))
        .toSorted((a, b) => (a.rttMs ?? Infinity) - (b.rttMs ?? Infinity)),
      says: measured.length === 0 ? null : sentence,
    };
  }

  /** Does an OpenVPN or IPsec server answer from here? @throws HostError BAD_INPUT */
  async legacy(tunnel: Tunnel, signal: AbortSignal): Promise<ReachFinding[]> {
    const { computer } = this.#options.environment;
    const { addresses } = await addressesOf(tunnel.host ?? "", computer, signal);
    const [address] = addresses;
    if (address === undefined) throw new HostError("BAD_INPUT", { detail: `${tunnel.host ?? ""} was not found` });
    const isOpenVpn = tunnel.kind === "openvpn";
    const ports = tunnel.ports ?? [];
    const answers = await askLegacyPorts(
      address,
      {
        openVpnUdp: isOpenVpn ? (ports[0] ?? 1_194) : null,
        openVpnTcp: isOpenVpn ? (ports[1] ?? 443) : null,
        ipsec: !isOpenVpn,
        tlsCrypt: null,
      },
      signal,
      { nowMs: () => this.#options.now().getTime() },
    );
    return judgeLegacyReach(answers);
  }

  /** The meshes on this laptop, as far as they let themselves be asked; those that are not installed as well where one is named. */
  async meshes(siteId: string | null, product: MeshProduct | null): Promise<MeshLook[]> {
    const { computer } = this.#options.environment;
    const now = this.#options.now().getTime();
    const [readings, forwards] = await Promise.all([readMeshes(now), forwardsPackets()]);
    const lan = computer
      .readAdapters()
      .filter(({ adapterKind }) => adapterKind !== "loopback" && adapterKind !== "tunnel")
      .flatMap(({ addresses }) => addresses.flatMap(({ address, prefixLength }) => networkOf(address, prefixLength)));
    const otherSites = this.#options.otherSites(siteId);
    const looks = readings.map((reading): MeshLook => {
      const situation = { readings: [reading], lan, otherSites, platform: process.platform, forwards, now };
      return {
        product: productOf(reading),
        state: stateOf(reading),
        facts: factsOf(reading),
        remarks: meshFindings(situation).map(findingRemark),
      };
    });
    if (product === null) return looks;
    const found = looks.filter((look) => look.product === product);
    return found.length > 0 ? found : [{ product, state: "not-installed", facts: [], remarks: [] }];
  }
}

/** As many ports and servers as a probe asks. */
const MAX_PORTS = 4;

/** `host:port` of a page's server. */
function serverOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

export const answers = ({ outcome }: WireGuardProbe): boolean =>
  outcome === "answers" || outcome === "answers-on-other-port";

const productOf = (reading: MeshReading): MeshProduct =>
  reading.kind === "read" ? reading.status.product : reading.product;

function stateOf(reading: MeshReading): MeshLook["state"] {
  if (reading.kind === "no-rights") return "no-rights";
  if (reading.kind !== "read") return "stopped";
  if (reading.status.state === "running") return "running";
  return reading.status.state === "needs-login" || reading.status.state === "needs-approval"
    ? "needs-login"
    : "stopped";
}

function factsOf(reading: MeshReading): MeshLook["facts"] {
  if (reading.kind !== "read") return [];
  const { version, name, network, addresses, advertised, approved, peers } = reading.status;
  const told: [string, string | null][] = [
    ["version", version],
    ["name", name],
    ["network", network],
    ["addresses", addresses.join(", ")],
    ["advertised", advertised === null ? null : advertised.join(", ")],
    ["approved", approved === null ? null : approved.join(", ")],
  ];
  const facts = told.flatMap(([key, text]) =>
    text === null || text === ""
      ? []
      : [{ label: message(`tunnel.mesh.${key}`), value: message("tunnel.value", { text }) }],
  );
  const paths = { direct: 0, relayed: 0, idle: 0 };
  for (const { path } of peers) paths[path.kind] += 1;
  return [...facts, { label: message("tunnel.mesh.peers"), value: message("tunnel.mesh.paths", paths) }];
}

const networkOf = (address: string, prefixLength: number): string[] => {
  const number = ipv4Number(address);
  return number === undefined ? [] : [formatIpv4Prefix(prefixAround(number, prefixLength))];
};
