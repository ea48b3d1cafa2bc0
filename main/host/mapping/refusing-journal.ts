import type { MappingJournal } from "../store/mapping-journal.ts";

/**
 * The journal while the database can't be written: refuses every entry, so no test mapping is sent that a crash could
 * leave behind unrecorded. The check says so and goes on without.
 */
export const refusingJournal: MappingJournal = {
  begin: () => {
    throw new Error("the database can't be written, so no test mapping is made");
  },
  strike: () => {},
  leftovers: () => [],
};
