import { isIpv6 } from "#core/net/ip-address.ts";
import { ask, skip, type CheckContext, type Question } from "../check-context.ts";
import { askFirstBinding } from "../stun-binding.ts";
import { ipv4Targets, ipv6Targets, isAskedOverIpv6, waysOut, type WaysOut } from "../ways-out.ts";
import { splitHostPort } from "../../net/name-lookup.ts";
import { StunSocket } from "../../net/stun-socket.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";

/**
 * Asks every configured STUN server (RFC 8489) over IPv4 and, where the laptop has a way out for it, IPv6; each family from
 * one and the same port, so the mapped ports can be compared with each other. Where there is no IPv4 but a NAT64, the IPv4
 * servers are asked through it. An answer counts only from the address that was asked and with the transaction that was sent.
 */
export async function probeStun(context: CheckContext): Promise<void> {
  const servers = context.settings.stunServers;
  if (servers.length === 0) return;
  const ways = await waysOut(context);
  const sockets = new SocketPerFamily();
  try {
    await Promise.all(
      servers.flatMap((server) => {
        const { host } = splitHostPort(server);
        return [
          ...(isIpv6(host) ? [] : [askOverIpv4(context, sockets, server, ways)]),
          ...(isAskedOverIpv6(host, ways) ? [askOverIpv6(context, sockets, server, ways)] : []),
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
  ways: WaysOut,
): Promise<void> {
  const { host, port } = splitHostPort(server);
  const question: Question = { id: `stun/${server}`, probe: "stun", question: "my-address", asked: server };
  const to = await ways.toIpv4;
  if (to === null) return skip(context, question, "no-gateway");
  const signal = context.outsideSignal;
  const answer = await ask(context, question, async () => {
    const [address = ""] = await ipv4Targets(context, to, host, signal);
    const socket = await sockets.open(to === "ipv4" ? 4 : 6);
    const at = { address, port };
    return askFirstBinding(context, socket, { name: server, at }, signal);
  });
  if (answer) context.outsideAnswered(answer.server.at.address, answer.mapped.address);
}

async function askOverIpv6(
  context: CheckContext,
  sockets: SocketPerFamily,
  server: string,
  ways: WaysOut,
): Promise<void> {
  const { host, port } = splitHostPort(server);
  const question: Question = { id: `stun/${server}/v6`, probe: "stun", question: "my-address", asked: server };
  if (!ways.ipv6) return skip(context, question, "no-gateway");
  // An adapter with IPv6 addresses and no line behind them is common: it must not keep a check waiting that IPv4 answered.
  const soon = timeoutSignal(context.budget.outsideSilenceMs, context.outsideSignal);
  const answer = await ask(context, question, async () => {
    const [address = ""] = await ipv6Targets(context, ways, host, soon.signal);
    const socket = await sockets.open(6);
    const at = { address, port };
    return askFirstBinding(context, socket, { name: server, at }, soon.signal);
  }).finally(() => soon.end());
  if (answer) context.outsideAnswered(answer.server.at.address, answer.mapped.address);
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
