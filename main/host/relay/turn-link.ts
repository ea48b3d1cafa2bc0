import { createSocket } from "node:dgram";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectSecurely, rootCertificates } from "node:tls";
import { TurnStream } from "#core/codec/turn-stream.ts";
import { isIpv4 } from "#core/net/ip-address.ts";
import type { TurnTransport, TurnWay } from "#core/relay/turn-check.ts";
import { readCertificate } from "./turn-certificate.ts";
import { toTurnTrouble, TurnTrouble } from "./turn-trouble.ts";

/** One 5-tuple to a TURN server (RFC 8656 section 3.1): messages go and come whole, whatever carries them. */
export type TurnLink = {
  /** A stream neither loses nor repeats; datagrams are sent again. */
  readonly isStream: boolean;
  readonly connectMs: number | null;
  readonly certificate: TurnWay["certificate"];
  send(message: Uint8Array): void;
  /** Who hears what comes from now on; one at a time. */
  listen(onMessage: (message: Uint8Array) => void, onEnd: (trouble: TurnTrouble) => void): void;
  /** May be called twice; what is sent after it is dropped. */
  close(): void;
};

export type LinkTarget = {
  transport: TurnTransport;
  /** For TLS: the name that the certificate must be made out to. */
  host: string;
  address: string;
  port: number;
  /** Further authorities to trust, PEM. */
  authorities: readonly string[];
  now: () => Date;
};

/** Messages looked at on one link: a flood must not keep the check busy. */
const MAX_MESSAGES = 2_000;

/** @throws TurnTrouble when no connection stands by the time the signal ends it */
export function openLink(target: LinkTarget, signal: AbortSignal): Promise<TurnLink> {
  return target.transport === "udp" ? openUdp(target) : openStream(target, signal);
}

async function openUdp({ address, port }: LinkTarget): Promise<TurnLink> {
  const socket = createSocket(isIpv4(address) ? "udp4" : "udp6");
  const hearers = new Hearers();
  socket.on("message", (message) => hearers.message(message));
  try {
    // A connected socket hears nobody else, and is told when nobody listens there.
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.connect(port, address, () => resolve());
    });
  } catch (error) {
    socket.close();
    throw toTurnTrouble(error);
  }
  socket.removeAllListeners("error");
  socket.on("error", (error) => hearers.end(toTurnTrouble(error)));
  let isOpen = true;
  return {
    isStream: false,
    connectMs: null,
    certificate: null,
    send: (message) => {
      if (isOpen) socket.send(message, (error) => error && hearers.end(toTurnTrouble(error)));
    },
    listen: (onMessage, onEnd) => hearers.set(onMessage, onEnd),
    close: () => {
      if (isOpen) socket.close();
      isOpen = false;
    },
  };
}

async function openStream(target: LinkTarget, signal: AbortSignal): Promise<TurnLink> {
  const { transport, host, address, port, authorities } = target;
  const startedMs = performance.now();
  const bare = connect({ host: address, port, noDelay: true });
  const ended = (): void => void bare.destroy();
  signal.addEventListener("abort", ended, { once: true });
  try {
    await reached(bare, "connect", signal);
    let socket: Socket = bare;
    let certificate: TurnWay["certificate"] = null;
    if (transport === "tls") {
      const secured = connectSecurely({
        socket: bare,
        host,
        // Looked at below: a wrong certificate is told, and what else is wrong as well.
        rejectUnauthorized: false,
        ...(isIP(host) === 0 && { servername: host }),
        ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
      });
      socket = secured;
      await reached(secured, "secureConnect", signal);
      certificate = readCertificate(secured, host, target.now());
    }
    return streamLink(socket, performance.now() - startedMs, certificate);
  } catch (error) {
    bare.destroy();
    throw toTurnTrouble(error);
  } finally {
    signal.removeEventListener("abort", ended);
  }
}

function reached(socket: Socket, event: "connect" | "secureConnect", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.on("error", reject);
    // Ended by us it was silence; else the other side hung up before the handshake was through.
    socket.once("close", () =>
      reject(new TurnTrouble(signal.aborted ? "silent" : event === "connect" ? "closed" : "not-tls")),
    );
    if (signal.aborted) reject(new TurnTrouble("silent"));
  });
}

function streamLink(socket: Socket, connectMs: number, certificate: TurnWay["certificate"]): TurnLink {
  const hearers = new Hearers();
  const stream = new TurnStream();
  socket.on("data", (chunk: Buffer) => {
    try {
      for (const message of stream.push(chunk)) hearers.message(message);
    } catch (error) {
      hearers.end(toTurnTrouble(error));
      socket.destroy();
    }
  });
  socket.on("error", (error) => hearers.end(toTurnTrouble(error)));
  socket.on("close", () => hearers.end(new TurnTrouble("closed")));
  return {
    isStream: true,
    connectMs,
    certificate,
    send: (message) => void socket.write(message),
    listen: (onMessage, onEnd) => hearers.set(onMessage, onEnd),
    close: () => void socket.destroy(),
  };
}

/** Keeps the first end for who listens later. */
class Hearers {
  #onMessage: (message: Uint8Array) => void = () => {};
  #onEnd: (trouble: TurnTrouble) => void = () => {};
  #ended: TurnTrouble | null = null;
  #heard = 0;

  set(onMessage: (message: Uint8Array) => void, onEnd: (trouble: TurnTrouble) => void): void {
    this.#onMessage = onMessage;
    this.#onEnd = onEnd;
    if (this.#ended !== null) onEnd(this.#ended);
  }

  message(message: Uint8Array): void {
    this.#heard += 1;
    if (this.#heard <= MAX_MESSAGES) this.#onMessage(message);
  }

  end(trouble: TurnTrouble): void {
    this.#ended ??= trouble;
    this.#onEnd(this.#ended);
  }
}
