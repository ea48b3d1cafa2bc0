import { randomUUID } from "node:crypto";
import { mappingEntrySchema, type MappingEntry, type MappingJournal } from "#host/store/mapping-journal.ts";

export type JournalManners = "right" | "full-on-begin" | "full-on-strike";

export type MemoryJournal = MappingJournal & {
  /** Begun and not struck. */
  open(): MappingEntry[];
  /** How many were ever begun. */
  begun(): number;
};

const full = (): Error => Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });

/** A mapping journal that forgets with the process; `onBegin` sees every entry before the request can be sent. */
export function memoryJournal(manners: JournalManners = "right", onBegin: () => void = () => {}): MemoryJournal {
  const entries = new Map<string, MappingEntry>();
  let begun = 0;
  return {
    begin: (entry) => {
      if (manners === "full-on-begin") throw full();
      const id = randomUUID();
      entries.set(id, mappingEntrySchema.parse({ ...entry, id, createdAt: new Date().toISOString() }));
      begun += 1;
      onBegin();
      return id;
    },
    strike: (id) => {
      if (manners === "full-on-strike") throw full();
      entries.delete(id);
    },
    leftovers: () => [...entries.values()],
    open: () => [...entries.values()],
    begun: () => begun,
  };
}
