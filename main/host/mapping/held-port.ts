import { createSocket } from "node:dgram";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { canonicalAddress } from "#core/net/ip-address.ts";
import type { Transport } from "#core/nat/observation.ts";

/** Something that came in at a held port. `answer` sends bytes back to where it came from. */
export type Arrival = { bytes: Uint8Array; from: string; answer(bytes: Uint8Array): void };

export type HeldPort = {
  transport: Transport;
  family: 4 | 6;
  port: number;
  /** Whom arrivals are shown to; without anybody they are dropped unread. */
  onArrival: ((arrival: Arrival) => void) | null;
  release(): void;
};

/** Arrivals looked at: a flood must not keep the check busy. */
const MAX_ARRIVALS = 64;
/** More than what a test from outside sends. */
const MAX_BYTES = 512;
/** Long enough for a packet that follows the handshake over a satellite. */
const CONNECTION_MS = 2_000;

/**
 * Holds a free port of the laptop while a test mapping points at it, so that the test never exposes a program that happens
 * to listen there.
 *
 * @throws the system's error when none can be had
 */
export function holdPort(transport: Transport, family: 4 | 6 = 4): Promise<HeldPort> {
  return transport === "udp" ? holdUdpPort(family) : holdTcpPort(family);
}

const ANY_ADDRESS = { 4: "0.0.0.0", 6: "::" } as const;

async function holdUdpPort(family: 4 | 6): Promise<HeldPort> {
  const socket = createSocket({ type: family === 4 ? "udp4" : "udp6", ipv6Only: family === 6 });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, ANY_ADDRESS[family], () => resolve());
  });
  const { port } = socket.address();
  const held: HeldPort = { transport: "udp", family, port, onArrival: null, release: () => socket.close() };
  let seen = 0;
  socket.on("message", (bytes, { address, port: fromPort }) => {
    if (held.onArrival === null || ++seen > MAX_ARRIVALS || bytes.length > MAX_BYTES) return;
    const answer = (back: Uint8Array): void => socket.send(back, fromPort, address, () => {});
    held.onArrival({ bytes, from: canonicalAddress(address) ?? address, answer });
  });
  // "Port unreachable" of somebody who was answered.
  socket.on("error", () => {});
  return held;
}

async function holdTcpPort(family: 4 | 6): Promise<HeldPort> {
  const open = new Set<Socket>();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: ANY_ADDRESS[family], ipv6Only: family === 6 }, () => resolve());
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server that listens has such an address
  const { port } = server.address() as AddressInfo;
  const release = (): void => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  const held: HeldPort = { transport: "tcp", family, port, onArrival: null, release };
  let seen = 0;
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    const from = canonicalAddress(socket.remoteAddress ?? "") ?? "";
    const answer = (bytes: Uint8Array): void => void socket.write(bytes);
    if (held.onArrival === null || ++seen > MAX_ARRIVALS) socket.destroy();
    else readFirst(socket, (bytes) => held.onArrival?.({ bytes, from, answer }));
  });
  return held;
}

/** What a connection brings before its end or its time is over. */
function readFirst(socket: Socket, show: (bytes: Uint8Array) => void): void {
  const chunks: Uint8Array[] = [];
  let length = 0;
  socket.setTimeout(CONNECTION_MS, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Uint8Array) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > MAX_BYTES) socket.destroy();
    else show(Buffer.concat(chunks));
  });
}
