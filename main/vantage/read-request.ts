import { parseJson } from "#core/parse-json.ts";
import { CODE_PATTERN, MAX_MESSAGES, MAX_WAIT_MS, MESSAGE_PATTERN, SEAT_PATTERN } from "#core/rehearsal/rendezvous.ts";
import type { RendezvousRequest } from "#core/rehearsal/rendezvous-schema.ts";
import type { DialBackRequest, ProveRequest } from "#core/vantage/vantage-api.ts";
import {
  HIGHEST_PORT,
  MAX_DIAL_MS,
  MAX_PROVE_MS,
  MIN_PATIENCE_MS,
  NONCE_PATTERN,
  TCP_HELLOS,
} from "#core/vantage/vantage-protocol.ts";

/**
 * Requests as the schemas in `core/vantage/vantage-api.ts` say, read by hand, so that the one file which a server runs needs no
 * zod; a test holds both alike. Strict: with a member too many they are none, so nobody gets to name an address.
 */

type Members = Readonly<Record<string, unknown>>;

export const isViewRequest = (body: string): boolean => members(body, []) !== undefined;

export function readDialBack(body: string): DialBackRequest | undefined {
  const read = members(body, ["transport", "port", "nonce", "patienceMs"]);
  if (!read) return undefined;
  const { transport, port, nonce, patienceMs } = read;
  if (!isTransport(transport) || !isPort(port) || !isNonce(nonce) || !isPatience(patienceMs, MAX_DIAL_MS))
    return undefined;
  return { transport, port, nonce, patienceMs };
}

export function readProve(body: string): ProveRequest | undefined {
  const read = members(body, ["transport", "port", "hello", "nonce", "patienceMs"]);
  if (!read) return undefined;
  const { transport, port, hello, nonce, patienceMs } = read;
  if (!isTransport(transport) || !isPort(port)) return undefined;
  if (patienceMs !== undefined && !isPatience(patienceMs, MAX_PROVE_MS)) return undefined;
  const patience = patienceMs === undefined ? {} : { patienceMs };
  if (hello === "dial") return isNonce(nonce) ? { transport, port, hello, nonce, ...patience } : undefined;
  const greeting = TCP_HELLOS.find((one) => one === hello);
  if (greeting === undefined || transport !== "tcp" || "nonce" in read) return undefined;
  return { transport, port, hello: greeting, ...patience };
}

export function readRendezvous(body: string): RendezvousRequest | undefined {
  const read = members(body, ["code", "side", "seat", "known", "say", "said", "waitMs", "leave"]);
  if (!read) return undefined;
  const { code, side, seat, known, say, said, waitMs, leave } = read;
  if (!isLike(code, CODE_PATTERN) || (side !== "invite" && side !== "join") || !isLike(seat, SEAT_PATTERN))
    return undefined;
  if (!isWhole(known, 0, MAX_MESSAGES) || !isWhole(said, 0, MAX_MESSAGES) || !isWhole(waitMs, 0, MAX_WAIT_MS))
    return undefined;
  if ((say !== undefined && !isLike(say, MESSAGE_PATTERN)) || (leave !== undefined && leave !== true)) return undefined;
  return { code, side, seat, known, said, waitMs, ...(say !== undefined && { say }), ...(leave && { leave }) };
}

/** The members of a JSON object that has no others. */
function members(body: string, allowed: readonly string[]): Members | undefined {
  const value = parseJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).every((key) => allowed.includes(key)) ? { ...value } : undefined;
}

const isTransport = (value: unknown): value is "tcp" | "udp" => value === "tcp" || value === "udp";

const isPort = (value: unknown): value is number => isWhole(value, 1, HIGHEST_PORT);

const isNonce = (value: unknown): value is string => isLike(value, NONCE_PATTERN);

const isLike = (value: unknown, pattern: RegExp): value is string => typeof value === "string" && pattern.test(value);

const isPatience = (value: unknown, most: number): value is number => isWhole(value, MIN_PATIENCE_MS, most);

const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
