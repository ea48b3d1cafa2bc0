import type { Socket } from "node:net";
import ssh2, { type Client, type PublicKeyAuthMethod } from "ssh2";
import { errorText } from "#core/error-text.ts";
import { ownWords } from "#core/lan/own-words.ts";
import type { SshFault } from "#core/relay/ssh-fault.ts";
import { MAX_GREETING_BYTES, readGreeting } from "#core/relay/ssh-greeting.ts";
import { publicKeyFingerprint, publicKeyLine, publicKeyType } from "#core/relay/ssh-public-key.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { MODERN_ALGORITHMS } from "./ssh-algorithms.ts";
import { connectFault, type SshConnect } from "./ssh-socket.ts";
import type { SshTimes } from "./ssh-times.ts";

export interface SshLogin {
  readonly host: string;
  readonly user: string;
  /** OpenSSH's text of it. */
  readonly privateKey: string;
  /** "SHA256:..."; empty: never seen. */
  readonly acceptedHostKeys: readonly string[];
}

/** A connection that is logged in. */
export interface LoggedIn {
  readonly client: Client;
  readonly socket: Socket;
  readonly port: number;
  /** The fingerprint of the server's key, and the key as a line ("ssh-ed25519 AAAA..."). */
  readonly hostKey: string;
  readonly hostPublicKey: string;
  /** "OpenSSH_9.2p1 Debian-2": what it calls itself, cleaned; null where it says nothing. */
  readonly software: string | null;
  /** What the server told for debugging; OpenSSH says there why it refuses a forward. Replaced by `SshLine`. */
  onDebug: (text: string) => void;
}

export class SshAttemptFailed extends Error {
  readonly fault: SshFault;

  constructor(fault: SshFault) {
    super(fault.kind);
    this.name = "SshAttemptFailed";
    this.fault = fault;
  }
}

const DEBUG_PREFIX = "Debug output from server: ";

/**
 * One try at one port, from the connection to the log-in.
 *
 * @param onGreeting the other end is an SSH server
 * @throws SshAttemptFailed and nothing else; the connection is closed then
 */
export async function attemptLogin(
  login: SshLogin,
  port: number,
  { connect, times, signal, onGreeting }: AttemptOptions,
): Promise<LoggedIn> {
  const socket = await connected(login.host, port, connect, times, signal);
  return new Promise((resolve, reject) => {
    let phase: "greeting" | "handshake" | "authentication" | "done" = "greeting";
    let greeted = Buffer.alloc(0);
    let hostKey = "";
    let hostPublicKey = "";
    let software: string | null = null;
    let loggedIn: LoggedIn | null = null;
    const client = new ssh2.Client();
    const byKey: PublicKeyAuthMethod = { type: "publickey", username: login.user, key: login.privateKey };
    let timer = setTimeout(() => fail(readGreeting(greeted, true), { kind: "silent" }), times.greetingMs);

    const settle = (): boolean => {
      if (phase === "done") return false;
      phase = "done";
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.removeListener("data", onData);
      return true;
    };
    /** Of an empty greeting nothing can be said but what happened to it. */
    const fail = (fault: SshFault | "ssh" | undefined, ifNothingCame?: SshFault): void => {
      if (!settle()) return;
      socket.destroy();
      const told = greeted.length === 0 && ifNothingCame !== undefined ? ifNothingCame : fault;
      reject(new SshAttemptFailed(told === undefined || told === "ssh" ? { kind: "broken-off", said: null } : told));
    };
    const onAbort = (): void => fail({ kind: "stopped" });
    /** Beside the engine, which takes whatever is no greeting for a broken one. */
    const onData = (chunk: Buffer): void => {
      if (phase !== "greeting") return;
      greeted = Buffer.concat([greeted, chunk.subarray(0, MAX_GREETING_BYTES - greeted.length)]);
      const read = readGreeting(greeted, false);
      if (read === undefined) return;
      if (read !== "ssh") return fail(read);
      phase = "handshake";
      software = ownWords(/SSH-[\d.]+-([^\r\n]*)/.exec(greeted.toString("latin1"))?.[1]) ?? null;
      clearTimeout(timer);
      timer = setTimeout(() => fail({ kind: "stalled" }), times.handshakeMs);
      onGreeting();
    };
    const onEnd = (said: string | null): void => {
      if (phase === "greeting") fail(readGreeting(greeted, true));
      else fail({ kind: "broken-off", said });
    };

    // Stays for the life of the connection: an error without a listener would end the whole process.
    client.on("error", (error) => {
      if (phase === "done") return;
      if (error.level === "client-authentication") return fail({ kind: "authentication-refused" });
      if (error.level === "client-socket") {
        const fault = connectFault(error);
        return phase === "greeting" ? fail(fault) : fail({ kind: "broken-off", said: null });
      }
      const text = ownWords(errorText(error)) ?? null;
      if (phase === "authentication" && /authentication/i.test(text ?? ""))
        return fail({ kind: "authentication-refused" });
      if (phase === "handshake" && /^no matching/i.test(text ?? ""))
        return fail({ kind: "no-common-algorithms", said: text });
      onEnd(text);
    });
    client.on("end", () => onEnd(null));
    client.on("close", () => onEnd(null));
    client.on("handshake", () => (phase = phase === "handshake" ? "authentication" : phase));
    client.on("ready", () => {
      if (!settle()) return;
      loggedIn = { client, socket, port, hostKey, hostPublicKey, software, onDebug: () => undefined };
      resolve(loggedIn);
    });

    signal.addEventListener("abort", onAbort, { once: true });
    try {
      client.connect({
        sock: socket,
        username: login.user,
        authHandler: [byKey],
        algorithms: MODERN_ALGORITHMS,
        // Both are done here, where they can be told apart and measured.
        readyTimeout: 0,
        keepaliveInterval: 0,
        hostVerifier: (blob: Buffer): boolean => {
          const fingerprint = publicKeyFingerprint(blob);
          if (login.acceptedHostKeys.includes(fingerprint)) {
            hostKey = fingerprint;
            hostPublicKey = publicKeyLine({ type: publicKeyType(blob) ?? "", blob });
            return true;
          }
          const kind = login.acceptedHostKeys.length === 0 ? "new-host-key" : "host-key-changed";
          fail({ kind, fingerprint, keyType: publicKeyType(blob) ?? "?" });
          return false;
        },
        debug: (text) => {
          if (text.startsWith(DEBUG_PREFIX)) loggedIn?.onDebug(text.slice(DEBUG_PREFIX.length, 300));
        },
      });
      socket.on("data", onData);
    } catch (error) {
      fail({ kind: "broken-off", said: ownWords(errorText(error)) ?? null });
    }
    if (signal.aborted) onAbort();
  });
}

export interface AttemptOptions {
  readonly connect: SshConnect;
  readonly times: SshTimes;
  readonly signal: AbortSignal;
  readonly onGreeting: () => void;
}

async function connected(
  host: string,
  port: number,
  connect: SshConnect,
  times: SshTimes,
  signal: AbortSignal,
): Promise<Socket> {
  if (signal.aborted) throw new SshAttemptFailed({ kind: "stopped" });
  const deadline = timeoutSignal(times.connectMs, signal);
  try {
    return await connect({ host, port }, deadline.signal);
  } catch (error) {
    throw new SshAttemptFailed(signal.aborted ? { kind: "stopped" } : connectFault(error));
  } finally {
    deadline.end();
  }
}
