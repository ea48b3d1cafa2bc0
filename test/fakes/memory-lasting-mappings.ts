import { randomUUID } from "node:crypto";
import { lastingMappingSchema, type LastingMapping, type LastingMappings } from "#host/store/lasting-mappings.ts";

export type LastingManners = "right" | "full-on-begin" | "full-on-opened";

const full = (): Error => Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });

/** A journal of lasting mappings that forgets with the process; `onBegin` sees every entry before its request can be sent. */
export function memoryLastingMappings(
  now: () => Date = () => new Date(),
  manners: LastingManners = "right",
  onBegin: () => void = () => {},
): LastingMappings {
  const entries = new Map<string, LastingMapping>();
  const change = (id: string, changed: Partial<LastingMapping>): void => {
    const entry = entries.get(id);
    if (entry) entries.set(id, lastingMappingSchema.parse({ ...entry, ...changed }));
  };
  const all = (): LastingMapping[] => [...entries.values()];
  return {
    begin: (entry) => {
      if (manners === "full-on-begin") throw full();
      const id = randomUUID();
      const leaseSeconds = entry.lifetimeSeconds === 0 ? null : entry.lifetimeSeconds;
      const createdAt = now().toISOString();
      const fresh = { ...entry, id, createdAt, leaseSeconds, renewedAt: null, state: "opening" };
      entries.set(id, lastingMappingSchema.parse(fresh));
      onBegin();
      return id;
    },
    opened: (id, { externalPort, leaseSeconds, at }) => {
      if (manners === "full-on-opened") throw full();
      change(id, { state: "open", externalPort, leaseSeconds, renewedAt: at });
    },
    renewed: (id, { leaseSeconds, at }) => change(id, { leaseSeconds, renewedAt: at }),
    closing: (id) => change(id, { state: "closing" }),
    strike: (id) => void entries.delete(id),
    of: (siteId, forwardId) =>
      all().findLast((entry) => entry.siteId === siteId && entry.forwardId === forwardId) ?? null,
    all,
  };
}
