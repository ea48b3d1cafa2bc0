import type Database from "better-sqlite3";
import { z } from "zod";
import { parseJson } from "#core/parse-json.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { tunnelSchema } from "#core/tunnel/tunnel.ts";
import type { PlannedSite } from "#core/vpn/address-plan.ts";
import type { DatabaseFile } from "./database-file.ts";

export interface SiteTunnels {
  /** Sites with tunnels, in the order of their ids: the firm's address plan follows from them, so no survey is read for it. */
  tunnelSites(): PlannedSite[];
}

const tunnelsSchema = z.array(tunnelSchema);

/** Writes what the address plan needs to know of a site. */
export function indexTunnels(db: Database.Database, siteId: string, { tunnels }: SurveyDocument): void {
  if (tunnels.length === 0) {
    db.prepare("delete from site_tunnels where survey_id = :siteId").run({ siteId });
    return;
  }
  db.prepare(
    `insert into site_tunnels (survey_id, tunnels) values (:siteId, :tunnels)
     on conflict (survey_id) do update set tunnels = excluded.tunnels`,
  ).run({ siteId, tunnels: JSON.stringify(tunnels) });
}

export function createSiteTunnels(database: DatabaseFile): SiteTunnels {
  return {
    tunnelSites: () =>
      database.read((db) =>
        db
          .prepare<[], { siteId: string; name: string; tunnels: string }>(
            `select survey_id as siteId, survey.name, tunnels
             from site_tunnels join survey on survey.id = survey_id order by survey_id`,
          )
          .all()
          .flatMap(({ siteId, name, tunnels: text }) => {
            const tunnels = tunnelsSchema.safeParse(parseJson(text));
            if (!tunnels.success) return [];
            return [{ siteId, name, tunnels: tunnels.data, lan: tunnels.data.findLast(({ lan }) => lan)?.lan ?? null }];
          }),
      ),
  };
}
