import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import type { DiscoveryProtocol, DiscoveryQuestion } from "#core/lan/discovery-protocol.ts";
import { isIpv6 } from "#core/net/ip-address.ts";
import { systemErrorCode } from "../system-error.ts";
import type { UsedAdapter } from "./used-adapters.ts";

/** Where a datagram came in. */
export type Place = {
  /** The adapter; null where the socket is for all of them. */
  adapter: UsedAdapter | null;
  /** Whose answers come in here. */
  protocols: readonly DiscoveryProtocol[];
};

/** A socket that questions go out by, on one address of one adapter. */
export type Asker = {
  adapter: UsedAdapter;
  /** The own address, without zone. */
  address: string;
  socket: Socket;
  questions: readonly DiscoveryQuestion[];
};

type Opened = { socket: Socket; errorCode: null } | { socket: null; errorCode: string };

/** Answers of some hundred devices come within milliseconds; Linux gives no more than its own limit. */
const RECEIVE_BUFFER_BYTES = 1_048_576;
/** Stays in the network, and passes a switch that counts. */
const MULTICAST_HOPS = 2;

/**
 * The sockets of a search. For each address of an adapter there is one that asks from any port, and one for each port that questions
 * must come from; what is sent to a group or to everybody comes in at one socket for each such port, for all adapters, since only
 * those that are bound to no address get it (Linux, macOS). A port that another program has for itself alone is noted, and its questions
 * go out from any port: devices that answer whom they were asked by are still found.
 */
export class SearchSockets {
  readonly askers: Asker[] = [];
  /** UDP ports that other programs have for themselves. */
  readonly takenPorts = new Set<number>();
  readonly #sockets: Socket[] = [];
  readonly #onDatagram: (bytes: Uint8Array, from: RemoteInfo, place: Place) => void;

  constructor(onDatagram: (this: void, bytes: Uint8Array, from: RemoteInfo, place: Place) => void) {
    this.#onDatagram = onDatagram;
  }

  /** Opens all that can be opened; `onRefused` hears of adapters that can't be asked by. */
  async open(
    adapters: readonly UsedAdapter[],
    protocols: readonly DiscoveryProtocol[],
    onRefused: (interfaceName: string, code: string) => void,
  ): Promise<void> {
    // First those for everybody: an answer may come before the last question is out.
    await Promise.all([4, 6].flatMap((family) => this.#listeners(family, adapters, protocols)));
    const addresses = adapters.flatMap((adapter) => [
      ...adapter.ipv4.map(({ address }) => ({ adapter, address })),
      ...(adapter.ipv6 === null ? [] : [{ adapter, address: adapter.ipv6 }]),
    ]);
    await Promise.all(addresses.map(({ adapter, address }) => this.#askers(adapter, address, protocols, onRefused)));
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.close();
    this.askers.length = 0;
  }

  async #askers(
    adapter: UsedAdapter,
    address: string,
    protocols: readonly DiscoveryProtocol[],
    onRefused: (interfaceName: string, code: string) => void,
  ): Promise<void> {
    const family = isIpv6(address) ? 6 : 4;
    const asked = protocols.map((protocol) => ({
      protocol,
      questions: protocol.questions.filter(({ to }) => familyOf(to.address) === family),
    }));
    const fixed = [...new Set(asked.flatMap(({ questions }) => questions.flatMap(({ fromPort }) => fromPort ?? [])))];
    const refused = new Set<number>();
    const bindTo = { family, address: family === 6 ? `${address}%${adapter.zone}` : address } as const;
    await Promise.all(
      fixed.map(async (port) => {
        const place = { adapter, protocols: comingTo(port, protocols) };
        const { socket, errorCode } = await this.#bound({ ...bindTo, port }, place);
        if (socket === null) {
          refused.add(port);
          if (errorCode === "EADDRINUSE" || errorCode === "EACCES") this.takenPorts.add(port);
          return;
        }
        const questions = asked.flatMap((one) => one.questions.filter(({ fromPort }) => fromPort === port));
        this.#addAsker({ adapter, address, socket, questions });
      }),
    );
    const free = asked
      .map(({ protocol, questions }) => ({
        protocol,
        questions: questions.filter(({ fromPort }) => fromPort === undefined || refused.has(fromPort)),
      }))
      .filter(({ questions }) => questions.length > 0);
    if (free.length === 0) return;
    const place = { adapter, protocols: free.map(({ protocol }) => protocol) };
    const { socket, errorCode } = await this.#bound({ ...bindTo, port: 0 }, place);
    if (socket === null) return onRefused(adapter.name, errorCode);
    this.#addAsker({ adapter, address, socket, questions: free.flatMap(({ questions }) => questions) });
    // Some answer whoever asked by a broadcast to the asker's port: then the port tells the adapter.
    if (family === 4) await this.#bound({ family, address: "0.0.0.0", port: socket.address().port }, place);
  }

  #addAsker(asker: Asker): void {
    const { socket, address, adapter } = asker;
    try {
      socket.setMulticastTTL(MULTICAST_HOPS);
      // Without a default route the system would not know which adapter to use.
      socket.setMulticastInterface(isIpv6(address) ? `::%${adapter.zone}` : address);
      if (!isIpv6(address)) socket.setBroadcast(true);
    } catch {
      // An adapter without multicast still sends broadcasts; a send that fails says so.
    }
    this.askers.push(asker);
  }

  #listeners(
    family: number,
    adapters: readonly UsedAdapter[],
    protocols: readonly DiscoveryProtocol[],
  ): Promise<void>[] {
    const listened = protocols
      .flatMap(({ listen }) => listen)
      .map(({ port, groups }) => ({
        port,
        groups: groups.filter((group) => familyOf(group) === family),
        isFor: groups.length === 0 ? 4 : null,
      }));
    const ports = new Set(
      listened.filter(({ groups, isFor }) => groups.length > 0 || isFor === family).map(({ port }) => port),
    );
    if (family === 4)
      for (const { fromPort } of protocols.flatMap(({ questions }) => questions))
        if (fromPort !== undefined) ports.add(fromPort);
    return [...ports].map(async (port) => {
      const place = { adapter: null, protocols: comingTo(port, protocols) };
      const address = family === 6 ? "::" : "0.0.0.0";
      const { socket, errorCode } = await this.#bound({ family, address, port }, place);
      if (socket === null) {
        if (errorCode === "EADDRINUSE" || errorCode === "EACCES") this.takenPorts.add(port);
        return;
      }
      const groups = new Set(listened.filter((one) => one.port === port).flatMap((one) => one.groups));
      for (const group of groups) for (const adapter of adapters) join(socket, group, adapter);
    });
  }

  #bound(to: { family: number; address: string; port: number }, place: Place): Promise<Opened> {
    const socket =
      to.family === 6
        ? createSocket({ type: "udp6", reuseAddr: true, ipv6Only: true, lookup: asItStands })
        : createSocket({ type: "udp4", reuseAddr: true, lookup: asItStands });
    return new Promise((resolve) => {
      socket.once("error", (error) => {
        socket.close();
        resolve({ socket: null, errorCode: systemErrorCode(error) ?? "unknown" });
      });
      socket.bind({ port: to.port, address: to.address }, () => {
        socket.removeAllListeners("error").on("error", () => {});
        try {
          socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
        } catch {
          // The system's own size then.
        }
        socket.on("message", (bytes, from) => this.#onDatagram(bytes, from, place));
        this.#sockets.push(socket);
        resolve({ socket, errorCode: null });
      });
    });
  }
}

/** Nothing is looked up: there are only addresses. */
function asItStands(
  name: string,
  _options: unknown,
  found: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  found(null, name, name.includes(":") ? 6 : 4);
}

const familyOf = (address: string): 4 | 6 => (address.includes(":") ? 6 : 4);

/** Whose answers come to a port of ours that has a number of its own. */
const comingTo = (port: number, protocols: readonly DiscoveryProtocol[]): DiscoveryProtocol[] =>
  protocols.filter(
    ({ listen, questions }) =>
      listen.some((one) => one.port === port) || questions.some(({ fromPort }) => fromPort === port),
  );

function join(socket: Socket, group: string, { ipv4, ipv6, zone }: UsedAdapter): void {
  try {
    if (isIpv6(group)) {
      if (ipv6 !== null) socket.addMembership(group, `::%${zone}`);
    } else if (ipv4[0]) socket.addMembership(group, ipv4[0].address);
  } catch {
    // Joined already by another adapter's address, or an adapter without multicast: what is asked by unicast still answers.
  }
}
