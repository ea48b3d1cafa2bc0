import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { Socket as UdpSocket } from "node:dgram";
import type { Socket } from "node:net";
import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import type { VantagePort, ViewAnswer } from "#core/vantage/vantage-api.ts";
import { Connections } from "./connections.ts";
import { dialer, type Dial } from "./dial.ts";
import { apiListener, type LogEntry } from "./http-api.ts";
import { KeyRing, type Technician } from "./key-ring.ts";
import { usualLimits, type Limits } from "./limits.ts";
import { Metrics } from "./metrics.ts";
import { prove, type Prove } from "./prove.ts";
import { stunServer } from "./stun-server.ts";
import { udpEcho } from "./udp-echo.ts";

/** PEM. */
export type Certificate = { cert: string; key: string };

export type VantageOptions = {
  /** The one without a name; null: only technicians have tokens. */
  token: string | null;
  technicians?: readonly Technician[];
  /** Where to listen; `optional`: not an error when this machine lacks that kind of address. */
  listen: readonly (Endpoint & { optional?: boolean })[];
  /** Further ports to answer on, at the same addresses. */
  ports: readonly VantagePort[];
  /** Where to answer STUN besides, at the same addresses; null: nowhere. */
  stun?: { port: number; otherPort: number } | null;
  /** Null: plain HTTP. */
  tls: Certificate | null;
  limits?: Limits;
  /** A test's own, to see who is dialled. */
  dial?: Dial;
  prove?: Prove;
  now?: () => number;
  log?: (entry: LogEntry) => void;
};

export type PortState = ViewAnswer["ports"][number];

export type RunningVantage = {
  /** Where it listens, with the ports that the system chose for 0. */
  listening: readonly Endpoint[];
  ports: readonly PortState[];
  metrics: Metrics;
  /** Who may ask from now on, besides the one token without a name. */
  setTechnicians(technicians: readonly Technician[]): void;
  /** For connections from now on. Throws what is wrong with it; the one before stays then. */
  setCertificate(certificate: Certificate): void;
  close(): Promise<void>;
};

/** A request is a few hundred bytes, and an upload five seconds: who needs longer holds the line on purpose. */
const REQUEST_MS = 8_000;
const HEADERS_MS = 5_000;
/** How often the two above are looked at. */
const LOOK_MS = 1_000;
/** Between the requests of a check lies the time of a test mapping. */
const IDLE_MS = 6_000;
const MAX_HEADER_BYTES = 8_192;
const REQUESTS_PER_CONNECTION = 64;

/**
 * The firm's outside test server. It keeps nothing, and talks to nobody but who talks to it.
 *
 * @throws the system's error when one of `listen` can't be had, unless that is optional and another one can
 */
export async function startVantage(options: VantageOptions): Promise<RunningVantage> {
  const { limits = usualLimits, log = () => {}, stun = null } = options;
  const keys = new KeyRing(options.token, options.technicians);
  const metrics = new Metrics();
  const connections = new Connections(limits, metrics);
  metrics.gauge("farsite_vantage_connections", "Connections that stand now.", () => connections.count);
  const ports: PortState[] = [];
  const api = apiListener({
    keys,
    dial: options.dial ?? ((target, signal, hmac) => dialer(hmac)(target, signal)),
    prove: options.prove ?? prove,
    limits,
    metrics,
    listenAddresses: options.listen.map(({ address }) => canonicalAddress(address) ?? address),
    ports: () => ports,
    now: options.now ?? Date.now,
    trust: (socket) => connections.trust(socket),
    log,
  });
  const servers: (Server | HttpsServer)[] = [];
  const sockets: UdpSocket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.close();
    await Promise.all(servers.map(closed));
  };

  const listen = async (endpoint: Endpoint): Promise<Endpoint> => {
    const server = newServer(options.tls);
    server.on("request", api);
    server.on("connection", (socket: Socket) => connections.admit(socket));
    await listening(server, endpoint);
    servers.push(server);
    const bound = server.address();
    return {
      address: endpoint.address,
      port: bound !== null && typeof bound === "object" ? bound.port : endpoint.port,
    };
  };
  const openUdp = udpEcho(keys, limits, metrics);
  const stunAnswers = stunServer(limits, metrics);
  const isStunPort = (port: number): boolean => stun !== null && (port === stun.port || port === stun.otherPort);
  const openDatagrams = async (endpoint: Endpoint): Promise<void> => {
    const forStun = isStunPort(endpoint.port);
    const socket = await openUdp(
      endpoint,
      forStun ? (bytes, from) => stunAnswers.handle(bytes, from, endpoint) : undefined,
    );
    sockets.push(socket);
    if (forStun) stunAnswers.add(socket, endpoint);
  };
  const open = async ({ transport, port }: VantagePort): Promise<string | null> => {
    const endpoints = main.map(({ address }) => ({ address, port }));
    // The API answers there already.
    const further = endpoints.filter((e) => transport === "udp" || !main.some((m) => sameEndpoint(m, e)));
    const opened = further.map((endpoint) => (transport === "udp" ? openDatagrams(endpoint) : listen(endpoint)));
    const failed = (await Promise.allSettled(opened)).find((outcome) => outcome.status === "rejected");
    return failed ? problemOf(failed.reason) : null;
  };

  let main: readonly Endpoint[] = [];
  try {
    main = await listenAll(options.listen, listen);
    for (const port of options.ports) ports.push({ ...port, problem: await open(port) });
    // Ports that are only there for STUN are nothing a site is asked about.
    const isThere = (port: number): boolean =>
      options.ports.some((one) => one.transport === "udp" && one.port === port);
    const onlyStun = stun === null ? [] : [stun.port, stun.otherPort].filter((port) => !isThere(port));
    for (const port of onlyStun) await open({ transport: "udp", port });
    return {
      listening: main,
      ports,
      metrics,
      setTechnicians: (technicians) => keys.replace(technicians),
      setCertificate: (certificate) => {
        for (const server of servers) if ("setSecureContext" in server) server.setSecureContext(certificate);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listenAll(
  wanted: VantageOptions["listen"],
  listen: (endpoint: Endpoint) => Promise<Endpoint>,
): Promise<Endpoint[]> {
  const bound: Endpoint[] = [];
  for (const [index, { optional = false, ...endpoint }] of wanted.entries()) {
    try {
      bound.push(await listen(endpoint));
    } catch (error) {
      // Of several optional ones the last has to be had.
      if (!optional || (bound.length === 0 && index === wanted.length - 1)) throw error;
    }
  }
  return bound;
}

function newServer(tls: Certificate | null): Server | HttpsServer {
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    connectionsCheckingInterval: LOOK_MS,
  };
  const server = tls === null ? createHttpServer(limits) : createHttpsServer({ ...limits, ...tls });
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
  return server;
}

function listening(server: Server | HttpsServer, { address, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // IPv4 callers come by IPv4: an IPv6 socket would show them under IPv4-mapped addresses.
    server.listen({ host: address, port, ipv6Only: isIpv6(address) }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function closed(server: Server | HttpsServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const sameEndpoint = (a: Endpoint, b: Endpoint): boolean => a.address === b.address && a.port === b.port;

function problemOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
