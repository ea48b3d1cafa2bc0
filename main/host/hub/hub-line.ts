import type { Client } from "pg";
import { hubName, staysOnThisComputer, type HubAddress } from "#core/team/hub-address.ts";
import { toHubError } from "./hub-errors.ts";

/** Name look-up, TCP, TLS and SCRAM over a satellite line take three seconds; a firewall that drops everything takes for ever. */
const CONNECT_TIMEOUT_MS = 15_000;
/** Without a byte in either direction for so long the line is dead. A piece of a picture gets over at 6 kB/s within it. */
const STALL_TIMEOUT_MS = 45_000;
const STALL_LOOKS = 10;
/** Before NATs on the way forget the connection; most do after five minutes, some after one. */
const KEEPALIVE_MS = 30_000;
/** The server itself gives up what takes longer, so that nothing of a lost laptop stays there. */
const STATEMENT_TIMEOUT_MS = 120_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

export interface HubAccess {
  address: HubAddress;
  password: string;
  /** PEM; null: the authorities that Node brings along. */
  authority: string | null;
}

export interface HubLineOptions {
  signal?: AbortSignal;
  connectTimeoutMs?: number;
  stallTimeoutMs?: number;
}

/** One connection to the hub. Any error ends it: it is made anew rather than mended. */
export interface HubLine {
  readonly name: string;
  /** Throws the server's own error as it is, for callers that can go on after some of them, and HUB_UNREACHABLE for a lost line. */
  query<Row extends Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Never throws. */
  close(): Promise<void>;
}

/** `off-loopback`: in plain, which is only allowed where nothing leaves this computer. */
export function tlsOf({ address, authority }: Pick<HubAccess, "address" | "authority">): "verify" | "off-loopback" {
  // With an authority TLS is meant also here: a tunnel begins on this computer.
  return staysOnThisComputer(address) && (authority === null || address.host.startsWith("/"))
    ? "off-loopback"
    : "verify";
}

/**
 * Connects and proves the password by SCRAM (RFC 7677), with channel binding where the server offers it. The server's certificate and its
 * name are always checked, but for connections that stay on this computer.
 *
 * @throws HostError HUB_UNREACHABLE (also: a certificate that does not hold), HUB_REFUSED, HUB_NOT_SET_UP (no such database)
 */
export async function openHubLine(access: HubAccess, options: HubLineOptions = {}): Promise<HubLine> {
  const { address } = access;
  const name = hubName(address);
  // 30 ms to load, for those who have a hub.
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    // Everything is given: what is not, pg takes from PGHOST, PGSSLMODE and so on.
    user: address.user,
    host: address.host === "localhost" ? "127.0.0.1" : address.host,
    port: address.port,
    database: address.database,
    password: access.password,
    ssl:
      tlsOf(access) === "off-loopback"
        ? false
        : {
            rejectUnauthorized: true,
            minVersion: "TLSv1.2",
            ...(access.authority !== null && { ca: access.authority }),
          },
    sslnegotiation: "postgres",
    enableChannelBinding: true,
    application_name: "farsite",
    client_encoding: "UTF8",
    options: `-c search_path=pg_catalog -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
  });
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => {});
  const lose = (error: Error): void => {
    lost.reject(toHubError(error, name));
    client.connection.stream.destroy();
  };
  client.on("error", lose);
  client.on("end", () => lose(new Error("the server ended the connection")));
  refuseWeakLogins(client, lose);
  const onAbort = (): void => lose(new HubAborted());
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const watch = watchForStall(client, options.stallTimeoutMs ?? STALL_TIMEOUT_MS, lose);
  const close = async (): Promise<void> => {
    watch.end();
    options.signal?.removeEventListener("abort", onAbort);
    // A polite goodbye may hang on a dead line: nobody waits for it.
    void client.end().catch(() => {});
    setTimeout(() => client.connection.stream.destroy(), 1_000).unref();
  };
  try {
    if (options.signal?.aborted) throw new HubAborted();
    await Promise.race([client.connect(), lost.promise]);
  } catch (error) {
    await close();
    client.connection.stream.destroy();
    throw toHubError(error, name);
  }
  return {
    name,
    query: async <Row extends Record<string, unknown>>(text: string, values: readonly unknown[] = []) => {
      watch.begin();
      try {
        const { rows } = await Promise.race([client.query<Row>(text, [...values]), lost.promise]);
        return rows;
      } finally {
        watch.pause();
      }
    },
    close,
  };
}

/** The person, or the end of the app, ended it. */
export class HubAborted extends Error {
  constructor() {
    super("cancelled");
  }
}

/**
 * Only SCRAM: a server that asks for the password itself or for its MD5 is none that `farsite hub add` made a login on, and must not
 * get it. pg would send it; a closed connection can't.
 */
function refuseWeakLogins(client: Client, lose: (error: Error) => void): void {
  for (const event of ["authenticationCleartextPassword", "authenticationMD5Password"]) {
    client.connection.prependListener(event, () =>
      lose(
        Object.assign(new Error("the server asks for the password in a form that is not safe (not SCRAM)"), {
          code: "28000",
        }),
      ),
    );
  }
}

/** Watches the bytes of a line while an answer is waited for. */
function watchForStall(client: Client, stallTimeoutMs: number, lose: (error: Error) => void) {
  let timer: NodeJS.Timeout | undefined;
  let moved = "";
  let stillLooks = 0;
  const look = (): void => {
    const stream: { bytesRead?: number; bytesWritten?: number; writableLength: number } = client.connection.stream;
    // What waits in the socket counts as written already.
    const now = `${stream.bytesRead} ${(stream.bytesWritten ?? 0) - stream.writableLength}`;
    stillLooks = now === moved ? stillLooks + 1 : 0;
    moved = now;
    if (stillLooks >= STALL_LOOKS) lose(new Error(`nothing came for ${Math.round(stallTimeoutMs / 1_000)} s`));
  };
  const pause = (): void => clearInterval(timer);
  return {
    begin: () => {
      pause();
      stillLooks = 0;
      timer = setInterval(look, stallTimeoutMs / STALL_LOOKS);
    },
    pause,
    end: pause,
  };
}
