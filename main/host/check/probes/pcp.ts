import type { MappingServer } from "../../mapping/natpmp-client.ts";
import { pcpClient } from "../../mapping/pcp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { exchangeDump } from "../../net/udp-exchange.ts";
import { ask, skip, type AskContext, type CheckContext, type Question } from "../check-context.ts";
import { testMappingForOther } from "./mapping-for-other.ts";

/** Whether a PCP server is there: any answer but "another version" comes from one; some refuse ANNOUNCE and map all the same. */
export async function askPcpAnnounce(context: AskContext, question: Question, server: MappingServer): Promise<boolean> {
  const client = pcpClient(server, context.budget);
  const answer = await ask(context, question, async () => {
    const { value, sent, received } = await client.announce(context.signal);
    const { resultCode, resultName, epochSeconds, otherVersion } = value;
    return {
      data: { kind: "pcp-announce", from: server.address, resultCode, resultName, epochSeconds },
      answeredBy: server.address,
      raw: exchangeDump(sent, received),
      trouble: resultCode === 0 ? null : "error-answer",
      error: resultCode === 0 ? null : named(resultName, otherVersion),
    };
  });
  return answer !== null && answer.data.resultName !== "UNSUPP_VERSION";
}

/** PCP (RFC 6887): does the router speak it, a test mapping, which also tells the external address, and one for another. */
export async function probePcp(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "pcp/announce",
    probe: "pcp",
    question: "speak-pcp",
    asked: gateway?.address ?? null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  const server = { address: gateway.address, port: context.ports.mapping };
  if (!(await askPcpAnnounce(context, question, server))) return;
  const target = { protocol: "pcp", gateway, client: pcpClient(server, context.budget), upnp: null } as const;
  const forUs = await testMapping(context, {
    ...target,
    question: { ...question, id: "pcp/test-mapping", question: "test-mapping" },
    data: (result) => ({ kind: "pcp-mapping", from: gateway.address, ...result }),
  });
  await testMappingForOther(context, target, forUs);
}

function named(resultName: string, otherVersion: number | null): string {
  if (otherVersion === null) return resultName;
  return otherVersion === 0 ? `${resultName}: speaks NAT-PMP` : `${resultName}: speaks version ${otherVersion}`;
}
