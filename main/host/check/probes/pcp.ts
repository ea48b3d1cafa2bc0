import { pcpClient } from "../../mapping/pcp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { exchangeDump } from "../../net/udp-exchange.ts";
import { ask, skip, type CheckContext } from "../check-context.ts";

/** PCP (RFC 6887): does the router speak it, and a test mapping, which also tells the external address. */
export async function probePcp(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "pcp/announce",
    probe: "pcp",
    question: "speak-pcp",
    asked: gateway?.address ?? null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  const client = pcpClient({ address: gateway.address, port: context.ports.mapping }, context.budget);
  const answer = await ask(context, question, async () => {
    const { value, sent, received } = await client.announce(context.signal);
    return {
      data: {
        kind: "pcp-announce",
        from: gateway.address,
        resultCode: value.resultCode,
        resultName: value.resultName,
        epochSeconds: value.epochSeconds,
      },
      answeredBy: gateway.address,
      raw: exchangeDump(sent, received),
      trouble: value.resultCode === 0 ? null : "error-answer",
      error: value.resultCode === 0 ? null : value.resultName,
    };
  });
  // Any answer but "another version" comes from a PCP server; some refuse ANNOUNCE and map all the same.
  if (!answer || answer.data.resultName === "UNSUPP_VERSION") return;
  await testMapping(context, {
    question: { ...question, id: "pcp/test-mapping", question: "test-mapping" },
    kind: "pcp-mapping",
    protocol: "pcp",
    gateway,
    client,
    upnp: null,
  });
}
