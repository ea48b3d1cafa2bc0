import { endsAtMs, hasEnded } from "#core/forward/lease.ts";
import { leadsTo } from "#core/forward/port-holder.ts";
import { startedAnew, type EpochReading } from "#core/nat/router-epoch.ts";
import type { AskContext } from "../check/check-context.ts";
import type { LastingMapping } from "../store/lasting-mappings.ts";
import type { ForwardTarget } from "./forward-target.ts";
import { whoHolds } from "./port-lookup.ts";

/** When an entry was last granted, and for how long; when it was written, as long as it was not. */
export const grantOf = ({ renewedAt, createdAt, leaseSeconds }: LastingMapping) => ({
  grantedAtMs: Date.parse(renewedAt ?? createdAt),
  leaseSeconds,
});

export type Standing = { stands: boolean | null; leaseSeconds: number | null };

export type LookOptions = {
  context: AskContext;
  entry: LastingMapping;
  /** How it was opened, as the router offers it now; null: it does not answer to that any more. */
  target: ForwardTarget | null;
  /** The router's list, where it has one, by whatever protocol the entry was opened. */
  table: ForwardTarget["table"];
  /** The server's clock when it was granted; null: this process has not seen it. */
  epoch: EpochReading | null;
  now: Date;
};

/** Does the router still hold an entry? Reads only. Null: it can't be told. Never throws. */
export async function lookAt(options: LookOptions): Promise<Standing> {
  const { entry, now } = options;
  const endMs = endsAtMs(grantOf(entry));
  const leftSeconds = endMs === null ? null : Math.max(0, Math.round((endMs - now.getTime()) / 1_000));
  const listed = await whatIsListed(options);
  if (listed !== null) return { stands: listed.stands, leaseSeconds: listed.leaseSeconds ?? leftSeconds };
  if (hasEnded(grantOf(entry), now.getTime())) return { stands: false, leaseSeconds: leftSeconds };
  const forgotten = await hasForgotten(options);
  // Where there is a list that does not show it, a clock that ran on is not enough.
  const stands = forgotten === null || (!forgotten && options.table !== null) ? null : !forgotten;
  return { stands, leaseSeconds: leftSeconds };
}

/** What the router's list says; null: nothing that counts. */
async function whatIsListed({ context, entry, table }: LookOptions): Promise<Standing | null> {
  if (table === null) return null;
  const holder = await whoHolds(context, table, entry).catch(() => "hidden" as const);
  if (holder === "hidden") return null;
  const leads = holder !== null && leadsTo(holder, { ...entry, address: entry.internalClient }) && holder.enabled;
  if (leads) return { stands: true, leaseSeconds: holder.leaseSeconds === 0 ? null : holder.leaseSeconds };
  // Not every router lists by UPnP what was opened by another protocol; but two can't have the same port.
  return entry.protocol === "upnp" || holder !== null ? { stands: false, leaseSeconds: null } : null;
}

/** A server whose clock started anew has lost its mappings (RFC 6887 section 8.5, RFC 6886 section 3.6). Null: it tells no time. */
export async function hasForgotten({
  context,
  entry,
  target,
  epoch,
  now,
}: Pick<LookOptions, "context" | "entry" | "target" | "epoch" | "now">): Promise<boolean | null> {
  const epochSeconds = target === null ? null : await target.epochSeconds(context.signal);
  if (epochSeconds === null) return null;
  // Where its clock was not seen, it has run at least since the grant.
  const before = epoch ?? { epochSeconds: 0, atMs: grantOf(entry).grantedAtMs };
  return startedAnew(before, { epochSeconds, atMs: now.getTime() });
}
