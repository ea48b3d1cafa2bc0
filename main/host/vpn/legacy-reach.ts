import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import {
  answersIkeInit,
  decodeIke,
  encodeIkeSaInit,
  IKE_SPI_BYTES,
  withNonEspMarker,
  withoutNonEspMarker,
} from "#core/codec/ikev2.ts";
import {
  answersHardReset,
  decodeOpenVpnControl,
  decodeOpenVpnFrame,
  encodeHardReset,
  encodeOpenVpnFrame,
  OPENVPN_SESSION_BYTES,
} from "#core/codec/openvpn-control.ts";
import { encodeWrappedHardReset, unwrapFromServer, type TlsCryptKey } from "#core/codec/openvpn-tls-crypt.ts";
import type { ReachAnswer, ReachOutcome } from "#core/vpn/legacy/reach.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { udpExchange } from "../net/udp-exchange.ts";

/** Knocks at a server's OpenVPN and IPsec ports with the first packet of each, and goes no further. */

/** All are asked at once, and a person waits: nothing is later than this. */
const TIMEOUT_MS = 4_000;
/** UDP loses packets; OpenVPN itself asks again after 2 s. */
const RETRANSMIT_AT_MS = [0, 700, 2_000];

export interface LegacyPorts {
  readonly openVpnUdp: number | null;
  readonly openVpnTcp: number | null;
  /** Ask IKE at 500 and at 4500. */
  readonly ipsec: boolean;
  /** Without it a server that has tls-crypt is silent. */
  readonly tlsCrypt: TlsCryptKey | null;
}

export interface ReachEnvironment {
  /** The Unix time: tls-crypt sends it. */
  readonly nowMs: () => number;
  /** Until an answer is given up; 4,000 unless said. */
  readonly timeoutMs?: number;
  /** 500 and 4500 unless said: those are root's. */
  readonly ikePorts?: { readonly plain: number; readonly natT: number };
}

interface Heard {
  readonly outcome: ReachOutcome;
  readonly notifies: readonly string[];
}

/** The answers, in the order of the ways. Never throws but when `signal` fires; takes 4 s at most. */
export async function askLegacyPorts(
  address: string,
  ports: LegacyPorts,
  signal: AbortSignal,
  { nowMs, timeoutMs = TIMEOUT_MS, ikePorts = { plain: 500, natT: 4_500 } }: ReachEnvironment,
): Promise<ReachAnswer[]> {
  const { openVpnUdp, openVpnTcp, ipsec, tlsCrypt } = ports;
  const timed = async (way: ReachAnswer["way"], port: number, ask: () => Promise<Heard>): Promise<ReachAnswer> => {
    const startMs = nowMs();
    const heard = await ask().catch((error: unknown): Heard => ({ outcome: outcomeOf(error), notifies: [] }));
    const elapsedMs = heard.outcome === "answered" ? nowMs() - startMs : null;
    return { way, port, ...heard, elapsedMs, wasWrapped: tlsCrypt !== null && way.startsWith("openvpn") };
  };
  const answers = await Promise.all([
    ...(openVpnUdp === null
      ? []
      : [
          timed("openvpn-udp", openVpnUdp, () =>
            openVpnByUdp({ address, port: openVpnUdp, tlsCrypt, nowMs, timeoutMs, signal }),
          ),
        ]),
    ...(openVpnTcp === null
      ? []
      : [
          timed("openvpn-tcp", openVpnTcp, () =>
            openVpnByTcp({ address, port: openVpnTcp, tlsCrypt, nowMs, timeoutMs, signal }),
          ),
        ]),
    ...(ipsec
      ? [
          timed("ike-500", ikePorts.plain, () =>
            ikeByUdp({ address, port: ikePorts.plain, natT: false, timeoutMs, signal }),
          ),
          timed("ike-4500", ikePorts.natT, () =>
            ikeByUdp({ address, port: ikePorts.natT, natT: true, timeoutMs, signal }),
          ),
        ]
      : []),
  ]);
  signal.throwIfAborted();
  return answers;
}

function outcomeOf(error: unknown): ReachOutcome {
  const { outcome, trouble } = toProbeTrouble(error);
  if (outcome === "refused" || outcome === "silent") return outcome;
  return trouble === "malformed" || trouble === "wrong-transaction" ? "other" : "unreachable";
}

interface OpenVpnQuestion {
  readonly address: string;
  readonly port: number;
  readonly tlsCrypt: TlsCryptKey | null;
  readonly nowMs: () => number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The first packet, and whether a packet answers it. */
function hardReset({ tlsCrypt, nowMs }: OpenVpnQuestion): {
  packet: Uint8Array;
  isAnswer: (bytes: Uint8Array) => boolean;
} {
  const sessionId = randomBytes(OPENVPN_SESSION_BYTES);
  const packet =
    tlsCrypt === null
      ? encodeHardReset(sessionId)
      : encodeWrappedHardReset(sessionId, tlsCrypt, Math.floor(nowMs() / 1_000));
  return {
    packet,
    isAnswer: (bytes) =>
      answersHardReset(decodeOpenVpnControl(tlsCrypt === null ? bytes : unwrapFromServer(bytes, tlsCrypt)), sessionId),
  };
}

async function openVpnByUdp(question: OpenVpnQuestion): Promise<Heard> {
  const { packet, isAnswer } = hardReset(question);
  await udpExchange({
    address: question.address,
    port: question.port,
    payload: () => packet,
    accept: (bytes) => isAnswer(bytes) || undefined,
    retransmitAtMs: RETRANSMIT_AT_MS,
    timeoutMs: question.timeoutMs,
    signal: question.signal,
  });
  return { outcome: "answered", notifies: [] };
}

/** More than a server's first packet has. */
const MAX_TCP_BYTES = 4_096;

async function openVpnByTcp(question: OpenVpnQuestion): Promise<Heard> {
  const { packet, isAnswer } = hardReset(question);
  const deadline = timeoutSignal(question.timeoutMs, question.signal);
  const socket = connect({ host: question.address, port: question.port });
  try {
    const outcome = await new Promise<ReachOutcome>((resolve, reject) => {
      let received = Buffer.alloc(0);
      let isConnected = false;
      const silent = (): void => resolve("silent");
      deadline.signal.addEventListener("abort", silent, { once: true });
      if (deadline.signal.aborted) return silent();
      socket.on("connect", () => {
        isConnected = true;
        socket.write(encodeOpenVpnFrame(packet));
      });
      socket.on("data", (bytes) => {
        received = Buffer.concat([received, bytes]).subarray(0, MAX_TCP_BYTES);
        try {
          const frame = decodeOpenVpnFrame(received);
          if (frame !== null) resolve(isAnswer(frame) ? "answered" : "other");
        } catch {
          resolve("other");
        }
      });
      socket.on("close", () => resolve(received.length > 0 ? "other" : "closed"));
      // A reset once it stood is a goodbye, not a refusal.
      socket.on("error", (error) => (isConnected ? resolve("closed") : reject(error)));
    });
    return { outcome, notifies: [] };
  } finally {
    deadline.end();
    socket.destroy();
  }
}

interface IkeQuestion {
  readonly address: string;
  readonly port: number;
  readonly natT: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

async function ikeByUdp({ address, port, natT, timeoutMs, signal }: IkeQuestion): Promise<Heard> {
  const spi = randomBytes(IKE_SPI_BYTES);
  // Thrown away at once: any 32 bytes are a public value of Curve25519 (RFC 7748 section 5).
  const init = encodeIkeSaInit({ spi, nonce: randomBytes(32), publicValue: randomBytes(32) });
  const { value } = await udpExchange({
    address,
    port,
    payload: () => (natT ? withNonEspMarker(init) : init),
    accept: (bytes) => {
      const message = natT ? withoutNonEspMarker(bytes) : bytes;
      if (message === undefined) return undefined;
      const read = decodeIke(message);
      return answersIkeInit(read, spi) ? read.notifies : undefined;
    },
    retransmitAtMs: RETRANSMIT_AT_MS,
    timeoutMs,
    signal,
  });
  return { outcome: "answered", notifies: value };
}
