import { errorText } from "#core/error-text.ts";
import { createSocket, type Socket } from "node:dgram";
import { decodeSsdp, encodeSearch } from "#core/codec/ssdp.ts";
import type { Budget } from "../check/budget.ts";
import type { RouterPorts } from "../check/environment.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "./timeout-signal.ts";

export type SsdpAnswer = { from: string; location: string | null; searchTarget: string | null; server: string | null };

/** What a router answers to; some answer to one of these only (docs/protocols/upnp-igd.md). */
export const GATEWAY_TARGETS = [
  "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
  "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
  "urn:schemas-upnp-org:service:WANIPConnection:2",
  "urn:schemas-upnp-org:service:WANIPConnection:1",
  "urn:schemas-upnp-org:service:WANPPPConnection:1",
  "urn:dslforum-org:device:InternetGatewayDevice:1",
];

/** Distinct answers kept and datagrams looked at, of all other boxes together: a flood must not fill memory or time. */
const MAX_ANSWERS = 24;
const MAX_DATAGRAMS = 512;
/** The gateway has a share of its own, so that no flood drowns it. */
const MAX_GATEWAY_ANSWERS = 8;
const MAX_GATEWAY_DATAGRAMS = 128;

/**
 * Searches for internet gateways: multicast on the adapter of the default route, and by unicast at the gateway itself
 * (some routers answer only there). Replies may come from any port; those of other boxes are kept with their sender.
 *
 * @returns what came within the window, the gateway's answer ends it early; garbage is counted, not kept
 * @throws ProbeTrouble when nothing can be sent at all
 */
export async function searchGateways(
  gateway: { address: string; localAddress: string },
  { ports, budget }: { ports: RouterPorts; budget: Budget },
  signal: AbortSignal,
): Promise<{ answers: SsdpAnswer[]; malformed: { from: string; reason: string }[] }> {
  const socket = createSocket("udp4");
  const window = timeoutSignal(budget.ssdpWindowMs, signal);
  const timers: NodeJS.Timeout[] = [];
  const answers = new Map<string, SsdpAnswer>();
  const malformed: { from: string; reason: string }[] = [];
  try {
    await bindTo(socket, gateway.localAddress);
    await new Promise<void>((resolve, reject) => {
      window.signal.addEventListener("abort", () => resolve(), { once: true });
      if (window.signal.aborted) return resolve();
      const gatewayShare = { datagrams: MAX_GATEWAY_DATAGRAMS, answers: MAX_GATEWAY_ANSWERS };
      const othersShare = { datagrams: MAX_DATAGRAMS, answers: MAX_ANSWERS };
      let gatewayAnswered = false;
      let sentOnce = false;
      let lastError: Error | null = null;
      socket.on("message", (bytes, from) => {
        const isGateway = from.address === gateway.address;
        const share = isGateway ? gatewayShare : othersShare;
        if (share.datagrams-- <= 0) return;
        try {
          const message = decodeSsdp(bytes);
          if (message.messageType !== "response") return;
          const { location, st, server } = message;
          const key = `${from.address} ${location}`;
          if (answers.has(key) || share.answers-- <= 0) return;
          answers.set(key, { from: from.address, location, searchTarget: st, server });
          if (!isGateway || location === null) return;
          gatewayAnswered = true;
          timers.push(setTimeout(resolve, budget.ssdpAfterGatewayMs));
        } catch (error) {
          if (malformed.length < MAX_ANSWERS) malformed.push({ from: from.address, reason: errorText(error) });
        }
      });
      const sent = (error: Error | null): void => {
        if (!error) sentOnce = true;
        else if (!sentOnce) lastError = error;
      };
      const sendAll = (): void => {
        for (const searchTarget of GATEWAY_TARGETS) {
          for (const host of [ports.ssdpMulticastAddress, gateway.address]) {
            const search = encodeSearch({ searchTarget, host: `${host}:${ports.ssdp}`, mxSeconds: 1 });
            socket.send(search, ports.ssdp, host, sent);
          }
        }
      };
      for (const atMs of budget.ssdpRepeatMs)
        timers.push(
          setTimeout(() => {
            if (lastError && !sentOnce) return reject(toProbeTrouble(lastError));
            // The gateway's answer in hand needs no repetition; a lost datagram does, be it lost in a flood of others.
            if (!gatewayAnswered) sendAll();
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
