import type { RemoteInfo, Socket } from "node:dgram";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import { closeUdp, LOOPBACK, udpOn } from "./loopback.ts";
import {
  ATTRIBUTE,
  attributeOf,
  STUN_ERROR,
  STUN_SUCCESS,
  stunAddress,
  stunMessage,
  unknownAttributeError,
  xorMapped,
} from "./stun-bytes.ts";

type Behaviour = Diagnosis["nat"]["mapping"];

export type NatLineOptions = {
  /** What the NAT on the line does. */
  mapping?: Behaviour;
  filtering?: Behaviour;
  keepsPorts?: boolean;
  /** How long it remembers a mapping without traffic. */
  lifetimeMs?: number;
  mappedAddress?: string;
  /** What the server does with CHANGE-REQUEST. `claims-other`: answers from the address asked and says it left elsewhere. */
  change?: "honours" | "ignores" | "claims-other" | "refuses";
  responsePort?: "honours" | "ignores";
  /** What it says its second address is; null: it names none. Default: the one it has. */
  otherAddress?: { address: string; port: number } | null;
  /** The second address never answers, whoever asks it. */
  secondAddressIsDead?: boolean;
};

export type FakeNatLine = { server: string; asked(): number; close(): Promise<void> };

const SECOND_ADDRESS = "127.0.0.2";
const CHANGE_IP = 0x04;
const CHANGE_PORT = 0x02;

type Place = { address: string; port: number; socket: Socket };

/**
 * A STUN server with two addresses and two ports (RFC 5780) on loopback, and the NAT in front of it: the server says which
 * mapping the NAT would have made and withholds the answers that it would have filtered.
 */
export async function startFakeNatLine(options: NatLineOptions = {}): Promise<FakeNatLine> {
  const places = await fourPlaces();
  const [first, firstOtherPort, second, secondOtherPort] = places;
  const mappedAddress = options.mappedAddress ?? "192.31.196.77";
  const lastHeardMs = new Map<number, number>();
  let asked = 0;

  const mappedPort = (client: RemoteInfo, at: Place): number => {
    const { mapping = "endpoint-independent", keepsPorts = true } = options;
    const ofAddress = mapping === "endpoint-independent" || at.address === LOOPBACK ? 0 : 1;
    const ofPort = mapping === "address-and-port-dependent" && at.port !== first.port ? 2 : 0;
    return keepsPorts && ofAddress + ofPort === 0 ? client.port : outsidePort(client.port, 1 + ofAddress + ofPort);
  };
  const answerer = (at: Place, flags: number): Place | null => {
    const elsewhere = flags & CHANGE_IP ? secondOtherPort : firstOtherPort;
    if (flags === 0) return at;
    const { filtering = "endpoint-independent", change = "honours" } = options;
    if (change !== "honours") return at;
    if (filtering === "address-and-port-dependent") return null;
    return filtering === "address-dependent" && flags & CHANGE_IP ? null : elsewhere;
  };
  const answer = (request: Buffer, client: RemoteInfo, at: Place): void => {
    asked += 1;
    if (options.secondAddressIsDead && at.address === SECOND_ADDRESS) return;
    const transactionId = request.subarray(8, 20);
    const flags = (attributeOf(request, ATTRIBUTE.CHANGE_REQUEST)?.readUInt32BE() ?? 0) & (CHANGE_IP | CHANGE_PORT);
    const toPort = attributeOf(request, ATTRIBUTE.RESPONSE_PORT)?.readUInt16BE();
    const from = answerer(at, flags);
    if (from === null) return;
    if (flags !== 0 && options.change === "refuses") {
      at.socket.send(stunMessage(STUN_ERROR, transactionId, unknownAttributeError()), client.port, client.address);
      return;
    }
    const origin = flags !== 0 && options.change === "claims-other" ? secondOtherPort : from;
    const other = options.otherAddress === undefined ? secondOtherPort : options.otherAddress;
    const message = stunMessage(
      STUN_SUCCESS,
      transactionId,
      xorMapped(mappedAddress, mappedPort(client, at), transactionId),
      stunAddress(ATTRIBUTE.RESPONSE_ORIGIN, origin.address, origin.port),
      ...(other ? [stunAddress(ATTRIBUTE.OTHER_ADDRESS, other.address, other.port)] : []),
    );
    const isAsked = toPort === undefined || options.responsePort === "ignores";
    if (isAsked) lastHeardMs.set(client.port, performance.now());
    const port = isAsked ? client.port : toPort;
    const isForgotten = performance.now() - (lastHeardMs.get(port) ?? 0) > (options.lifetimeMs ?? Infinity);
    if (isAsked || !isForgotten) from.socket.send(message, port, client.address, () => {});
  };
  for (const at of [first, firstOtherPort, second, secondOtherPort])
    at.socket.on("message", (request, client) => answer(request, client, at));
  return {
    server: `${LOOPBACK}:${first.port}`,
    asked: () => asked,
    close: async () => {
      await Promise.all(places.map(({ socket }) => closeUdp(socket)));
    },
  };
}

/** Another port for each inside port and kind of destination, as a NAT would choose it. */
const outsidePort = (inside: number, salt: number): number => 1_024 + ((inside * 31 + salt * 7_919) % 60_000);

/** Two ports that are free on both addresses. */
async function fourPlaces(): Promise<[first: Place, firstOtherPort: Place, second: Place, secondOtherPort: Place]> {
  const [first, second] = await portOnBoth();
  const [firstOtherPort, secondOtherPort] = await portOnBoth();
  return [first, firstOtherPort, second, secondOtherPort];
}

const BIND_TRIES = 20;

async function portOnBoth(): Promise<[Place, Place]> {
  for (let attempt = 0; attempt < BIND_TRIES; attempt += 1) {
    const socket = await udpOn(LOOPBACK);
    const { port } = socket.address();
    try {
      const other = await udpOn(SECOND_ADDRESS, port);
      return [
        { address: LOOPBACK, port, socket },
        { address: SECOND_ADDRESS, port, socket: other },
      ];
    } catch {
      await closeUdp(socket);
    }
  }
  throw new Error("no port is free on both addresses");
}
