import type { DatabaseFile } from "../store/database-file.ts";

/** What this laptop remembers: names and values of one hub (by the id that it gave itself), or of the laptop's side of things. */
export interface HubState {
  get(name: string): string | null;
  /** What follows the prefix in each name, with its value. */
  all(prefix: string): Map<string, string>;
  /** In one transaction; null removes. */
  set(entries: Readonly<Record<string, string | null>>): void;
  removeAll(prefix: string): void;
}

export type HubStates = (hub: string) => HubState;

/** For what belongs to no hub in particular. */
export const NO_HUB = "";

interface Row {
  name: string;
  value: string;
}

export function createHubStates(database: DatabaseFile): HubStates {
  return (hub) => ({
    get: (name) =>
      database.read(
        (db) =>
          db
            .prepare<[string, string], Row>("select name, value from hub_state where hub = ? and name = ?")
            .get(hub, name)?.value ?? null,
      ),
    all: (prefix) =>
      database.read(
        (db) =>
          new Map(
            db
              .prepare<[string, string, string], Row>(
                "select name, value from hub_state where hub = ? and name >= ? and name < ?",
              )
              .all(hub, prefix, afterAll(prefix))
              .map(({ name, value }) => [name.slice(prefix.length), value]),
          ),
      ),
    set: (entries) =>
      database.write((db) => {
        const put = db.prepare("insert or replace into hub_state (hub, name, value) values (?, ?, ?)");
        const remove = db.prepare("delete from hub_state where hub = ? and name = ?");
        for (const [name, value] of Object.entries(entries)) {
          if (value === null) remove.run(hub, name);
          else put.run(hub, name, value);
        }
      }),
    removeAll: (prefix) =>
      database.write((db) => {
        db.prepare("delete from hub_state where hub = ? and name >= ? and name < ?").run(hub, prefix, afterAll(prefix));
      }),
  });
}

/** The first text that is greater than all with this prefix; prefixes here end in ":", names are ASCII. */
const afterAll = (prefix: string): string => `${prefix}\u{10ffff}`;
