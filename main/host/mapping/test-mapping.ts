import { isIpv6 } from "#core/net/ip-address.ts";
import type { ObservationData, Transport } from "#core/nat/observation.ts";
import { ask, skip, type CheckContext, type OpenedWay, type Question } from "../check/check-context.ts";
import { ProbeTrouble } from "../check/probe-trouble.ts";
import { holdPort, type HeldPort } from "./held-port.ts";
import type { MappingGrant, MappingRequest } from "./mapping-client.ts";
import { openMapping, type MappingTarget, type OpenMapping } from "./open-mapping.ts";

type MappingKind = Extract<ObservationData, { kind: `${string}-mapping` }>["kind"];
type ResultOf<K extends MappingKind> = Omit<Extract<ObservationData, { kind: K }>, "kind" | "from">;
/** What every kind of mapping observation records alike. */
export type MappingResult = ResultOf<MappingKind>;

export type TestMapping = MappingTarget & {
  question: Question;
  /** Whom the mapping is for; the laptop itself unless said. */
  forOther?: string;
  /**
   * For a server behind the router: the router itself, which is asked first to lead its own port to the laptop, so that the
   * two mappings make one way in. Null: it maps nothing. Absent: nothing in between translates.
   */
  through?: MappingTarget | null;
  data(result: MappingResult): ObservationData;
};

/** `left`: granted, and the router may still hold it. */
export type TestOutcome = "undone" | "left" | "refused" | "no-answer";

/**
 * Asks the router to open a port for a moment and undoes that at once. With a vantage it comes in meanwhile, over UDP and, on
 * a port of its own, over TCP: recorders speak TCP, VPNs speak UDP, and firewalls tell them apart. The outcome is that of
 * the UDP port, or "left" when either may still be there.
 */
export async function testMapping(context: CheckContext, test: TestMapping): Promise<TestOutcome> {
  if (!context.settings.testMappings) {
    await skip(context, test.question, "switched-off");
    return "no-answer";
  }
  const overTcp = { ...test, question: { ...test.question, id: `${test.question.id}-tcp` } };
  // Only for what comes in at the laptop.
  const leadsHere = test.forOther === undefined && (test.server === undefined || Boolean(test.through));
  const [udp, tcp] = await Promise.all([
    testPort(context, test, "udp"),
    context.vantage !== null && leadsHere ? testPort(context, overTcp, "tcp") : null,
  ]);
  return tcp === "left" ? tcp : udp;
}

async function testPort(context: CheckContext, test: TestMapping, transport: Transport): Promise<TestOutcome> {
  const answer = await ask(context, test.question, async () => {
    const internalClient = test.forOther ?? test.clientAddress ?? test.gateway.localAddress;
    const held = await holdPort(transport, isIpv6(internalClient) ? 6 : 4);
    let inner: OpenMapping | null = null;
    try {
      inner = await openInner(context, test, transport, held.port);
      const opened = await openMapping(context, test, {
        transport,
        internalClient,
        internalPort: inner?.grant.externalPort ?? held.port,
        ...(test.forOther !== undefined && { forOther: true }),
      });
      const { request, grant } = opened;
      const leadsHere = test.forOther === undefined && (test.through === undefined || inner?.grant.granted === true);
      if (grant.granted && leadsHere) await context.whileMapped(openedWay(test, request, grant, held));
      const removed = await opened.close();
      const { raw, ...result } = grant;
      return {
        data: test.data({
          transport: request.transport,
          internalPort: request.internalPort,
          requestedLifetimeSeconds: request.lifetimeSeconds,
          ...result,
          removed: grant.granted ? removed : null,
        }),
        answeredBy: test.server ?? test.gateway.address,
        raw,
        trouble: grant.granted ? null : ("error-answer" as const),
        error: grant.errorName,
        ended: !grant.granted ? ("refused" as const) : removed ? ("undone" as const) : ("left" as const),
      };
    } finally {
      await inner?.close();
      held.release();
    }
  });
  return answer?.ended ?? "no-answer";
}

/** The router's part of a way in through two boxes; its own test mapping tells what became of it. */
async function openInner(
  context: CheckContext,
  { through, gateway }: TestMapping,
  transport: Transport,
  internalPort: number,
): Promise<OpenMapping | null> {
  if (!through) return null;
  try {
    return await openMapping(context, through, { transport, internalClient: gateway.localAddress, internalPort });
  } catch (error) {
    if (error instanceof ProbeTrouble) return null;
    throw error;
  }
}

function openedWay(test: TestMapping, request: MappingRequest, grant: MappingGrant, held: HeldPort): OpenedWay {
  const { protocol, server, question } = test;
  const opener = server === undefined ? protocol : "outer-box";
  return {
    name: question.id,
    openedBy: held.family === 6 ? "ipv6-pinhole" : opener,
    externalAddress: grant.externalAddress,
    externalPort: grant.externalPort ?? request.externalPort,
    held,
  };
}
