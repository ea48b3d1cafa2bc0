import type Database from "better-sqlite3";

/** Ranges of rows that can't be read before a table is given up: a page that leads to many others costs one try for each row. */
const MAX_FAILED_READS = 20_000;
/** A table of which not one row was found by then has lost its first page. */
const MAX_FAILED_WITHOUT_ROW = 1_000;
const ROWS_AT_ONCE = 50;
/** No row takes less in a file, so no table has more of them. */
const SMALLEST_ROW_BYTES = 16;

type Row = Record<string, unknown> & { rowid: number };

/**
 * The rows of a table that can be read, around damaged pages: a range that can't be read is halved until it is one row, which is
 * left out. Nothing where the table itself can't be found.
 *
 * @param table a name of ours, never one from outside
 */
export function* salvagedRows(db: Database.Database, table: string, fileBytes: number): Generator<Row> {
  const highest = tried(
    () => db.prepare<[], { n: number | null }>(`select max(rowid) as n from ${table}`).get()?.n ?? 0,
  );
  const open: { from: number; to: number }[] = [{ from: 1, to: highest ?? Math.ceil(fileBytes / SMALLEST_ROW_BYTES) }];
  let failed = 0;
  let mostFailed = MAX_FAILED_WITHOUT_ROW;
  for (let range = open.pop(); range !== undefined && failed < mostFailed; range = open.pop()) {
    const { from, to } = range;
    if (from > to) continue;
    const rows = tried(() =>
      db
        .prepare<object, Row>(
          `select rowid, * from ${table} where rowid between :from and :to order by rowid limit ${ROWS_AT_ONCE}`,
        )
        .all({ from, to }),
    );
    if (rows !== null) {
      yield* rows;
      if (rows.length > 0) mostFailed = MAX_FAILED_READS;
      const last = rows.at(-1);
      if (last !== undefined && rows.length === ROWS_AT_ONCE) open.push({ from: last.rowid + 1, to });
      continue;
    }
    failed += 1;
    if (from === to) continue;
    const middle = Math.floor((from + to) / 2);
    open.push({ from: middle + 1, to }, { from, to: middle });
  }
}

/** Null where SQLite can't read it. */
function tried<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_")) return null;
    throw error;
  }
}
