import type { HubAccess } from "#host/hub/hub-line.ts";
import { as } from "./hub-fixture.ts";

/** Leaves the oldest `kept` revisions and nothing else that came after them, as an old backup would. */
export async function wipeNewest(admin: HubAccess, kept: number): Promise<void> {
  const tables = ["laptop_card", "revision", "late_signature", "record", "photo", "photo_chunk"];
  for (const table of tables) await as(admin, `alter table farsite.${table} disable trigger user`);
  await as(
    admin,
    `delete from farsite.revision where seq not in (select seq from farsite.revision order by era, tx, seq limit ${kept})`,
  );
  await as(admin, "delete from farsite.photo");
  await as(admin, "delete from farsite.photo_chunk");
  for (const table of tables) await as(admin, `alter table farsite.${table} enable trigger user`);
}
