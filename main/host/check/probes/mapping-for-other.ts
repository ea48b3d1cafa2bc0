import { unusedAddress } from "#core/net/unused-address.ts";
import { isLate, type MappingTarget } from "../../mapping/open-mapping.ts";
import { testMapping, type TestOutcome } from "../../mapping/test-mapping.ts";
import { skip, type CheckContext, type Gateway } from "../check-context.ts";

/**
 * May the laptop open a port for another device (the recorder), or only for itself? Asked on behalf of an address of the LAN
 * that nobody has, so nothing is exposed meanwhile. Where the router opens nothing even for the laptop, its refusal would
 * say nothing about others.
 */
export async function testMappingForOther(
  context: CheckContext,
  target: MappingTarget & { protocol: "upnp" | "pcp" },
  forUs: TestOutcome,
): Promise<void> {
  const { protocol, gateway } = target;
  const question = {
    id: `${protocol}/mapping-for-other`,
    probe: protocol,
    question: "map-for-other",
    asked: gateway.address,
  } as const;
  if (!context.settings.testMappings) return skip(context, question, "switched-off");
  if (forUs === "left") return skip(context, question, "first-one-left");
  if (forUs !== "undone") return skip(context, question, "not-even-for-us");
  if (isLate(context)) return skip(context, question, "timed-out");
  const nobody = await nobodysAddress(context, gateway);
  if (nobody === null) return skip(context, question, "no-free-address");
  await testMapping(context, {
    ...target,
    question,
    forOther: nobody,
    data: (result) => ({
      kind: "mapping-for-other",
      from: gateway.address,
      protocol,
      internalClient: nobody,
      ...result,
    }),
  });
}

async function nobodysAddress(context: CheckContext, gateway: Gateway): Promise<string | null> {
  const adapters = context.computer.readAdapters();
  const own = adapters.flatMap((a) => a.addresses).find(({ address }) => address === gateway.localAddress);
  if (!own) return null;
  const known = await context.computer.neighbourAddresses();
  const taken = new Set([...known, ...context.ownAddresses, gateway.address]);
  const [byte = 0] = context.randomBytes(1);
  return unusedAddress(own, taken, byte / 256);
}
