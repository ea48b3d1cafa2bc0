import { natPmpClient } from "../../mapping/natpmp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { exchangeDump } from "../../net/udp-exchange.ts";
import { ask, skip, type CheckContext } from "../check-context.ts";

/** NAT-PMP (RFC 6886): the router's own idea of its address, and a test mapping. */
export async function probeNatPmp(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "nat-pmp/external-address",
    probe: "nat-pmp",
    question: "external-address",
    asked: gateway?.address ?? null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  const client = natPmpClient(gateway.address);
  const answer = await ask(context, question, async () => {
    const { value, sent, received } = await client.externalAddress(context.signal);
    return {
      data: {
        kind: "natpmp-external-address",
        from: gateway.address,
        address: value.kind === "external-address" ? value.externalAddress : null,
        resultCode: value.kind === "error" ? value.resultCode : 0,
        epochSeconds: value.epochSeconds,
      },
      answeredBy: gateway.address,
      raw: exchangeDump(sent, received),
      trouble: value.kind === "error" ? "error-answer" : null,
      error: value.kind === "error" ? value.resultName : null,
    };
  });
  if (!answer) return;
  await testMapping(context, {
    question: { ...question, id: "nat-pmp/test-mapping", question: "test-mapping" },
    kind: "natpmp-mapping",
    protocol: "nat-pmp",
    gateway,
    client,
    upnp: null,
  });
}
