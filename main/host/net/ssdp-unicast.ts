import { decodeSsdp, encodeSearch, locationOnHost } from "#core/codec/ssdp.ts";
import { GATEWAY_TARGETS, type SsdpAnswer } from "./ssdp-search.ts";
import { udpExchange } from "./udp-exchange.ts";

type Search = {
  address: string;
  port: number;
  retransmitAtMs: readonly number[];
  timeoutMs: number;
  signal: AbortSignal;
};

/**
 * Asks one box for its description, under all names of an internet gateway; the first usable answer counts. From behind a NAT
 * only what comes from the port that was asked gets back.
 *
 * @throws ProbeTrouble refused, silent, malformed, wrong-transaction (no LOCATION on the box itself)
 */
export async function searchBox(search: Search): Promise<SsdpAnswer & { location: string }> {
  const { address, port } = search;
  const ended = new AbortController();
  const asked = GATEWAY_TARGETS.map((searchTarget) =>
    udpExchange({
      ...search,
      signal: AbortSignal.any([search.signal, ended.signal]),
      payload: () => encodeSearch({ searchTarget, host: `${address}:${port}`, mxSeconds: 1 }),
      accept: (bytes) => {
        const message = decodeSsdp(bytes);
        const location = message.location === null ? undefined : locationOnHost(message.location, address);
        if (message.messageType !== "response" || location === undefined) return undefined;
        return { from: address, location, searchTarget: message.st, server: message.server };
      },
    }),
  );
  try {
    return (await Promise.any(asked)).value;
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    ended.abort();
  }
}
