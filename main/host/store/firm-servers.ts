import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import { FIRM_SERVER_VERSION, firmServerSchema, type FirmServer } from "#core/tunnel/firm-server.ts";
import type { DatabaseFile } from "./database-file.ts";

/** The firm's servers that this laptop knows; their secrets are in the keychain. */
export interface FirmServers {
  /** In the order in which they were made. */
  all(): FirmServer[];
  /** Adds or replaces. */
  keep(servers: readonly FirmServer[]): void;
  /** Nothing happens where there is none. */
  remove(id: string): void;
}

const storedSchema = z.object({ version: z.literal(FIRM_SERVER_VERSION), server: firmServerSchema });

export function createFirmServers(database: DatabaseFile): FirmServers {
  return {
    all: () =>
      database
        .read((db) => db.prepare<[], { entry: string }>("select entry from firm_server order by rowid").all())
        .flatMap(({ entry }) => {
          const stored = storedSchema.safeParse(parseJson(entry));
          return stored.success ? [stored.data.server] : [];
        }),

    keep: (servers) => {
      database.write((db) => {
        const save = db.prepare(
          `insert into firm_server (id, entry) values (:id, :entry)
           on conflict (id) do update set entry = excluded.entry`,
        );
        for (const server of servers) {
          save.run({ id: server.id, entry: JSON.stringify({ version: FIRM_SERVER_VERSION, server }) });
        }
      });
    },

    remove: (id) => {
      database.write((db) => db.prepare("delete from firm_server where id = :id").run({ id }));
    },
  };
}
