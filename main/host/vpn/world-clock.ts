import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { checkServerIdentity, TLSSocket } from "node:tls";
import type { Computer } from "../check/environment.ts";
import { lookupFunction } from "../net/name-lookup.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { addressesOf } from "./hub-name.ts";

type Names = Pick<Computer, "lookupIpv4" | "lookupIpv6">;

/** Name server, connection, TLS and answer over a satellite take longer; then nobody knows, and a probe goes on without. */
const CLOCK_MS = 1_500;
/** `Date` has whole seconds (RFC 9110 section 5.6.7), so on the average half of one has passed. */
const HALF_SECOND_MS = 500;
/** A certificate may be from before or after a wrong clock's time; everything else of it has to be right. */
const ONLY_THE_TIME = new Set(["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]);

/**
 * How far this computer's clock is ahead of the world's in milliseconds (negative: behind), by the `Date` of pages that the app asks
 * anyway. Who showed a certificate of the right name counts before who did not: a login page in between tells any time. Null: nobody
 * told. Never throws.
 */
export async function clockAheadMs(
  { urls, names, now }: { urls: readonly string[]; names: Names; now: () => number },
  signal: AbortSignal,
): Promise<number | null> {
  const deadline = timeoutSignal(CLOCK_MS, signal);
  try {
    const byName = (scheme: string): Promise<number | null> =>
      Promise.any(
        urls.filter((url) => url.startsWith(scheme)).map((url) => aheadOf({ url, names, now }, deadline.signal)),
      ).catch(() => null);
    const [secure, plain] = [byName("https:"), byName("http:")];
    return (await secure) ?? (await plain);
  } finally {
    deadline.end();
  }
}

async function aheadOf(
  { url, names, now }: { url: string; names: Names; now: () => number },
  signal: AbortSignal,
): Promise<number> {
  const { hostname } = new URL(url);
  const { addresses } = await addressesOf(hostname, names, signal);
  if (addresses.length === 0) throw new Error("no address");
  const startedMs = performance.now();
  const response = await answerOf(url, addresses, signal);
  response.destroy();
  const toldMs = Date.parse(response.headers.date ?? "");
  if (Number.isNaN(toldMs)) throw new Error("no time");
  // The answer was written about half-way through.
  const halfWayMs = (performance.now() - startedMs) / 2;
  return now() - halfWayMs - (toldMs + HALF_SECOND_MS);
}

function answerOf(url: string, addresses: readonly string[], signal: AbortSignal): Promise<IncomingMessage> {
  const { protocol, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = (protocol === "https:" ? httpsRequest : httpRequest)(url, {
      method: "HEAD",
      agent: false,
      signal,
      lookup: lookupFunction(addresses),
      headers: { "user-agent": "Farsite" },
      // Looked at below: a wrong clock is what is looked for.
      rejectUnauthorized: false,
    });
    request.on("error", reject);
    request.on("response", (response) => {
      if (isRightButForItsTime(response.socket, hostname)) return resolve(response);
      response.destroy();
      reject(new Error("somebody else's certificate"));
    });
    request.end();
  });
}

function isRightButForItsTime(socket: Socket, hostname: string): boolean {
  if (!(socket instanceof TLSSocket) || socket.authorized) return true;
  // A code at run time; Node's types call it an Error. The name is not looked at any more where something else is wrong already.
  const trouble: unknown = socket.authorizationError;
  return (
    typeof trouble === "string" &&
    ONLY_THE_TIME.has(trouble) &&
    checkServerIdentity(hostname, socket.getPeerCertificate()) === undefined
  );
}
