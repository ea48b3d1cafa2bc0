import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { once } from "node:events";
import ssh2, { type Connection, type ServerChannel } from "ssh2";
import { generateSshKeyPair, type SshKeyPair } from "#host/relay/ssh-keys.ts";
import { LOOPBACK } from "./loopback.ts";

/** As sshd does it. `pipe` would not do: this half of the engine closes a channel at the first end of either side. */
function joined(socket: Socket, channel: ServerChannel): void {
  socket.pipe(channel, { end: false });
  channel.pipe(socket);
  socket.on("end", () => channel.write("", () => channel.eof()));
}

/** An SSH server on loopback, made of the engine's other half, that lets one key in. */
export interface FakeSshServer {
  readonly port: number;
  readonly hostKey: SshKeyPair;
  readonly userKey: SshKeyPair;
  /** Further keys that are let in, as lines ("ssh-ed25519 AAAA..."). */
  readonly letsIn: Set<string>;
  /** Log-ins that were let in. */
  logins: number;
  /** Ports that it does not listen at, whoever asks. */
  readonly refusedPorts: Set<number>;
  /** What it does with a command. */
  onExec: (channel: ServerChannel, command: string) => void;
  /** A command channel is not even opened. */
  refusesExec: boolean;
  /** Channels lead to what listens on loopback; else they say back what they hear. */
  reaches: boolean;
  /** Requests stay without an answer. */
  isMute: boolean;
  readonly connections: Set<Connection>;
  /** Where it listens for a tunnel; undefined: nowhere. */
  listensAt(port: number): boolean;
  close(): Promise<void>;
}

export async function createSshServer({
  ident = "OpenSSH_9.2p1 fake",
  hostKey = generateSshKeyPair(),
  port = 0,
} = {}): Promise<FakeSshServer> {
  const userKey = generateSshKeyPair();
  const listeners = new Map<number, Server>();
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey], ident });
  const fake: FakeSshServer = {
    port: 0,
    hostKey,
    userKey,
    letsIn: new Set(),
    logins: 0,
    refusedPorts: new Set(),
    onExec: (channel) => channel.close(),
    refusesExec: false,
    reaches: false,
    isMute: false,
    connections: new Set(),
    listensAt: (at) => listeners.has(at),
    close: async () => {
      for (const connection of fake.connections) connection.end();
      for (const listener of listeners.values()) listener.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  server.on("connection", (connection) => {
    fake.connections.add(connection);
    const own = new Set<number>();
    connection.on("error", () => undefined);
    connection.on("close", () => {
      fake.connections.delete(connection);
      for (const at of own) {
        listeners.get(at)?.close();
        listeners.delete(at);
      }
    });
    connection.on("authentication", (context) => {
      const blobs = [userKey.publicKey, ...fake.letsIn].map((line) => line.split(" ")[1]);
      if (context.method !== "publickey" || !blobs.includes(context.key.data.toString("base64")))
        return context.reject();
      fake.logins += context.signature === undefined ? 0 : 1;
      context.accept();
    });
    connection.on("request", (accept, reject, name, info) => {
      if (fake.isMute) return;
      if (name !== "tcpip-forward") return reject?.();
      const { bindAddr, bindPort } = info;
      if (fake.refusedPorts.has(bindPort) || listeners.has(bindPort)) return reject?.();
      const listener = createServer({ allowHalfOpen: true }, (socket) => {
        connection.forwardOut(bindAddr, bindPort, LOOPBACK, socket.remotePort ?? 0, (error, channel) => {
          if (error) socket.destroy();
          else joined(socket, channel);
        });
        socket.on("error", () => undefined);
      });
      own.add(bindPort);
      listeners.set(bindPort, listener);
      // As sshd where somebody else listens at that port.
      listener.once("error", () => {
        listeners.delete(bindPort);
        reject?.();
      });
      listener.listen(bindPort, LOOPBACK, () => accept?.());
    });
    connection.on("session", (accept, reject) => {
      if (fake.refusesExec) return reject();
      accept().on("exec", (acceptExec, _reject, { command }) => fake.onExec(acceptExec(), command));
    });
    connection.on("tcpip", (accept, reject, { destPort }) => {
      if (destPort === 1) return reject();
      if (fake.reaches) {
        const socket = connect({ host: LOOPBACK, port: destPort, allowHalfOpen: true });
        socket.once("connect", () => joined(socket, accept()));
        socket.once("error", () => reject());
        return;
      }
      const channel = accept();
      channel.on("data", (chunk: Buffer) => channel.write(chunk));
      channel.on("end", () => channel.end());
    });
  });
  server.listen(port, LOOPBACK);
  await once(server, "listening");
  return Object.assign(fake, { port: (server.address() as AddressInfo).port });
}
