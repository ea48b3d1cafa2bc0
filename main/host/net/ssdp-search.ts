import { createSocket, type Socket } from "node:dgram";
import { decodeSsdp, encodeSearch } from "#core/codec/ssdp.ts";
import { SSDP_AFTER_GATEWAY_MS, SSDP_REPEAT_MS, SSDP_WINDOW_MS } from "../check/budget.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "./timeout-signal.ts";

export type SsdpAnswer = { from: string; location: string | null; searchTarget: string | null; server: string | null };

const SSDP_ADDRESS = "239.255.255.250";
const SSDP_PORT = 1900;

/** What a router answers to; some answer to one of these only (docs/protocols/upnp-igd.md). */
const GATEWAY_TARGETS = [
  "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
  "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
  "urn:schemas-upnp-org:service:WANIPConnection:2",
  "urn:schemas-upnp-org:service:WANIPConnection:1",
  "urn:schemas-upnp-org:service:WANPPPConnection:1",
  "urn:dslforum-org:device:InternetGatewayDevice:1",
];

/** Distinct answers kept and datagrams looked at: an SSDP flood must not fill memory or time. */
const MAX_ANSWERS = 24;
const MAX_DATAGRAMS = 512;

/**
 * Searches for internet gateways: multicast on the adapter of the default route, and by unicast at the gateway itself
 * (some routers answer only there). Replies may come from any port; those of other boxes are kept with their sender.
 *
 * @returns what came within the window, the gateway's answer ends it early; garbage is counted, not kept
 * @throws ProbeTrouble when nothing can be sent at all
 */
export async function searchGateways(
  gateway: { address: string; localAddress: string },
  signal: AbortSignal,
): Promise<{ answers: SsdpAnswer[]; malformed: { from: string; reason: string }[] }> {
  const socket = createSocket("udp4");
  const window = timeoutSignal(SSDP_WINDOW_MS, signal);
  const timers: NodeJS.Timeout[] = [];
  const answers = new Map<string, SsdpAnswer>();
  const malformed: { from: string; reason: string }[] = [];
  try {
    await bindTo(socket, gateway.localAddress);
    await new Promise<void>((resolve, reject) => {
      window.signal.addEventListener("abort", () => resolve(), { once: true });
      if (window.signal.aborted) return resolve();
      let seen = 0;
      let sentOnce = false;
      let lastError: Error | null = null;
      socket.on("message", (bytes, from) => {
        if (++seen > MAX_DATAGRAMS) return;
        try {
          const message = decodeSsdp(bytes);
          if (message.messageType !== "response" || answers.size >= MAX_ANSWERS) return;
          const { location, st, server } = message;
          answers.set(`${from.address} ${location}`, { from: from.address, location, searchTarget: st, server });
          if (from.address === gateway.address && location) timers.push(setTimeout(resolve, SSDP_AFTER_GATEWAY_MS));
        } catch (error) {
          if (malformed.length < MAX_ANSWERS) malformed.push({ from: from.address, reason: (error as Error).message });
        }
      });
      const sent = (error: Error | null): void => {
        if (!error) sentOnce = true;
        else if (!sentOnce) lastError = error;
      };
      const sendAll = (): void => {
        for (const searchTarget of GATEWAY_TARGETS) {
          for (const host of [SSDP_ADDRESS, gateway.address]) {
            socket.send(
              encodeSearch({ searchTarget, host: `${host}:${SSDP_PORT}`, mxSeconds: 1 }),
              SSDP_PORT,
              host,
              sent,
            );
          }
        }
      };
      for (const atMs of SSDP_REPEAT_MS)
        timers.push(
          setTimeout(() => {
            if (lastError && !sentOnce) return reject(toProbeTrouble(lastError));
            // An answer in hand needs no repetition; a lost first datagram does.
            if (answers.size === 0) sendAll();
          }, atMs),
        );
    });
    return { answers: [...answers.values()], malformed };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    window.end();
    socket.close();
  }
}

function bindTo(socket: Socket, localAddress: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", (error) => reject(toProbeTrouble(error)));
    socket.bind(0, localAddress, () => {
      socket.removeAllListeners("error");
      socket.on("error", () => {});
      try {
        // Without a default route the system would not know which adapter to use.
        socket.setMulticastInterface(localAddress);
        socket.setMulticastTTL(2);
      } catch {
        // An adapter without multicast still reaches the gateway by unicast.
      }
      resolve();
    });
  });
}
