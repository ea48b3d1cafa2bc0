import { z } from "zod";
import type { DatabaseFile } from "./database-file.ts";

export interface SitesAtAddress {
  /**
   * Sites, the one that changed last first, whose last check ended within the last 30 days and saw this public address;
   * `exceptSiteId` is left out. Throws what reading the database throws.
   */
  sitesAtAddress(
    address: string,
    exceptSiteId: string | null,
  ): { siteId: string; siteName: string; wanAddress: string | null }[];
}

/** Carriers hand an address on: what was seen long ago may have been another customer's by then. */
const SEEN_WITHIN_DAYS = 30;
const MAX_SITES = 3;

const siteRow = z.object({ siteId: z.string(), siteName: z.string(), wanAddress: z.string().nullable() });

export function createSitesAtAddress(database: DatabaseFile, now: () => Date): SitesAtAddress {
  return {
    sitesAtAddress: (address, exceptSiteId) =>
      database.read((db) =>
        db
          .prepare(
            `select survey.id as siteId, survey.name as siteName, check_record.wan_address as wanAddress
             from check_record
               join survey on survey.id = check_record.survey_id and survey.last_check = check_record.hash
             where check_record.public_address = :address
               and survey.id is not :exceptSiteId
               and julianday(check_record.started_at) >= julianday(:now) - ${SEEN_WITHIN_DAYS}
             order by survey.recency desc, survey.id
             limit ${MAX_SITES}`,
          )
          .all({ address, exceptSiteId, now: now().toISOString() })
          .map((row) => siteRow.parse(row)),
      ),
  };
}
