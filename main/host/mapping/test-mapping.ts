import type { ObservationData } from "#core/nat/observation.ts";
import { ask, skip, type CheckContext, type Question } from "../check/check-context.ts";
import { holdUdpPort } from "./held-port.ts";
import { openMapping, type MappingTarget } from "./open-mapping.ts";

type MappingKind = Extract<ObservationData, { kind: `${string}-mapping` }>["kind"];
type ResultOf<K extends MappingKind> = Omit<Extract<ObservationData, { kind: K }>, "kind" | "from">;
/** What every kind of mapping observation records alike. */
export type MappingResult = ResultOf<MappingKind>;

export type TestMapping = MappingTarget & {
  question: Question;
  /** Whom the mapping is for; the laptop itself unless said. */
  forOther?: string;
  data(result: MappingResult): ObservationData;
};

/** `left`: granted, and the router may still hold it. */
export type TestOutcome = "undone" | "left" | "refused" | "no-answer";

/** Asks the router to open a port for a moment and undoes that at once. */
export async function testMapping(context: CheckContext, test: TestMapping): Promise<TestOutcome> {
  const answeredBy = test.server ?? test.gateway.address;
  if (!context.settings.testMappings) {
    await skip(context, test.question, "switched-off");
    return "no-answer";
  }
  const answer = await ask(context, test.question, async () => {
    const held = await holdUdpPort();
    try {
      const internalClient = test.forOther ?? test.clientAddress ?? test.gateway.localAddress;
      const opened = await openMapping(context, test, {
        transport: "udp",
        internalClient,
        internalPort: held.port,
        ...(test.forOther !== undefined && { forOther: true }),
      });
      const { request, grant } = opened;
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
        answeredBy,
        raw,
        trouble: grant.granted ? null : ("error-answer" as const),
        error: grant.errorName,
        ended: !grant.granted ? ("refused" as const) : removed ? ("undone" as const) : ("left" as const),
      };
    } finally {
      held.release();
    }
  });
  return answer?.ended ?? "no-answer";
}
