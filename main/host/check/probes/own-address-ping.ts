import { ask, ping, type CheckContext } from "../check-context.ts";

const ONE_STEP = 1;

/**
 * One ping with TTL 1 to our own public address tells whose box it belongs to: an echo reply = the router has it, "time
 * exceeded" = a box further out does. Needs no protocol on the router and no privileges. Silence, or no `ping`, leaves it
 * open. (docs/architecture.md, "One ping")
 */
export async function pingOwnAddress(context: CheckContext, target: string): Promise<void> {
  await ask(
    context,
    { id: `own-address-ping/${target}`, probe: "own-address-ping", question: "own-this-address", asked: target },
    async () => {
      const { reply, raw } = await ping(context, target, ONE_STEP);
      return { data: { kind: "own-address-ping", target, ttl: ONE_STEP, ...reply }, answeredBy: reply.replier, raw };
    },
  );
}
