import type { RemoteInfo } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";
import { redactSecurity } from "#core/codec/onvif-redact.ts";
import type { DiscoveryAnswer, DiscoveryProtocol } from "#core/lan/discovery-protocol.ts";
import { canonicalAddress, inPrefix } from "#core/net/ip-address.ts";
import { atTimes } from "../net/at-times.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { DatagramInbox, type Datagram } from "./datagram-inbox.ts";
import { networksOf } from "./own-networks.ts";
import { QuestionSender } from "./question-sender.ts";
import type { ScanContext } from "./scan-environment.ts";
import { SearchSockets, type Place } from "./search-sockets.ts";
import type { UsedAdapter } from "./used-adapters.ts";

export type SearchOptions = { adapters: readonly UsedAdapter[]; context: ScanContext; signal: AbortSignal };

export type SearchResult = {
  /** Datagrams that nobody read: beyond what one scan takes, something floods the network. */
  dropped: number;
  /** UDP ports that other programs have for themselves: what is sent to everybody there was not heard. */
  takenPorts: readonly number[];
};

type Seen = { interfaceName: string | null; protocols: readonly DiscoveryProtocol[] };

/** Within it, devices on a cable answer; WS-Discovery's wait for up to 500 ms first. */
const ANSWER_MS = 700;

/** Characters of an answer that are kept. */
const MAX_RAW_CHARACTERS = 4_000;

/**
 * Asks in every protocol on every adapter at once, several times, and listens until the budget's window ends. Every answer becomes
 * sightings at once. Questions of others and everything from the laptop itself are ignored. Never throws; aborting ends it at once.
 */
export async function search({ adapters, context, signal }: SearchOptions): Promise<SearchResult> {
  const { budget, protocols } = context;
  const own = new Set(context.readAdapters().flatMap(({ addresses }) => addresses.map(({ address }) => address)));
  const window = timeoutSignal(budget.searchWindowMs, signal);
  const inbox = new DatagramInbox<Seen>((datagram) => readDatagram(datagram, context));
  const adapterOf = adapterFinder(adapters);
  const sockets = new SearchSockets((bytes, from, place) => {
    const address = canonicalAddress(from.address);
    if (address === undefined || own.has(address) || from.port === 0) return;
    inbox.offer({
      bytes,
      address,
      port: from.port,
      place: { interfaceName: adapterOf(from, place), protocols: place.protocols },
    });
  });
  await sockets.open(adapters, protocols, (interfaceName, code) => context.onRefusedSend(interfaceName, code));
  const sender = new QuestionSender(sockets.askers, context);
  const endRounds = window.signal.aborted ? (): void => {} : atTimes(budget.searchAtMs, () => sender.askAll());
  if (!window.signal.aborted)
    await new Promise((resolve) => window.signal.addEventListener("abort", resolve, { once: true }));
  // A busy laptop asks late, and hears late: whoever was asked last has as long as everybody.
  while (!signal.aborted && !(sender.isIdle && inbox.isIdle))
    await sleep(ANSWER_MS, undefined, { signal }).catch(() => undefined);
  endRounds();
  window.end();
  sender.end();
  sockets.close();
  inbox.end();
  return { dropped: inbox.dropped, takenPorts: [...sockets.takenPorts] };
}

/**
 * By which adapter something came: that of the socket; of a link-local IPv6 address its zone tells; else the network that the sender is
 * in, and where there is one adapter only, that. Null for a device in a foreign network that several adapters could have heard.
 */
function adapterFinder(adapters: readonly UsedAdapter[]): (from: RemoteInfo, place: Place) => string | null {
  const networks = networksOf(adapters);
  const only = adapters.length === 1 ? (adapters[0]?.name ?? null) : null;
  return ({ address }, { adapter }) => {
    if (adapter !== null) return adapter.name;
    const zone = address.split("%", 2)[1];
    if (zone !== undefined) return adapters.find((one) => one.zone === zone)?.name ?? only;
    const network = networks.find((own) => inPrefix(address, `${own.address}/${own.prefixLength}`));
    return network?.interfaceName ?? only;
  };
}

/**
 * Gives a datagram to the protocols whose answers come in where it came in, those first that are asked at the port it came from:
 * most devices answer from there, and some from any. The first that can read it has it.
 */
function readDatagram({ bytes, address, port, place }: Datagram<Seen>, context: ScanContext): void {
  const { protocols, interfaceName } = place;
  const isAskedThere = (protocol: DiscoveryProtocol): boolean => protocol.questions.some(({ to }) => to.port === port);
  for (const protocol of [...protocols.filter(isAskedThere), ...protocols.filter((one) => !isAskedThere(one))]) {
    const answers = answersOf(protocol, bytes, { address, port });
    if (answers === null) continue;
    const raw = rawText(bytes.subarray(0, protocol.secretFrom));
    for (const { claims, descriptionUrl } of answers) {
      const sighting = { source: protocol.source, address, port, interfaceName, claims, raw };
      context.onSighting(sighting, descriptionUrl);
    }
    return;
  }
}

function answersOf(
  protocol: DiscoveryProtocol,
  bytes: Uint8Array,
  from: { address: string; port: number },
): readonly DiscoveryAnswer[] | null {
  try {
    return protocol.read(bytes, from);
  } catch {
    // A DecodeError: not of this protocol, or broken. Anything else would be a reader's fault, and no stranger's datagram may end a scan.
    return null;
  }
}

/** As text where it is some, else in hex. */
function rawText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_RAW_CHARACTERS));
  // Nothing but tabs and line ends of what does not print, and no byte that is no UTF-8.
  const isText = !/[^\P{Cc}\t\r\n]|\uFFFD/u.test(text.slice(0, -1));
  if (isText) return redactSecurity(text).slice(0, MAX_RAW_CHARACTERS).toWellFormed();
  return Buffer.from(bytes.subarray(0, MAX_RAW_CHARACTERS / 2)).toString("hex");
}
