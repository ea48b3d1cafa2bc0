import { createHmac } from "node:crypto";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket as UdpSocket } from "node:dgram";
import { canonicalAddress, isIpv6 } from "#core/net/ip-address.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import type { VantagePort, ViewAnswer } from "#core/vantage/vantage-api.ts";
import { dialer, type Dial } from "./dial.ts";
import { apiListener, type LogEntry } from "./http-api.ts";
import { AtOnce, limitKey, usualLimits, type Limits } from "./limits.ts";
import { udpEcho } from "./udp-echo.ts";

export type VantageOptions = {
  token: string;
  /** Where to listen; `optional`: not an error when this machine lacks that kind of address. */
  listen: readonly (Endpoint & { optional?: boolean })[];
  /** Further ports to answer on, at the same addresses. */
  ports: readonly VantagePort[];
  /** PEM; null: plain HTTP. */
  tls: { cert: string; key: string } | null;
  limits?: Limits;
  /** A test's own, to see who is dialled. */
  dial?: Dial;
  now?: () => number;
  log?: (entry: LogEntry) => void;
};

export type PortState = ViewAnswer["ports"][number];

export type RunningVantage = {
  /** Where it listens, with the ports that the system chose for 0. */
  listening: readonly Endpoint[];
  ports: readonly PortState[];
  close(): Promise<void>;
};

/** A request is a few hundred bytes: who needs seconds for it holds the line on purpose. */
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
  const { limits = usualLimits, log = () => {} } = options;
  const hmac = (input: string | Uint8Array): Uint8Array => createHmac("sha256", options.token).update(input).digest();
  const ports: PortState[] = [];
  const api = apiListener({
    hmac,
    dial: options.dial ?? dialer(hmac),
    limits,
    listenAddresses: options.listen.map(({ address }) => canonicalAddress(address) ?? address),
    ports: () => ports,
    now: options.now ?? Date.now,
    log,
  });
  const connections = new AtOnce(limits.connectionsPerCaller, limits.connections);
  const servers: Server[] = [];
  const sockets: UdpSocket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.close();
    await Promise.all(servers.map(closed));
  };

  const listen = async (endpoint: Endpoint): Promise<Endpoint> => {
    const server = newServer(options.tls);
    server.on("request", api);
    admitConnections(server, connections);
    await listening(server, endpoint);
    servers.push(server);
    const bound = server.address();
    return {
      address: endpoint.address,
      port: bound !== null && typeof bound === "object" ? bound.port : endpoint.port,
    };
  };
  const echo = udpEcho(hmac, limits);
  const open = async (transport: VantagePort["transport"], endpoint: Endpoint): Promise<void> => {
    if (transport === "udp") sockets.push(await echo(endpoint.address, endpoint.port));
    else await listen(endpoint);
  };

  try {
    const main = await listenAll(options.listen, listen);
    for (const { transport, port } of options.ports) {
      const endpoints = main.map(({ address }) => ({ address, port }));
      // The API answers there already.
      const further = endpoints.filter((e) => transport === "udp" || !main.some((m) => sameEndpoint(m, e)));
      const outcomes = await Promise.allSettled(further.map((endpoint) => open(transport, endpoint)));
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      ports.push({ transport, port, problem: failed ? problemOf(failed.reason) : null });
    }
    return { listening: main, ports, close };
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

function newServer(tls: VantageOptions["tls"]): Server {
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

/** Counts every connection, also one that never says a word, and refuses what is too many at once. */
function admitConnections(server: Server, connections: AtOnce): void {
  server.on("connection", (socket) => {
    const end = connections.begin(limitKey(canonicalAddress(socket.remoteAddress ?? "") ?? ""));
    if (end === null) socket.destroy();
    else socket.once("close", end);
  });
}

function listening(server: Server, { address, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // IPv4 callers come by IPv4: an IPv6 socket would show them under IPv4-mapped addresses.
    server.listen({ host: address, port, ipv6Only: isIpv6(address) }, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const sameEndpoint = (a: Endpoint, b: Endpoint): boolean => a.address === b.address && a.port === b.port;

function problemOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
