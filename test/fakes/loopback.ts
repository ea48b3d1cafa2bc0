import { createSocket, type Socket } from "node:dgram";
import { createServer, isIPv6, type Server, type Socket as Connection } from "node:net";
import type { AddressInfo } from "node:net";

export const LOOPBACK = "127.0.0.1";
export const IPV6_LOOPBACK = "::1";

/** A UDP socket on a free port of a loopback address. */
export async function udpOn(address: string = LOOPBACK, port = 0): Promise<Socket> {
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, resolve);
  });
  socket.removeAllListeners("error");
  // Sending to a port that has closed meanwhile is no fault of the fake.
  socket.on("error", () => {});
  return socket;
}

/** A second host on this machine: 127.0.0.2, where the system lets one bind it (macOS does not: there it is 127.0.0.1). */
export async function secondHost(): Promise<string> {
  try {
    (await udpOn("127.0.0.2")).close();
    return "127.0.0.2";
  } catch {
    return LOOPBACK;
  }
}

export type TcpFake = { port: number; server: Server; close(): Promise<void> };

/** A TCP server, on a free port unless said; closing it also ends its connections. */
export async function tcpOn(
  address: string,
  onConnection: (connection: Connection) => void,
  port = 0,
): Promise<TcpFake> {
  const open = new Set<Connection>();
  const server = createServer((connection) => {
    open.add(connection);
    connection.on("close", () => open.delete(connection));
    connection.on("error", () => {});
    onConnection(connection);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () =>
      new Promise((resolve) => {
        for (const connection of open) connection.destroy();
        server.close(() => resolve());
      }),
  };
}

export const closeUdp = (socket: Socket): Promise<void> => new Promise((resolve) => socket.close(() => resolve()));

/** A port on which nobody listens: taken, and given back at once. */
export async function closedPort(): Promise<number> {
  const socket = await udpOn();
  const { port } = socket.address();
  await closeUdp(socket);
  return port;
}
