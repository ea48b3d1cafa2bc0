import type { ObservationData } from "#core/nat/observation.ts";
import { ask, skip, type CheckContext, type Gateway, type Question } from "../check/check-context.ts";
import { TEST_MAPPING_LIFETIME_SECONDS } from "../check/budget.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { delayedSignal, timeoutSignal } from "../net/timeout-signal.ts";
import type { MappingEntry } from "../store/mapping-journal.ts";
import { holdUdpPort } from "./held-port.ts";
import type { MappingClient, MappingGrant, MappingRequest, UndoOutcome } from "./mapping-client.ts";

type MappingKind = Extract<ObservationData, { kind: `${string}-mapping` }>["kind"];

export type TestMapping = {
  question: Question;
  kind: MappingKind;
  protocol: MappingEntry["protocol"];
  gateway: Gateway;
  client: MappingClient;
  /** How the router is found again after a crash; null where the protocol has none. */
  upnp: { udn: string | null; controlUrl: string; serviceType: string } | null;
};

/**
 * Asks the router to open a port for a moment: written to the journal first, undone at once, struck from the journal when
 * the router confirmed that. A cancelled check undoes too; what could not be undone stays in the journal for the next start.
 */
export async function testMapping(context: CheckContext, test: TestMapping): Promise<void> {
  if (!context.settings.testMappings) return skip(context, test.question, "switched-off");
  await ask(context, test.question, async () => {
    // Too late to begin: what is not sent need not be undone.
    if (context.signal.aborted) throw new ProbeTrouble("skipped", "timed-out");
    const held = await holdUdpPort();
    try {
      const request = newRequest(context, test.gateway, held.port);
      const journalId = await writeDown(context, test, request);
      const { grant, removed } = await mapAndUndo(context, test, request);
      if (removed !== false) strikeOut(context, journalId);
      if (grant instanceof ProbeTrouble) throw grant;
      const { raw, ...result } = grant;
      return {
        data: {
          kind: test.kind,
          from: test.gateway.address,
          transport: request.transport,
          internalPort: request.internalPort,
          requestedLifetimeSeconds: request.lifetimeSeconds,
          ...result,
          removed: grant.granted ? removed : null,
        },
        answeredBy: test.gateway.address,
        raw,
        trouble: grant.granted ? null : "error-answer",
        error: grant.errorName,
      };
    } finally {
      held.release();
    }
  });
}

function newRequest(context: CheckContext, gateway: Gateway, port: number): MappingRequest {
  const nonceHex = Buffer.from(context.randomBytes(12)).toString("hex");
  return {
    transport: "udp",
    internalClient: gateway.localAddress,
    internalPort: port,
    // Some routers insist on the same port inside and outside (UPnP error 724).
    externalPort: port,
    lifetimeSeconds: TEST_MAPPING_LIFETIME_SECONDS,
    // Unique, so that a later clean-up can tell our entry from a stranger's on the same port.
    description: `Farsite test ${nonceHex.slice(0, 8)}`,
    nonceHex,
  };
}

async function writeDown(context: CheckContext, test: TestMapping, request: MappingRequest): Promise<string> {
  const gatewayMac = await test.gateway.mac();
  try {
    return context.journal.begin({
      protocol: test.protocol,
      gateway: test.gateway.address,
      gatewayMac,
      udn: test.upnp?.udn ?? null,
      controlUrl: test.upnp?.controlUrl ?? null,
      serviceType: test.upnp?.serviceType ?? null,
      ...request,
    });
  } catch (cause) {
    throw new ProbeTrouble("skipped", "journal-failed", { message: String(cause), cause });
  }
}

function strikeOut(context: CheckContext, journalId: string): void {
  try {
    context.journal.strike(journalId);
  } catch {
    // A disk that filled up meanwhile. The entry stays, and the next start finds the mapping gone.
  }
}

/** `removed` is null where nothing was granted for certain, false where the router may still hold the entry. */
async function mapAndUndo(
  context: CheckContext,
  test: TestMapping,
  request: MappingRequest,
): Promise<{ grant: MappingGrant | ProbeTrouble; removed: boolean | null }> {
  // A router that is still busy with the request would carry it out after the undo, so its answer is waited for a little.
  const patience = delayedSignal(context.signal, context.budget.undoMs);
  const grant = await test.client.map(request, patience.signal).catch(toProbeTrouble);
  patience.end();
  const refused = !(grant instanceof ProbeTrouble) && !grant.granted && grant.errorCode !== null;
  if (refused) return { grant, removed: null };
  // Granted, or nothing that says no: a request whose answer was lost may have been granted all the same.
  const outcome = await undoMapping(test.client, request, context.budget.undoMs);
  return { grant, removed: outcome === "gone" };
}

/**
 * Undoes a mapping within a short time of its own, whatever became of the check. `silent`: no usable answer. Never throws.
 */
export async function undoMapping(
  client: MappingClient,
  request: MappingRequest,
  timeoutMs: number,
): Promise<UndoOutcome | "silent"> {
  const deadline = timeoutSignal(timeoutMs);
  try {
    return await client.undo(request, deadline.signal);
  } catch {
    return "silent";
  } finally {
    deadline.end();
  }
}
