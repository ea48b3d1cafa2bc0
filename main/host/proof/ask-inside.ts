import type { Forward } from "#core/forward/forward.ts";
import { addressScope, inPrefix, isIpv4 } from "#core/net/ip-address.ts";
import { proofHellos, type ProofHello } from "#core/proof/proof-hello.ts";
import { spokenWords } from "#core/proof/spoken-words.ts";
import { askPort, type PortAnswer } from "./ask-port.ts";

/** What is said to a forward's port, and what the device answered to it inside; null: it could not be asked. */
export type InsideAnswer = { hello: ProofHello; heard: PortAnswer | null };

/** A recorder with a full disk needs seconds to answer. */
const DEVICE_MS = 2_500;
const ROUTER_MS = 1_500;

/**
 * Asks each device on the ports that forwards lead to, one question after the other: a recorder's servers take few connections. Of
 * several hellos the first that it answers is the one to use from outside.
 */
export async function askDevices(
  forwards: readonly Forward[],
  options: { brandOf: (forward: Forward) => string | undefined; ownNetworks: readonly string[] },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, InsideAnswer>> {
  const answers = new Map<string, InsideAnswer>();
  const byAddress = Map.groupBy(forwards, ({ address }) => address);
  await Promise.all(
    [...byAddress.values()].map(async (ofDevice) => {
      for (const forward of ofDevice) {
        const hellos = proofHellos(forward, options.brandOf(forward));
        answers.set(forward.id, await askDevice(forward, hellos, options.ownNetworks, signal));
      }
    }),
  );
  return answers;
}

async function askDevice(
  { address, internalPort: port, transport }: Forward,
  hellos: readonly ProofHello[],
  ownNetworks: readonly string[],
  signal: AbortSignal,
): Promise<InsideAnswer> {
  const [first = "banner"] = hellos;
  if (transport === "udp" || !isOnSite(address, ownNetworks)) return { hello: first, heard: null };
  let mute: InsideAnswer | null = null;
  for (const hello of hellos) {
    const heard = await askPort({ address, port, hello, timeoutMs: DEVICE_MS }, signal);
    if (heard.saw !== "connected" || spokenWords(heard) !== null) return { hello, heard };
    mute ??= { hello, heard };
  }
  return mute ?? { hello: first, heard: null };
}

/** A survey from elsewhere may name any address: only devices of the site are asked. */
const isOnSite = (address: string, ownNetworks: readonly string[]): boolean =>
  ownNetworks.some((network) => inPrefix(address, network)) ||
  (isIpv4(address) && ["private", "shared"].includes(addressScope(address)));

/** What the router shows of itself inside, in plain HTTP and over TLS. */
export async function askRouter(
  gateway: string | null,
  [httpPort, httpsPort]: readonly number[],
  signal: AbortSignal,
): Promise<PortAnswer[]> {
  if (gateway === null) return [];
  const ask = (port: number | undefined, hello: ProofHello): Promise<PortAnswer>[] =>
    port === undefined ? [] : [askPort({ address: gateway, port, hello, timeoutMs: ROUTER_MS }, signal)];
  return Promise.all([...ask(httpPort, "http"), ...ask(httpsPort, "https")]);
}
