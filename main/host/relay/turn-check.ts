import { TURN_METHOD, type TurnMessage } from "#core/codec/turn.ts";
import { reflexiveAddress } from "#core/codec/stun.ts";
import type { Endpoint } from "#core/net/endpoint.ts";
import { restExpirySeconds, restLogin, type TurnLogin } from "#core/relay/turn-rest.ts";
import type { TurnCheck, TurnTransport, TurnWay } from "#core/relay/turn-check.ts";
import { lookupIpv4, lookupIpv6 } from "../net/name-lookup.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { TurnClient } from "./turn-client.ts";
import { directEcho, NOT_TRIED, pairEcho, type Allocated } from "./turn-echo.ts";
import { openLink, type LinkTarget, type TurnLink } from "./turn-link.ts";
import { toTurnTrouble, TurnTrouble } from "./turn-trouble.ts";

/** `secret`: coturn's `static-auth-secret`, of which logins for an hour are made. */
export type TurnAccess =
  | { readonly kind: "login"; readonly userName: string; readonly password: string }
  | { readonly kind: "secret"; readonly secret: string; readonly user: string };

export type TurnCheckOptions = {
  host: string;
  ways: readonly { transport: TurnTransport; port: number }[];
  access: TurnAccess;
  /** Further authorities to trust, PEM: a firm's own. */
  authorities?: readonly string[];
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  lookUp?: (name: string, signal: AbortSignal) => Promise<string[]>;
};

/** TCP sends its SYN again after 1 and 3 s; TLS wants two round trips more. Together with the name below 5 s. */
const CONNECT_MS = 3_500;
/** Giving back goes on when the check was ended: a server keeps what is not given back for ten minutes. */
const FREE_MS = 1_500;
const LOGIN_SECONDS = 3_600;
/** A clock that is wrong by more than that was never set; and coturn reads 32 bits. */
const LATE_LOGIN_SECONDS = 5 * 365 * 86_400;

type Way = { link: TurnLink; client: TurnClient; login: TurnLogin | null };
type Opened = { row: TurnWay; way: Way | null };

/**
 * Checks a TURN server over every way it is said to offer: first whether it answers (all at once), then login, address, permission and
 * an echo through it (one after the other, since servers count a user's addresses). All that was given is given back, also when the
 * signal ends it.
 *
 * @throws the signal's reason
 */
export async function checkTurn(options: TurnCheckOptions, signal: AbortSignal): Promise<TurnCheck> {
  const startedAt = options.now().toISOString();
  const startedMs = performance.now();
  const opened = await Promise.all(options.ways.map((wanted) => knock(options, wanted, signal)));
  const udp = opened.find(({ row, way }) => row.transport === "udp" && way !== null)?.row;
  const ways: TurnWay[] = [];
  try {
    for (const { row, way } of opened)
      ways.push(way === null ? row : await tryWay(options, row, way, udp?.port ?? null, signal));
  } finally {
    for (const { way } of opened) way?.link.close();
  }
  signal.throwIfAborted();
  return { host: options.host, startedAt, durationMs: round(performance.now() - startedMs), ways };
}

/** Whether somebody answers TURN there. A way that is null has failed. */
async function knock(
  options: TurnCheckOptions,
  { transport, port }: { transport: TurnTransport; port: number },
  signal: AbortSignal,
): Promise<Opened> {
  let row = unknownWay(transport, port);
  let way: Way | null = null;
  const deadline = timeoutSignal(CONNECT_MS, signal);
  try {
    const address = await addressOf(options, signal);
    row = { ...row, address };
    const target: LinkTarget = { transport, port, address, host: options.host, now: options.now, authorities: [] };
    const link = await openLink({ ...target, authorities: options.authorities ?? [] }, deadline.signal);
    row = { ...row, connectMs: rounded(link.connectMs), certificate: link.certificate };
    const client = new TurnClient(link, options.randomBytes);
    way = { link, client, login: null };
    const seen = await greet(client, signal);
    row = { ...row, rttMs: rounded(client.rttMs), software: client.software, ...seen };
    return { row, way };
  } catch (error) {
    // A server that asks nobody for a login may have given an address just when the check was ended.
    if (signal.aborted && way !== null) await giveBack(way);
    else way?.link.close();
    return { row: { ...row, ...failed(error) }, way: null };
  } finally {
    deadline.end();
  }
}

async function addressOf({ host, lookUp = lookUpName }: TurnCheckOptions, signal: AbortSignal): Promise<string> {
  const [address] = await lookUp(host, signal);
  if (address === undefined) throw new TurnTrouble("name-unknown");
  return address;
}

async function lookUpName(name: string, signal: AbortSignal): Promise<string[]> {
  const ipv4 = await lookupIpv4(name, signal).catch(() => []);
  return ipv4.length > 0 ? ipv4 : lookupIpv6(name, signal);
}

/** Asks for an address without a login, which a server that is set up right refuses, and for the own one besides. */
async function greet(client: TurnClient, signal: AbortSignal): Promise<Partial<TurnWay>> {
  // Some servers answer one of the two only.
  const enough = new AbortController();
  const [allocated, bound] = await Promise.allSettled([
    client.ask({ method: TURN_METHOD.ALLOCATE }, signal).finally(() => enough.abort()),
    client.ask({ method: TURN_METHOD.BINDING }, AbortSignal.any([signal, enough.signal])),
  ]);
  const mapped = bound.status === "fulfilled" ? reflexiveAddress(bound.value.stun) : null;
  if (allocated.status === "fulfilled") return { login: "not-needed", ...given(allocated.value) };
  if (client.isChallenged) return { mapped };
  const trouble = toTurnTrouble(allocated.reason);
  const isStunOnly = mapped !== null && (trouble.fault === "silent" || trouble.fault === "error");
  throw isStunOnly ? new TurnTrouble("stun-only", { refusal: trouble.refusal }) : trouble;
}

async function tryWay(
  options: TurnCheckOptions,
  row: TurnWay,
  way: Way,
  udpPort: number | null,
  signal: AbortSignal,
): Promise<TurnWay> {
  let second: Way | null = null;
  let result = row;
  try {
    if (row.relayed === null) result = { ...result, ...(await logIn(options, row, way, signal)) };
    const near: Allocated = { client: way.client, relayed: result.relayed ?? { address: "", port: 0 } };
    const partner = await openPartner(options, row, way, signal);
    if ("outcome" in partner) result = { ...result, pair: partner };
    else {
      second = partner.way;
      const pair = await pairEcho(
        near,
        { client: second.client, relayed: partner.relayed },
        options.randomBytes,
        signal,
      );
      result = { ...result, pair: echoed(pair) };
    }
    if (udpPort !== null && row.address !== null) {
      const server = { address: row.address, udpPort, mapped: result.mapped };
      result = { ...result, direct: echoed(await directEcho(near, server, options.randomBytes, signal)) };
    }
  } catch (error) {
    const { fault, ...detail } = failed(error);
    const isRefused = fault === "wrong-login" || fault === "expired-login";
    // It has answered before, so this is no wall on the way.
    result = { ...result, ...detail, fault: fault === "silent" ? "closed" : fault };
    if (isRefused) result = { ...result, login: "refused" };
  } finally {
    const freed = await Promise.all([way, ...(second === null ? [] : [second])].map(giveBack));
    if (result.relayed !== null) result = { ...result, freed: freed.every(Boolean) };
  }
  return { ...result, rttMs: rounded(way.client.rttMs) };
}

/** An address with the login; where that ends by itself, with one that ends much later as well, which tells a wrong clock. */
async function logIn(
  options: TurnCheckOptions,
  row: TurnWay,
  way: Way,
  signal: AbortSignal,
): Promise<Partial<TurnWay>> {
  const { access } = options;
  const nowSeconds = options.now().getTime() / 1_000;
  const logins: [TurnLogin, TurnWay["login"]][] =
    access.kind === "login"
      ? [[access, "accepted"]]
      : [
          [restLogin(access.secret, access.user, nowSeconds + LOGIN_SECONDS), "accepted"],
          [restLogin(access.secret, access.user, nowSeconds + LATE_LOGIN_SECONDS), "accepted-late"],
        ];
  let refusal: TurnTrouble | null = null;
  for (const [login, how] of logins) {
    try {
      // coturn 4.6.1 answers another user on the same connection with 437, whatever the login (measured).
      if (refusal !== null) await anew(options, row, way, signal);
      way.client.useLogin(login);
      way.login = login;
      return { login: how, ...given(await way.client.ask({ method: TURN_METHOD.ALLOCATE }, signal)) };
    } catch (error) {
      if (!(error instanceof TurnTrouble) || (refusal === null && error.fault !== "wrong-login")) throw error;
      // What became of the second one says nothing of the login that was given.
      refusal ??= error;
    }
  }
  const expiry = access.kind === "login" ? restExpirySeconds(access.userName) : null;
  const isExpired = expiry !== null && expiry < nowSeconds;
  throw new TurnTrouble(isExpired ? "expired-login" : "wrong-login", { refusal: refusal?.refusal ?? null });
}

/** A connection of its own over the same way. @throws TurnTrouble */
async function linkAgain(
  { host, now }: TurnCheckOptions,
  { transport, port, address }: TurnWay,
  signal: AbortSignal,
): Promise<TurnLink> {
  const deadline = timeoutSignal(CONNECT_MS, signal);
  try {
    return await openLink({ transport, port, address: address ?? "", host, now, authorities: [] }, deadline.signal);
  } finally {
    deadline.end();
  }
}

/** The server has seen nothing of it before. */
async function anew(options: TurnCheckOptions, row: TurnWay, way: Way, signal: AbortSignal): Promise<void> {
  way.link.close();
  way.link = await linkAgain(options, row, signal);
  way.client = new TurnClient(way.link, options.randomBytes);
}

/** A second address of the same server, over the same way. */
async function openPartner(
  options: TurnCheckOptions,
  row: TurnWay,
  { login }: Way,
  signal: AbortSignal,
): Promise<{ way: Way; relayed: Endpoint } | TurnWay["pair"]> {
  let way: Way | null = null;
  try {
    const link = await linkAgain(options, row, signal);
    way = { link, client: new TurnClient(link, options.randomBytes), login };
    if (login !== null) way.client.useLogin(login);
    const { relayed } = given(await way.client.ask({ method: TURN_METHOD.ALLOCATE }, signal));
    return { way, relayed };
  } catch (error) {
    if (way !== null) await giveBack(way);
    const { fault } = toTurnTrouble(error);
    return { outcome: fault === "quota" || fault === "full" ? "quota" : "lost", rttMs: null };
  }
}

function given({ stun, relayed, lifetimeSeconds }: TurnMessage) {
  if (relayed === null) throw new TurnTrouble("not-turn");
  return { relayed, lifetimeSeconds, mapped: stun.xorMappedAddress ?? stun.mappedAddress };
}

/** Not ended by the check's signal: it is what must happen then. False: the server may keep an address until it is forgotten. */
async function giveBack({ client, link }: Way): Promise<boolean> {
  const deadline = timeoutSignal(FREE_MS);
  try {
    if (client.mayHoldAddress) await client.ask({ method: TURN_METHOD.REFRESH, lifetimeSeconds: 0 }, deadline.signal);
    return true;
  } catch (error) {
    if (!(error instanceof TurnTrouble)) throw error;
    // Mismatch: the server knows of no address of ours any more.
    return error.fault === "mismatch";
  } finally {
    deadline.end();
    link.close();
  }
}

function failed(error: unknown): Pick<TurnWay, "fault" | "refusal" | "alternateServer"> {
  const { fault, refusal, alternateServer } = toTurnTrouble(error);
  return { fault, refusal, alternateServer };
}

const unknownWay = (transport: TurnTransport, port: number): TurnWay => ({
  transport,
  port,
  address: null,
  fault: null,
  refusal: null,
  connectMs: null,
  rttMs: null,
  mapped: null,
  relayed: null,
  lifetimeSeconds: null,
  software: null,
  login: "not-tried",
  pair: NOT_TRIED,
  direct: NOT_TRIED,
  certificate: null,
  alternateServer: null,
  freed: null,
});

const echoed = ({ outcome, rttMs }: TurnWay["pair"]): TurnWay["pair"] => ({ outcome, rttMs: rounded(rttMs) });
const round = (ms: number): number => Math.round(ms * 10) / 10;
const rounded = (ms: number | null): number | null => (ms === null ? null : round(ms));
