import { randomBytes, randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { wishedMbps } from "#core/advice/bandwidth.ts";
import { HostError } from "#core/contract/errors.ts";
import type { Device } from "#core/lan/device.ts";
import { mainStreamPath } from "#core/lan/picture-paths.ts";
import { readViaPrefix, viaAddress } from "#core/mesh/four-via-six.ts";
import { message, type Message } from "#core/nat/diagnosis.ts";
import { inPrefix, sameAddress } from "#core/net/ip-address.ts";
import {
  PROOF_RECORD_VERSION,
  type ProofOrigin,
  type ProofRecord,
  type ProofResult,
} from "#core/proof/proof-record.ts";
import { behindRelay } from "#core/proof/hosted-answer.ts";
import type { ProofHello } from "#core/proof/proof-hello.ts";
import type { ThroughAnswer } from "#core/proof/through-answer.ts";
import { publishedAddress } from "#core/server-setup/published-ports.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { routeOfTunnel, type PublishedPort, type Tunnel } from "#core/tunnel/tunnel.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { askThrough, proveReconnect, type ThroughOptions } from "../proof/through-path.ts";
import type { SshLine } from "../relay/ssh-line.ts";
import { connectTcp } from "../relay/ssh-socket.ts";
import { lastDevices } from "../store/last-records.ts";
import type { Store } from "../store/open-store.ts";
import type { VaultService } from "../vault/vault-service.ts";
import { insideAnswer } from "./inside-answer.ts";
import type { ServerService } from "./server-service.ts";

type ProveEffect = Extract<TunnelEffect, { kind: "prove-through" }>;
type Target = ProveEffect["targets"][number];

export interface TunnelProverOptions {
  store: () => Store;
  servers: ServerService;
  vault: () => Pick<VaultService, "secretOf">;
  environment: CheckEnvironment;
  /** Cuts the line of a tunnel that this laptop holds open, which then comes back by itself; null: it holds none. */
  cut: (tunnelId: string) => (() => Promise<void>) | null;
  technician: () => string | null;
  version: string;
  now: () => Date;
}

const HELLOS: Readonly<Record<ThroughOptions["use"], ProofHello>> = {
  rtsp: "rtsp",
  http: "http",
  https: "https",
  tcp: "banner",
};
/** A server lets go of a port 60 s after the line before died; agents begin again within 30 s, and Farsite every two. */
const PATIENCE_MS = 75_000;

/** What a test is doing, as it happens. */
export type ProveStep =
  | { kind: "way-open"; origin: ProofOrigin }
  | { kind: "asking"; device: { address: string; port: number }; called: { address: string; port: number } }
  | { kind: "cutting" }
  | { kind: "asked"; result: ProofResult };

const UNHEARD = (): void => undefined;

/** From where a tunnel's devices are asked. */
interface Way {
  origin: ProofOrigin;
  /** What is called for a device: an address on the server's side of the tunnel. */
  called(target: Target): { address: string; port: number };
  /** The relay's own end is called: it has a name and a certificate of its own, and answers whether or not anybody is behind it. */
  isRelay: boolean;
  connect(to: { address: string; port: number }, signal: AbortSignal): Promise<Duplex>;
  close(): void;
}

/** As one test keeps. */
const MOST_TARGETS = 16;
/** A line that comes and goes every few seconds is seen up by one of them. */
const LOOKS_AGAIN = 3;
/** Long enough for a picture of every kind to have come. */
const STREAM_SECONDS = 5;

/**
 * Proves a tunnel end to end: a device is asked in its own protocol through the finished path, from the far side. Through the firm's server
 * (an SSH channel that begins there), or from this laptop where it is in the VPN and not in the site's own network.
 */
export class TunnelProver {
  readonly #options: TunnelProverOptions;

  constructor(options: TunnelProverOptions) {
    this.#options = options;
  }

  /**
   * One test of the tunnel's devices, kept in the survey.
   *
   * @throws HostError SITE_NOT_FOUND, TUNNEL_NOT_FOUND, SERVER_NOT_FOUND, SERVER_REFUSED: nobody gets in there; BAD_INPUT: from here
   *   there is no way into the tunnel
   */
  async prove(
    siteId: string,
    effect: Omit<ProveEffect, "kind">,
    signal: AbortSignal,
    onStep: (step: ProveStep) => void = UNHEARD,
  ): Promise<ProofRecord> {
    const { store, now, technician, version } = this.#options;
    const document = store().document(siteId);
    const tunnel = document.tunnels.find(({ id }) => id === effect.tunnelId);
    if (tunnel === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    const startedAt = now().toISOString();
    const startedMs = performance.now();
    const wantedMbps = wishedMbps(routeOfTunnel(tunnel), document.wishes);
    const site = { wantedMbps, devices: lastDevices(store(), siteId, document) };
    const login = effect.accountId === null ? null : await this.#login(siteId, effect.accountId);
    const way = await this.#way(tunnel, signal);
    onStep({ kind: "way-open", origin: way.origin });
    try {
      const results: ProofResult[] = [];
      const { reconnect } = effect;
      for (const target of effect.targets) {
        const result = await this.#ask({ ...site, way, tunnel, target, login, reconnect, onStep }, signal);
        signal.throwIfAborted();
        onStep({ kind: "asked", result });
        results.push(result);
      }
      const record: ProofRecord = {
        format: "farsite-proof",
        version: PROOF_RECORD_VERSION,
        proofId: randomUUID(),
        startedAt,
        durationMs: Math.round(performance.now() - startedMs),
        farsiteVersion: version,
        by: technician(),
        origin: way.origin,
        publicAddress: null,
        results,
      };
      store().saveProof({ siteId, record });
      return record;
    } finally {
      way.close();
    }
  }

  /** All devices that the survey says are behind the tunnel. @throws HostError as `prove` */
  proveAll(
    request: { siteId: string; tunnelId: string; reconnect: boolean; accountId?: string | null },
    signal: AbortSignal,
    onStep: (step: ProveStep) => void = UNHEARD,
  ): Promise<ProofRecord> {
    const { siteId, tunnelId, reconnect, accountId = null } = request;
    const tunnel = this.#options
      .store()
      .document(siteId)
      .tunnels.find(({ id }) => id === tunnelId);
    if (tunnel === undefined) throw new HostError("TUNNEL_NOT_FOUND");
    const targets = tunnel.published
      .filter(({ transport }) => transport === "tcp")
      .slice(0, MOST_TARGETS)
      .map(({ deviceId, address, port, use }) => ({ deviceId: deviceId ?? null, address, port, use }));
    if (targets.length === 0) throw new HostError("BAD_INPUT", { detail: "no device is named that could be asked" });
    return this.prove(siteId, { tunnelId, targets, accountId, reconnect }, signal, onStep);
  }

  async #login(siteId: string, accountId: string): Promise<ThroughOptions["login"]> {
    const { account, password } = await this.#options.vault().secretOf(siteId, accountId);
    // Whoever names it: a tunnel's own key is nothing to show to a device.
    if (account.kind === "vpn-key") throw new HostError("BAD_INPUT", { detail: "this is the key of a tunnel" });
    return { userName: account.userName ?? "", password };
  }

  async #way(tunnel: Tunnel, signal: AbortSignal): Promise<Way> {
    const server = this.#options.servers.all().find(({ id }) => id === tunnel.serverId) ?? null;
    if (tunnel.kind === "hosted") return hostedWay(tunnel, this.#isNear(tunnel.host ?? ""));
    const own = this.#inVpn(tunnel, server);
    if (own !== null) return own;
    if (server === null) throw new HostError("BAD_INPUT", { detail: "this laptop is not in the VPN" });
    return this.#throughServer(tunnel, server, signal);
  }

  /** Whether an address is in a network that this laptop is in, without any VPN. */
  #isNear(host: string): boolean {
    return this.#options.environment.computer
      .readAdapters()
      .filter(({ adapterKind }) => adapterKind !== "tunnel" && adapterKind !== "loopback")
      .flatMap(({ addresses }) => addresses)
      .some(({ address, prefixLength }) => inPrefix(host, `${address}/${prefixLength}`));
  }

  /** This laptop is in the VPN itself, and not in the site's network, where the way would not be the tunnel's. */
  #inVpn(tunnel: Tunnel, server: FirmServer | null): Way | null {
    const adapters = this.#options.environment.computer.readAdapters();
    const addresses = adapters.flatMap((adapter) => adapter.addresses.map(({ address }) => ({ adapter, address })));
    const isAtSite =
      tunnel.lan != null &&
      addresses.some(({ adapter, address }) => adapter.adapterKind !== "tunnel" && inPrefix(address, tunnel.lan ?? ""));
    const pool = server?.wireguard?.tunnelPool ?? null;
    const isInside = addresses.some(({ adapter, address }) =>
      pool === null ? adapter.adapterKind === "tunnel" : inPrefix(address, pool),
    );
    if (isAtSite || !isInside || tunnel.kind === "ssh" || tunnel.kind === "frp") return null;
    return {
      isRelay: false,
      origin: { kind: "vpn", address: null },
      called: ({ address, port }) => ({ address: calledAs(tunnel, address), port }),
      connect: byTcp,
      close: () => undefined,
    };
  }

  async #throughServer(tunnel: Tunnel, server: FirmServer, signal: AbortSignal): Promise<Way> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { promise: opened, resolve: open } = Promise.withResolvers<SshLine>();
    const visit = this.#options.servers.visit(
      server,
      async (line) => {
        open(line);
        await ended;
      },
      signal,
    );
    const line = await Promise.race([opened, visit.then(({ look }) => look)]);
    if ("outcome" in line) throw this.#options.servers.refusal(line);
    return {
      isRelay: false,
      origin: { kind: "server", host: server.host, address: null },
      called: (target) => {
        if (tunnel.kind === "ssh" || tunnel.kind === "frp") {
          return { address: "127.0.0.1", port: publishedAt(tunnel, target).serverPort };
        }
        return { address: calledAs(tunnel, target.address), port: target.port };
      },
      connect: async (to, abort) => {
        const forwarded = await line.forwardOut({ host: to.address, port: to.port }, abort);
        if (forwarded.kind === "open") return forwarded.channel;
        throw new Error(forwarded.why);
      },
      close: () => {
        end();
        line.close();
      },
    };
  }

  async #ask(
    test: {
      way: Way;
      tunnel: Tunnel;
      target: Target;
      devices: readonly Device[];
      wantedMbps: number | null;
      login: ThroughOptions["login"];
      reconnect: boolean;
      onStep: (step: ProveStep) => void;
    },
    signal: AbortSignal,
  ): Promise<ProofResult> {
    const { way, tunnel, target, devices, wantedMbps, login, reconnect, onStep } = test;
    const { environment, now } = this.#options;
    const called = way.called(target);
    onStep({ kind: "asking", device: { address: target.address, port: target.port }, called });
    const use = protocolOf(way.isRelay ? { ...called, use: target.use } : target);
    const inside = await insideAnswer(target, HELLOS[protocolOf(target)], environment.computer.readAdapters(), signal);
    const options: ThroughOptions = {
      connect: (abort) => way.connect(called, abort),
      use,
      device: way.isRelay ? called : { address: target.address, port: target.port },
      inside: way.isRelay ? null : inside,
      login,
      // A relay that is somebody else's could say that the device wants it in the clear.
      mayTellPassword: !way.isRelay,
      streamPath: streamPath(target, devices),
      seconds: login === null ? 0 : STREAM_SECONDS,
      wantedMbps,
      randomBytes: (length) => randomBytes(length),
      looksAgain: LOOKS_AGAIN,
    };
    const heard = await askThrough(options, signal);
    const answered = way.isRelay && heard.answer !== null && heard.trouble === null;
    const behind = answered ? behindRelay(heard, inside) : null;
    const answer = { ...heard, ...behind };
    const cut = reconnect ? this.#options.cut(tunnel.id) : null;
    if (cut !== null && answer.trouble === null) onStep({ kind: "cutting" });
    const again =
      cut !== null && answer.trouble === null
        ? await proveReconnect({ ...options, cut, patienceMs: PATIENCE_MS }, signal)
        : null;
    // Where it did not answer before the cut either, nothing was cut.
    const cutOnce = again?.before === true ? { backAfterMs: again.backAfterMs, waitedMs: PATIENCE_MS } : null;
    const result = resultOf({ tunnel, called, answer, wantedMbps, reconnect: cutOnce, at: now() });
    return behind === null ? result : { ...result, strength: behind.strength };
  }
}

/** At which port of the server's a relay has a device. Any other port there is the server's own, or another site's. @throws HostError BAD_INPUT */
function publishedAt({ published }: Tunnel, { address, port }: Pick<Target, "address" | "port">): PublishedPort {
  const found = published.find((one) => one.port === port && sameAddress(one.address, address));
  if (found === undefined) throw new HostError("BAD_INPUT", { detail: `${address}:${port} is not behind this relay` });
  return found;
}

/** What a hosted relay gave out: an address on the internet, called from wherever this laptop is. */
function hostedWay({ host, ports, published }: Tunnel, isNear: boolean): Way {
  if (host == null || ports?.[0] === undefined) throw new HostError("BAD_INPUT", { detail: "no address is known yet" });
  // A relay that is reached by the device's own address: at the site that would be the way past it.
  if (isNear) throw new HostError("BAD_INPUT", { detail: `this laptop is in the network of ${host} itself` });
  const [first] = ports;
  return {
    isRelay: true,
    origin: { kind: "server", host, address: null },
    called: (target) => {
      const own = published.find(({ address, port }) => address === target.address && port === target.port);
      return { address: host, port: own?.serverPort ?? first };
    },
    connect: byTcp,
    close: () => undefined,
  };
}

/** A device as the far side of the tunnel calls it. */
function calledAs({ lan, mapped }: Tunnel, address: string): string {
  if (mapped == null) return address;
  const via = readViaPrefix(mapped);
  return via === undefined ? publishedAddress(address, lan ?? null, mapped) : viaAddress(via.site, address);
}

/** Where its maker documents the main stream; "/" is what gateways and simple cameras take. */
function streamPath({ address }: Target, devices: readonly Device[]): string {
  const device = devices.find(({ addresses }) => addresses.some((one) => sameAddress(one.address, address)));
  const brand = device?.brand?.value;
  return (brand === undefined ? undefined : mainStreamPath(brand)) ?? "/";
}

function protocolOf({ use, port }: Pick<Target, "use" | "port">): ThroughOptions["use"] {
  if (use === "stream") return "rtsp";
  if (use !== "web") return "tcp";
  return port === 443 || port === 8_443 ? "https" : "http";
}

function resultOf(found: {
  tunnel: Tunnel;
  called: { address: string; port: number };
  answer: ThroughAnswer;
  wantedMbps: number | null;
  reconnect: NonNullable<ProofResult["reconnect"]> | null;
  at: Date;
}): ProofResult {
  const { tunnel, called, answer, wantedMbps, reconnect, at } = found;
  const { connectMs, rttMs, stream, trouble, remark, raw, sameDevice } = answer;
  const outcome = outcomeOf(answer);
  return {
    forwardId: null,
    tunnelId: tunnel.id,
    target: "device",
    transport: "tcp",
    ...called,
    outcome,
    strength: outcome === "answered" ? "proof" : "none",
    remark,
    answer: answer.answer,
    sameDevice,
    connectMs,
    firstByteMs: null,
    rttMs: median(rttMs),
    stream:
      stream === null
        ? null
        : {
            copies: stream.copies,
            mbps: stream.mbps,
            seconds: stream.seconds,
            lostPackets: stream.lostPackets,
            codec: stream.codec,
            wantedMbps,
          },
    reconnect,
    at: at.toISOString(),
    trouble: trouble ?? silence(outcome),
    raw,
  };
}

function outcomeOf({ connectMs, answer, sameDevice }: ThroughAnswer): ProofResult["outcome"] {
  if (connectMs === null) return "silent";
  if (answer === null) return "connected";
  return sameDevice === "no" ? "stranger" : "answered";
}

const silence = (outcome: ProofResult["outcome"]): Message | null =>
  outcome === "silent" ? message("through.trouble.silent") : null;

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

const byTcp: Way["connect"] = ({ address, port }, signal) => connectTcp({ host: address, port }, signal);
