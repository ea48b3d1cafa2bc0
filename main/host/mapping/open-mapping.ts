import { TEST_MAPPING_LIFETIME_SECONDS } from "../check/budget.ts";
import type { CheckContext, Gateway } from "../check/check-context.ts";
import { ProbeTrouble, toProbeTrouble } from "../check/probe-trouble.ts";
import { delayedSignal, timeoutSignal } from "../net/timeout-signal.ts";
import { systemErrorCode } from "../system-error.ts";
import type { MappingEntry } from "../store/mapping-journal.ts";
import type { MappingClient, MappingGrant, MappingRequest, UndoOutcome } from "./mapping-client.ts";

/** Whom to ask for a mapping, and how it is found again after a crash. */
export type MappingTarget = {
  protocol: MappingEntry["protocol"];
  gateway: Gateway;
  client: MappingClient;
  /** Where to call the router; null where the protocol has no such thing. */
  upnp: { udn: string | null; controlUrl: string; serviceType: string } | null;
  /** The box that is asked, where it is not the gateway: a second router, the carrier. */
  server?: string;
  /** How that server sees the laptop, where a router in between translates (PCP's client address). */
  clientAddress?: string;
};

export type MappingWish = {
  transport: MappingRequest["transport"];
  internalClient: string;
  internalPort: number;
  forOther?: boolean;
};

/** The router's answer, and what undoes it. */
export type OpenMapping = {
  grant: MappingGrant;
  /** As it was asked for the last time. */
  request: MappingRequest;
  /** Undoes it: true when the router confirmed that, null where nothing was granted. To be called once, always. */
  close(): Promise<boolean | null>;
};

/** As asked, without a lease, and with a port of the router's choice: no router needs more. */
const MAX_TRIES = 3;

/**
 * Asks for a mapping: written to the journal before each request, and struck when it is gone again. A cancelled check must
 * close it too; what could not be undone stays in the journal for the next start.
 *
 * @throws ProbeTrouble when no usable answer came; by then it has been undone as far as possible
 */
export async function openMapping(
  context: CheckContext,
  target: MappingTarget,
  wish: MappingWish,
): Promise<OpenMapping> {
  // Too late to begin: what is not sent need not be undone.
  if (context.signal.aborted) throw new ProbeTrouble("skipped", "timed-out");
  context.ownMappings.push({ internalClient: wish.internalClient, internalPort: wish.internalPort });
  let request = newRequest(context, wish);
  let rawSoFar = "";
  for (let tries = 1; ; tries += 1) {
    const journalId = await writeDown(context, target, request);
    const opened = await mapOnce(context, target, request, journalId);
    const grant = { ...opened.grant, raw: rawSoFar + opened.grant.raw };
    if (grant.granted || tries === MAX_TRIES || isLate(context)) return { ...opened, grant };
    const next = target.client.afterRefusal?.(request, grant) ?? null;
    if (next === null) return { ...opened, grant };
    await opened.close();
    rawSoFar = `${grant.raw}\n`;
    request = next;
  }
}

/** Whether there is no time left for one mapping more. */
export const isLate = (context: CheckContext): boolean =>
  context.signal.aborted || context.elapsedMs() > context.budget.furtherMappingMs;

function newRequest(context: CheckContext, wish: MappingWish): MappingRequest {
  const nonceHex = Buffer.from(context.randomBytes(12)).toString("hex");
  return {
    ...wish,
    // Some routers insist on the same port inside and outside (UPnP error 724).
    externalPort: wish.internalPort,
    lifetimeSeconds: TEST_MAPPING_LIFETIME_SECONDS,
    // Unique, so that a later clean-up can tell our entry from a stranger's on the same port.
    description: `${TEST_DESCRIPTION} ${nonceHex.slice(0, 8)}`,
    nonceHex,
  };
}

/** How the description of every test mapping begins. */
export const TEST_DESCRIPTION = "Farsite test";

async function writeDown(context: CheckContext, target: MappingTarget, request: MappingRequest): Promise<string> {
  const { gateway, upnp, server, clientAddress } = target;
  const gatewayMac = await gateway.mac();
  try {
    return context.journal.begin({
      protocol: target.protocol,
      gateway: gateway.address,
      gatewayMac,
      udn: upnp?.udn ?? null,
      controlUrl: upnp?.controlUrl ?? null,
      serviceType: upnp?.serviceType ?? null,
      ...(server !== undefined && { server }),
      ...(clientAddress !== undefined && { clientAddress }),
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

async function mapOnce(
  context: CheckContext,
  { client }: MappingTarget,
  request: MappingRequest,
  journalId: string,
): Promise<OpenMapping> {
  const undo = async (granted: MappingRequest): Promise<boolean> => {
    const gone = (await undoMapping(client, granted, context.budget.undoMs)) === "gone";
    if (gone) strikeOut(context, journalId);
    return gone;
  };
  // A router that is still busy with the request would carry it out after the undo, so its answer is waited for a little.
  const patience = delayedSignal(context.signal, context.budget.undoMs);
  const grant = await client.map(request, patience.signal).catch(toProbeTrouble);
  patience.end();
  if (grant instanceof ProbeTrouble) {
    // Nobody listens there, so nobody has opened anything.
    if (systemErrorCode(grant.cause) === "ECONNREFUSED") {
      strikeOut(context, journalId);
      throw grant;
    }
    // A request whose answer was lost may have been granted all the same.
    await undo(request);
    throw grant;
  }
  if (!grant.granted && grant.errorCode !== null) {
    strikeOut(context, journalId);
    return { grant, request, close: async () => null };
  }
  const granted = { ...request, externalPort: grant.externalPort ?? request.externalPort };
  return {
    grant,
    request,
    // Nothing that says no is no grant either, but it may stand in the router.
    close: async () => {
      const gone = await undo(granted);
      return grant.granted || !gone ? gone : null;
    },
  };
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
