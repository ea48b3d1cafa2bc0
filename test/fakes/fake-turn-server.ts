import { createHash, createHmac } from "node:crypto";
import { createSocket, type Socket as UdpSocket } from "node:dgram";
import type { Socket } from "node:net";
import { createServer as createSecureServer, type TlsOptions } from "node:tls";
import type { AddressInfo } from "node:net";
import { LOOPBACK, tcpOn, udpOn } from "./loopback.ts";
import { attributeOf, stunAttribute, stunMessage, xorMapped } from "./stun-bytes.ts";

export type TurnManners = {
  userName?: string;
  password?: string;
  /** coturn's `static-auth-secret`, and by how much the server's clock is ahead. */
  secret?: string;
  clockAheadSeconds?: number;
  /** Nobody needs a login. */
  open?: boolean;
  /** Every request but the first is answered with this error. */
  error?: number;
  /** Only this many addresses at a time. */
  quota?: number;
  /** Permissions for these are refused. */
  forbidPeers?: boolean;
  /** What is told as the relayed address, in place of the true one. */
  relayedAddress?: string;
  /** Nonces are too old this many times. */
  staleNonces?: number;
  /** Successes carry the proof of another password. */
  wrongProof?: boolean;
  /** A nonce that promises a list of algorithms, and no list. */
  bidDown?: boolean;
  /** Answers Binding only. */
  stunOnly?: boolean;
  /** Takes everything and answers nothing. */
  silent?: boolean;
  /** Never says that it took an address back. */
  ignoreRefresh?: boolean;
};

const [BINDING, ALLOCATE, REFRESH, SEND, PERMISSION, CHANNEL] = [1, 3, 4, 6, 8, 9];
const ERROR = 0x0110;
const SUCCESS = 0x0100;
const DATA_INDICATION = 0x0017;
const REALM = "fake.example";
const NONCE = { usual: "0123456789abcdef", bidDown: "obMatJos2AAAB0123" };

type Session = {
  relay: UdpSocket | null;
  /** Who asked first; coturn 4.6.1 takes nobody else on the same connection. */
  userName: string | null;
  permitted: Set<string>;
  channels: Map<number, { address: string; port: number }>;
  send: (bytes: Buffer) => void;
  isStream: boolean;
  from: { address: string; port: number };
};

export type FakeTurnServer = {
  udpPort: number;
  tcpPort: number;
  tlsPort: number | null;
  /** Addresses that are given out now, and that ever were. */
  held(): number;
  given(): number;
  close(): Promise<void>;
};

/** A TURN server (RFC 8656) on loopback, written from the RFC apart from the codec. */
export async function startFakeTurnServer(manners: TurnManners = {}, tls?: TlsOptions): Promise<FakeTurnServer> {
  const sessions = new Set<Session>();
  const byDatagram = new Map<string, Session>();
  let staleNonces = manners.staleNonces ?? 0;
  let given = 0;
  const held = (): number => [...sessions].filter(({ relay }) => relay !== null).length;
  const free = (session: Session): void => {
    session.relay?.close();
    session.relay = null;
  };

  const newSession = (rest: Pick<Session, "send" | "isStream" | "from">): Session => {
    const session = { relay: null, userName: null, permitted: new Set<string>(), channels: new Map(), ...rest };
    sessions.add(session);
    return session;
  };

  async function allocate(session: Session): Promise<number> {
    const relay = createSocket("udp4");
    await new Promise<void>((resolve) => relay.bind(0, LOOPBACK, resolve));
    relay.on("error", () => {});
    relay.on("message", (data, from) => {
      if (!session.permitted.has(from.address)) return;
      const channel = [...session.channels].find(([, peer]) => peer.port === from.port)?.[0];
      if (channel !== undefined) {
        const head = Buffer.alloc(4);
        head.writeUInt16BE(channel, 0);
        head.writeUInt16BE(data.length, 2);
        session.send(Buffer.concat([head, data, Buffer.alloc(session.isStream ? (4 - (data.length % 4)) % 4 : 0)]));
        return;
      }
      const id = Buffer.alloc(12, 3);
      const peer = Buffer.from(xorMapped(from.address, from.port, id));
      peer.writeUInt16BE(0x0012, 0);
      session.send(stunMessage(DATA_INDICATION, id, peer, stunAttribute(0x0013, data)));
    });
    session.relay = relay;
    given += 1;
    return relay.address().port;
  }

  const peerOf = (request: Buffer): { address: string; port: number } => {
    const value = attributeOf(request, 0x0012) ?? Buffer.alloc(8);
    const port = value.readUInt16BE(2) ^ 0x2112;
    const address = [4, 5, 6, 7].map((at, i) => (value[at] ?? 0) ^ ([0x21, 0x12, 0xa4, 0x42][i] ?? 0)).join(".");
    return { address, port };
  };

  /** The password of a user; null: there is none such, or its time is over. */
  const passwordOf = (userName: string): string | null => {
    if (manners.secret !== undefined) {
      const nowSeconds = Date.now() / 1_000 + (manners.clockAheadSeconds ?? 0);
      if (Number(userName.split(":")[0]) < nowSeconds) return null;
      return createHmac("sha1", manners.secret).update(userName).digest("base64");
    }
    return userName === (manners.userName ?? "alice") ? (manners.password ?? "wonderland") : null;
  };

  const keyOf = (userName: string, password: string): Buffer =>
    createHash("md5").update(`${userName}:${REALM}:${password}`).digest();

  /** Whether MESSAGE-INTEGRITY, which ends the request, is right. */
  const isProven = (request: Buffer, key: Buffer): boolean => {
    const proof = attributeOf(request, 0x0008);
    if (proof === undefined) return false;
    const covered = request.subarray(0, request.length - 24);
    return createHmac("sha1", key).update(covered).digest().equals(proof);
  };

  const proven = (message: Buffer, key: Buffer): Buffer => {
    message.writeUInt16BE(message.length - 20 + 24, 2);
    return Buffer.concat([message, stunAttribute(0x0008, createHmac("sha1", key).update(message).digest())]);
  };

  async function answer(session: Session, request: Buffer): Promise<void> {
    const method = request.readUInt16BE(0);
    if (manners.silent === true) return;
    if (method === (SEND | 0x10)) {
      const { address, port } = peerOf(request);
      if (session.permitted.has(address)) session.relay?.send(attributeOf(request, 0x0013) ?? "", port, address);
      return;
    }
    const id = request.subarray(8, 20);
    const say = (kind: number, ...attributes: Buffer[]): Buffer => stunMessage(method | kind, id, ...attributes);
    const errorCode = (code: number): Buffer =>
      stunAttribute(0x0009, Buffer.concat([Buffer.of(0, 0, Math.trunc(code / 100), code % 100), Buffer.from("No.")]));
    const fail = (code: number, ...attributes: Buffer[]): void =>
      session.send(say(ERROR, errorCode(code), ...attributes));
    const mapped = xorMapped(session.from.address, session.from.port, id);
    if (method === BINDING) return session.send(say(SUCCESS, mapped));
    if (manners.stunOnly === true) return;

    const challenge = [
      stunAttribute(0x0014, Buffer.from(REALM)),
      stunAttribute(0x0015, Buffer.from(manners.bidDown === true ? NONCE.bidDown : NONCE.usual)),
    ];
    const userName = attributeOf(request, 0x0006)?.toString() ?? null;
    if (manners.open !== true && userName === null) return fail(401, ...challenge);
    session.userName ??= userName;
    if (userName !== session.userName) return fail(437);
    const password = userName === null ? "" : passwordOf(userName);
    const key = keyOf(userName ?? "", password ?? "");
    if (manners.open !== true) {
      if (staleNonces > 0) {
        staleNonces -= 1;
        return fail(438, ...challenge);
      }
      if (password === null || !isProven(request, key)) return fail(401, ...challenge);
    }
    if (manners.error !== undefined) return fail(manners.error, alternateServer());
    const right = (...attributes: Buffer[]): void =>
      session.send(
        userName === null
          ? say(SUCCESS, ...attributes)
          : proven(say(SUCCESS, ...attributes), manners.wrongProof === true ? Buffer.from("x") : key),
      );
    switch (method) {
      case ALLOCATE: {
        if (session.relay !== null) return fail(437);
        if (held() >= (manners.quota ?? Infinity)) return fail(486);
        const relayPort = await allocate(session);
        const relayed = Buffer.from(xorMapped(manners.relayedAddress ?? LOOPBACK, relayPort, id));
        relayed.writeUInt16BE(0x0016, 0);
        return right(relayed, mapped, stunAttribute(0x000d, Buffer.of(0, 0, 2, 88)));
      }
      case REFRESH:
        if (manners.ignoreRefresh === true) return;
        if (session.relay === null) return fail(437);
        free(session);
        return right(stunAttribute(0x000d, Buffer.alloc(4)));
      case PERMISSION:
      case CHANNEL: {
        if (manners.forbidPeers === true) return fail(403);
        const peer = peerOf(request);
        session.permitted.add(peer.address);
        const channel = attributeOf(request, 0x000c)?.readUInt16BE(0);
        if (channel !== undefined) session.channels.set(channel, peer);
        return right();
      }
      default:
        return fail(400);
    }
  }

  function receive(session: Session, message: Buffer): void {
    if (((message[0] ?? 0) & 0xc0) === 0x40) {
      const peer = session.channels.get(message.readUInt16BE(0));
      if (peer) session.relay?.send(message.subarray(4, 4 + message.readUInt16BE(2)), peer.port, peer.address);
    } else void answer(session, message);
  }

  const udp = await udpOn();
  udp.on("message", (message, from) => {
    const name = `${from.address}:${from.port}`;
    const session =
      byDatagram.get(name) ??
      newSession({ isStream: false, from, send: (bytes) => udp.send(bytes, from.port, from.address, () => {}) });
    byDatagram.set(name, session);
    receive(session, message);
  });

  const onStream = (connection: Socket): void => {
    connection.on("error", () => {});
    const from = { address: LOOPBACK, port: connection.remotePort ?? 0 };
    const session = newSession({ isStream: true, from, send: (bytes) => void connection.write(bytes) });
    let rest = Buffer.alloc(0);
    connection.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4) {
        const isChannel = ((rest[0] ?? 0) & 0xc0) === 0x40;
        const length = rest.readUInt16BE(2) + (isChannel ? 4 : 20);
        const padded = isChannel ? Math.ceil(length / 4) * 4 : length;
        if (rest.length < padded) return;
        receive(session, rest.subarray(0, length));
        rest = rest.subarray(padded);
      }
    });
    connection.on("close", () => free(session));
  };
  const tcp = await tcpOn(LOOPBACK, onStream);
  const secure = tls === undefined ? null : createSecureServer(tls, onStream);
  secure?.on("tlsClientError", () => {});
  if (secure !== null) await new Promise<void>((resolve) => secure.listen(0, LOOPBACK, () => resolve()));

  return {
    udpPort: udp.address().port,
    tcpPort: tcp.port,
    tlsPort: secure === null ? null : (secure.address() as AddressInfo).port,
    held,
    given: () => given,
    close: async () => {
      for (const session of sessions) free(session);
      udp.close();
      await tcp.close();
      await new Promise<void>((resolve) => (secure === null ? resolve() : secure.close(() => resolve())));
    },
  };
}

/** ALTERNATE-SERVER, which nobody is to follow: 198.51.100.7:3478. */
const alternateServer = (): Buffer => stunAttribute(0x8023, Buffer.of(0, 1, 13, 150, 198, 51, 100, 7));
