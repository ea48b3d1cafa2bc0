import dgram from "node:dgram";
import { serverAddresses, udpEchoPorts } from "../internet.ts";
import type { Dependence } from "../topology.ts";
import type { MeasuredNat } from "./agent-protocol.ts";

/**
 * RFC 4787 behaviour by asking the probe host's UDP echo: a measurement that shares nothing with STUN, coturn or the
 * app, so that those can be checked against it.
 */

interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A lost datagram would look like a filter. */
const attempts = 3;

/** @param silenceMs how long to wait for each answer; the lab's round trip is below 1 ms. */
export async function measureNat(silenceMs: number): Promise<MeasuredNat | null> {
  const [firstAddress, secondAddress] = serverAddresses.probe;
  const [firstPort, secondPort] = udpEchoPorts;
  const home: Endpoint = { address: firstAddress, port: firstPort };
  const otherPort: Endpoint = { address: firstAddress, port: secondPort };
  const other: Endpoint = { address: secondAddress, port: secondPort };

  // Filtering first, from a socket of its own that has written to nobody but `home`.
  const filtering = await withSocket(async (socket): Promise<Dependence | null> => {
    if ((await ask(socket, home, home, silenceMs)) === null) return null;
    if ((await ask(socket, home, other, silenceMs)) !== null) return "endpoint-independent";
    if ((await ask(socket, home, otherPort, silenceMs)) !== null) return "address-dependent";
    return "address-and-port-dependent";
  });
  if (filtering === null) return null;

  const mapping = await withSocket(async (socket): Promise<Dependence | null> => {
    const seen = [];
    for (const endpoint of [home, otherPort, other]) seen.push(await ask(socket, endpoint, endpoint, silenceMs));
    const [first, sameAddress, elsewhere] = seen;
    if (!first || !sameAddress || !elsewhere) return null;
    if (first !== sameAddress) return "address-and-port-dependent";
    return first === elsewhere ? "endpoint-independent" : "address-dependent";
  });
  return mapping === null ? null : { mapping, filtering };
}

export async function withSocket<T>(exchange: (socket: dgram.Socket) => Promise<T>): Promise<T> {
  const socket = dgram.createSocket("udp4");
  socket.on("error", () => undefined); // no route: the wait for an answer ends in silence
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  try {
    return await exchange(socket);
  } finally {
    socket.close();
  }
}

/** Asks one endpoint to have another one answer. @returns what it saw as our address and port, or null. */
export async function ask(
  socket: dgram.Socket,
  to: Endpoint,
  answerer: Endpoint,
  silenceMs: number,
): Promise<string | null> {
  for (let round = 0; round < attempts; round += 1) {
    const answer = await new Promise<string | null>((resolve) => {
      const onMessage = (message: Buffer, from: dgram.RemoteInfo) => {
        if (from.address !== answerer.address || from.port !== answerer.port) return;
        finish(message.toString("latin1"));
      };
      const timer = setTimeout(() => finish(null), silenceMs / attempts);
      const finish = (result: string | null) => {
        clearTimeout(timer);
        socket.off("message", onMessage);
        resolve(result);
      };
      socket.on("message", onMessage);
      socket.send(`from ${answerer.address} ${answerer.port}`, to.port, to.address, () => undefined);
    });
    if (answer !== null) return answer;
  }
  return null;
}
