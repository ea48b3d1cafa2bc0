import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import Database from "better-sqlite3";

/**
 * What lies packed in files and would hide from a search for a text: the deflated bodies of databases, the entries of `.farsite` files,
 * the rows of a hub's dump.
 */

const ZIP_ENTRY = Buffer.from("PK\u0003\u0004", "latin1");
const ZIP_HEADER_BYTES = 30;
const SQLITE = "SQLite format 3\0";

function inflated(bytes: Uint8Array): Buffer[] {
  try {
    return [inflateRawSync(bytes)];
  } catch {
    // Not packed.
    return [];
  }
}

/** The entries of a zip file (APPNOTE 4.3.7), in any state. */
export function zipEntries(file: string): Buffer[] {
  const bytes = readFileSync(file);
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(ZIP_ENTRY); at >= 0; at = bytes.indexOf(ZIP_ENTRY, at + 1)) {
    if (at + ZIP_HEADER_BYTES > bytes.length) break;
    const names = bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    found.push(...inflated(bytes.subarray(at + ZIP_HEADER_BYTES + names)));
  }
  return found;
}

/** Every packed value of every table in the databases below a folder. */
export function databaseBodies(folder: string): Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).subarray(0, SQLITE.length).toString("latin1") === SQLITE)
    .flatMap((file) => {
      const database = new Database(file, { readonly: true });
      try {
        const tables = database
          .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'")
          .all();
        return tables.flatMap(({ name }) =>
          database
            .prepare<[], unknown[]>(`select * from "${name}"`)
            .raw()
            .all()
            .flat()
            .flatMap((value) => (value instanceof Uint8Array ? inflated(value) : [])),
        );
      } finally {
        database.close();
      }
    });
}

/** The packed values of a dump of PostgreSQL, which writes bytes in hex. */
export function dumpedBodies(dump: string): Buffer[] {
  return [...dump.matchAll(/\\\\x([0-9a-f]+)/g)].flatMap(([, hex = ""]) => inflated(Buffer.from(hex, "hex")));
}
