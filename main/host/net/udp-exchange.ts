import { errorText } from "#core/error-text.ts";
import { createSocket } from "node:dgram";
import { isIpv6 } from "#core/net/ip-address.ts";
import { ProbeTrouble, toProbeTrouble, type TroubleCode } from "../check/probe-trouble.ts";
import { timeoutSignal } from "./timeout-signal.ts";

export type UdpQuestion<T> = {
  /** IPv4 or IPv6, a link-local one with its zone. */
  address: string;
  port: number;
  /** The own address to ask from; the system's choice unless said. */
  ownAddress?: string;
  /** Built once the local address is known (PCP carries it, RFC 6887 section 7.1). */
  payload(localAddress: string): Uint8Array;
  /** The value when this is the answer, undefined when it answers another question; DecodeError when it is garbage. */
  accept(bytes: Uint8Array): T | undefined;
  retransmitAtMs: readonly number[];
  timeoutMs: number;
  signal: AbortSignal;
};

export type UdpAnswer<T> = { value: T; localAddress: string; sent: Uint8Array; received: Uint8Array };

/** Datagrams looked at per question: a flood must not keep the check busy. */
const MAX_DATAGRAMS = 64;

/**
 * One question over a connected UDP socket: the kernel drops datagrams of other senders and reports "port unreachable" at
 * once. Garbage and stray answers don't end the wait, since the real answer may still come.
 *
 * @throws ProbeTrouble refused, silent, malformed or wrong-transaction
 */
export async function udpExchange<T>(question: UdpQuestion<T>): Promise<UdpAnswer<T>> {
  const socket = createSocket(isIpv6(question.address) ? "udp6" : "udp4");
  const deadline = timeoutSignal(question.timeoutMs, question.signal);
  const timers: NodeJS.Timeout[] = [];
  let disappointment: { trouble: TroubleCode; message: string; raw: string } | null = null;
  try {
    return await new Promise<UdpAnswer<T>>((resolve, reject) => {
      const giveUp = (): void =>
        reject(
          disappointment
            ? new ProbeTrouble("failed", disappointment.trouble, { ...disappointment, answeredBy: question.address })
            : new ProbeTrouble("silent", "silent"),
        );
      deadline.signal.addEventListener("abort", giveUp, { once: true });
      if (deadline.signal.aborted) return giveUp();
      socket.on("error", (error) => reject(toProbeTrouble(error)));
      // Node passes the error to the callback, whatever its types say: a network that is gone must not throw in here.
      const connected = (failure?: Error): void => {
        if (failure) return reject(toProbeTrouble(failure));
        if (deadline.signal.aborted) return;
        const localAddress = socket.address().address;
        const sent = question.payload(localAddress);
        let seen = 0;
        socket.on("message", (received) => {
          if (++seen > MAX_DATAGRAMS) return;
          try {
            const value = question.accept(received);
            if (value !== undefined) return resolve({ value, localAddress, sent, received });
            disappointment ??= { trouble: "wrong-transaction", message: "not our transaction", raw: hexDump(received) };
          } catch (error) {
            disappointment = { trouble: "malformed", message: errorText(error), raw: hexDump(received) };
          }
        });
        const send = (): void => socket.send(sent, (error) => error && reject(toProbeTrouble(error)));
        for (const atMs of question.retransmitAtMs) timers.push(setTimeout(send, atMs));
      };
      const connect = (): void => socket.connect(question.port, question.address, connected);
      if (question.ownAddress === undefined) connect();
      else socket.bind({ address: question.ownAddress, port: 0 }, connect);
    });
  } finally {
    for (const timer of timers) clearTimeout(timer);
    deadline.end();
    socket.close();
  }
}

const MAX_DUMP_BYTES = 512;

/** Bytes for the raw detail of an observation. */
export function hexDump(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, MAX_DUMP_BYTES))
    .toString("hex")
    .replace(/(.{2})(?!$)/g, "$1 ");
  return bytes.length > MAX_DUMP_BYTES ? `${shown} … (${bytes.length} bytes)` : shown;
}

/** What was asked and what came back, for the raw detail of an observation. */
export const exchangeDump = (sent: Uint8Array, received: Uint8Array): string =>
  `> ${hexDump(sent)}\n< ${hexDump(received)}`;
