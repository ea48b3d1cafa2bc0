import { ask, ping, type CheckContext } from "../check-context.ts";

const SECOND_HOP = 2;

/**
 * Which box comes right behind the router: the one that says "time exceeded" to a ping of TTL 2 towards an outside server
 * that has answered before. An address of 100.64.0.0/10 there is a carrier's.
 */
export async function probeSecondHop(context: CheckContext, target: string): Promise<void> {
  await ask(context, { id: "path/hop-2", probe: "path", question: "second-box", asked: target }, async () => {
    const { reply, raw } = await ping(context, target, SECOND_HOP);
    return { data: { kind: "path-hop", target, ttl: SECOND_HOP, ...reply }, answeredBy: reply.replier, raw };
  });
}
