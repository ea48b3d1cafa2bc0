import type { NatPmpError, NatPmpExternalAddress, NatPmpSpeaksPcp } from "#core/codec/natpmp.ts";
import { assertNever } from "#core/never.ts";
import { natPmpClient, type MappingServer } from "../../mapping/natpmp-client.ts";
import { testMapping } from "../../mapping/test-mapping.ts";
import { exchangeDump } from "../../net/udp-exchange.ts";
import { ask, skip, type AskContext, type CheckContext, type Question } from "../check-context.ts";

/** RFC 6886 section 3.5. */
const UNSUPPORTED_VERSION = 1;

/** An answer of version 2 means "I speak PCP only" (RFC 6887 section 9). */
function resultOf(value: NatPmpExternalAddress | NatPmpError | NatPmpSpeaksPcp): { code: number; name: string | null } {
  switch (value.kind) {
    case "external-address":
      return { code: 0, name: null };
    case "error":
      return { code: value.resultCode, name: value.resultName };
    case "speaks-pcp":
      return { code: UNSUPPORTED_VERSION, name: "UNSUPPORTED_VERSION" };
    default:
      return assertNever(value);
  }
}

/** What a box says its own address is. Returns its result code, null where no usable answer came. */
export async function askNatPmpAddress(
  context: AskContext,
  question: Question,
  server: MappingServer,
): Promise<number | null> {
  const client = natPmpClient(server, context.budget);
  const answer = await ask(context, question, async () => {
    const { value, sent, received } = await client.externalAddress(context.signal);
    const result = resultOf(value);
    return {
      data: {
        kind: "natpmp-external-address",
        from: server.address,
        address: value.kind === "external-address" ? value.externalAddress : null,
        resultCode: result.code,
        epochSeconds: value.kind === "speaks-pcp" ? null : value.epochSeconds,
      },
      answeredBy: server.address,
      raw: exchangeDump(sent, received),
      trouble: result.code === 0 ? null : "error-answer",
      error: result.name,
    };
  });
  return answer?.data.resultCode ?? null;
}

/** Whether a box that answered so maps by NAT-PMP. */
export const speaksNatPmp = (resultCode: number | null): boolean =>
  resultCode !== null && resultCode !== UNSUPPORTED_VERSION;

/** NAT-PMP (RFC 6886): the router's own idea of its address, and a test mapping. It has no way to map for another host. */
export async function probeNatPmp(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "nat-pmp/external-address",
    probe: "nat-pmp",
    question: "external-address",
    asked: gateway?.address ?? null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  const server = { address: gateway.address, port: context.ports.mapping };
  if (!speaksNatPmp(await askNatPmpAddress(context, question, server))) return;
  await testMapping(context, {
    question: { ...question, id: "nat-pmp/test-mapping", question: "test-mapping" },
    data: (result) => ({ kind: "natpmp-mapping", from: gateway.address, ...result }),
    protocol: "nat-pmp",
    gateway,
    client: natPmpClient(server, context.budget),
    upnp: null,
  });
}
