import { nat64Address } from "#core/net/nat64-address.ts";
import { inPrefix, isIpv4, isIpv6 } from "#core/net/ip-address.ts";
import { ask, skip, type CheckContext, type Question } from "../check-context.ts";
import { ProbeTrouble } from "../probe-trouble.ts";
import { askBinding } from "../stun-binding.ts";
import { splitHostPort } from "../../net/name-lookup.ts";
import { StunSocket } from "../../net/stun-socket.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { systemErrorCode } from "../../system-error.ts";
import { SOMEWHERE_OUTSIDE } from "../../system/local-address.ts";

/**
 * Asks every configured STUN server (RFC 8489) over IPv4 and, where the laptop has a way out for it, IPv6; each family from
 * one and the same port, so the mapped ports can be compared with each other. Where there is no IPv4 but a NAT64, the IPv4
 * servers are asked through it. An answer counts only from the address that was asked and with the transaction that was sent.
 */
export async function probeStun(context: CheckContext): Promise<void> {
  const servers = context.settings.stunServers;
  if (servers.length === 0) return;
  const [ipv4Way, ipv6Way] = await Promise.all([
    context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv4),
    context.computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv6),
  ]);
  const nat64Prefix = ipv4Way === null && ipv6Way !== null ? await prefixInTime(context) : null;
  const sockets = new SocketPerFamily();
  try {
    await Promise.all(
      servers.flatMap((server) => {
        const { host } = splitHostPort(server);
        // No row of its own says that the laptop has no IPv6, unless that is all the server has.
        const overIpv6 = isIpv6(host) || (ipv6Way !== null && !isIpv4(host));
        return [
          ...(isIpv6(host) ? [] : [askOverIpv4(context, sockets, server, ipv4Way !== null, nat64Prefix)]),
          ...(overIpv6 ? [askOverIpv6(context, sockets, server, ipv6Way !== null, nat64Prefix)] : []),
        ];
      }),
    );
  } finally {
    await sockets.close();
  }
}

async function askOverIpv4(
  context: CheckContext,
  sockets: SocketPerFamily,
  server: string,
  hasIpv4: boolean,
  nat64Prefix: string | null,
): Promise<void> {
  const { host, port } = splitHostPort(server);
  const question: Question = { id: `stun/${server}`, probe: "stun", question: "my-address", asked: server };
  if (!hasIpv4 && nat64Prefix === null) return skip(context, question, "no-gateway");
  const signal = context.outsideSignal;
  const answer = await ask(context, question, async () => {
    const [ipv4] = await context.computer.lookupIpv4(host, signal);
    const address = ipv4 && !hasIpv4 && nat64Prefix ? nat64Address(nat64Prefix, ipv4) : ipv4;
    if (!address) throw new ProbeTrouble("failed", "dns-failed");
    const socket = await sockets.open(hasIpv4 ? 4 : 6);
    return askBinding(
      context,
      socket,
      { name: server, at: { address, port } },
      context.budget.stunRetransmitMs,
      signal,
    );
  });
  if (answer) context.outsideAnswered(answer.server.at.address, answer.mapped.address);
}

async function askOverIpv6(
  context: CheckContext,
  sockets: SocketPerFamily,
  server: string,
  hasIpv6: boolean,
  nat64Prefix: string | null,
): Promise<void> {
  const { host, port } = splitHostPort(server);
  const question: Question = { id: `stun/${server}/v6`, probe: "stun", question: "my-address", asked: server };
  if (!hasIpv6) return skip(context, question, "no-gateway");
  // An adapter with IPv6 addresses and no line behind them is common: it must not keep a check waiting that IPv4 answered.
  const soon = timeoutSignal(context.budget.outsideSilenceMs, context.outsideSignal);
  const answer = await ask(context, question, async () => {
    const found = await context.computer.lookupIpv6(host, soon.signal).catch(noneFound);
    // Name servers of a NAT64 (DNS64, RFC 6147) make up IPv6 addresses of servers that have none.
    const address = found.find((one) => nat64Prefix === null || !inPrefix(one, nat64Prefix));
    if (!address) throw new ProbeTrouble("skipped", "no-ipv6-address");
    const socket = await sockets.open(6);
    const at = { address, port };
    return askBinding(context, socket, { name: server, at }, context.budget.stunRetransmitMs, soon.signal);
  }).finally(() => soon.end());
  if (answer) context.outsideAnswered(answer.server.at.address, answer.mapped.address);
}

/** The name exists and has no IPv6 address: nothing went wrong. */
function noneFound(error: unknown): string[] {
  if (systemErrorCode(error) === "ENODATA") return [];
  throw error;
}

/** What the NAT64 probe finds, as long as there is time for questions to the internet. */
function prefixInTime(context: CheckContext): Promise<string | null> {
  const { outsideSignal, nat64Prefix } = context;
  if (nat64Prefix === undefined || outsideSignal.aborted) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    outsideSignal.addEventListener("abort", () => resolve(null), { once: true });
    nat64Prefix.then(resolve, reject);
  });
}

/** One local port for IPv4 and one for IPv6, each opened when it is first needed. */
class SocketPerFamily {
  readonly #opened = new Map<4 | 6, Promise<StunSocket>>();

  /** Called while asking, so that a socket that can't be had is an observation and not the end of the check. */
  open(family: 4 | 6): Promise<StunSocket> {
    const socket = this.#opened.get(family) ?? StunSocket.open(family);
    this.#opened.set(family, socket);
    return socket;
  }

  async close(): Promise<void> {
    for (const opened of await Promise.allSettled(this.#opened.values()))
      if (opened.status === "fulfilled") opened.value.close();
  }
}
