/**
 * What the thread of a database job runs. It is a text and not a file, since a file would have to be found beside the sources,
 * beside a bundle and inside the desktop app's archive.
 */
export const databaseJobSource = `"use strict";
const { createHash } = require("node:crypto");
const { workerData } = require("node:worker_threads");
const { inflateRawSync } = require("node:zlib");
const { driver, port, flag, request } = workerData;

/** How long another shell's write may take. */
const BUSY_TIMEOUT_MS = 4000;
const MAX_PROBLEMS = 10;
const ALL_PAGES = 0x7fffffff;

function open(Database, file, options) {
  return new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS, ...options });
}

function hasColumn(db, table, column) {
  return db.prepare("select name from pragma_table_info('" + table + "')").all().some((row) => row.name === column);
}

function problemsOf(db) {
  const problems = db
    .prepare("pragma quick_check(" + MAX_PROBLEMS + ")")
    .all()
    .map((row) => row.quick_check)
    .filter((text) => text !== "ok");
  // A file from before revisions were kept whole is migrated, and with it every hash looked at, when it is read.
  if (problems.length > 0 || !hasColumn(db, "revision", "body")) return problems;
  const heads = db.prepare(
    "select survey.id, survey.head, revision.body from survey left join revision on revision.hash = survey.head",
  );
  for (const { id, head, body } of heads.iterate()) {
    if (body !== null && body !== undefined && matches(body, head)) continue;
    problems.push("the newest state " + head + " of the site " + id + " does not match its hash");
    if (problems.length === MAX_PROBLEMS) break;
  }
  return problems;
}

function matches(body, hash) {
  try {
    const text = inflateRawSync(body, { maxOutputLength: 256000000 });
    return createHash("sha256").update(text).digest("hex") === hash;
  } catch {
    return false;
  }
}

function sequenceOf(db) {
  if (!hasColumn(db, "write_sequence", "number")) return 0;
  return db.prepare("select number from write_sequence").get()?.number ?? 0;
}

function check(Database, file, options) {
  const db = open(Database, file, options);
  try {
    return { problems: problemsOf(db), sequence: sequenceOf(db) };
  } finally {
    db.close();
  }
}

/** Brings the log into the file itself. The last write that is certain to be there; 0 where a reader stood in the way. */
function writtenBack(Database, file) {
  const db = open(Database, file, {});
  try {
    const sequence = sequenceOf(db);
    const { busy, log, checkpointed } = db.prepare("pragma wal_checkpoint(full)").get();
    return busy === 0 && log === checkpointed ? sequence : 0;
  } finally {
    db.close();
  }
}

async function backUp(Database, file, target) {
  const sequence = writtenBack(Database, file);
  const db = open(Database, file, { readonly: true });
  try {
    // All pages in one step: in steps, every write by another connection would make it begin again.
    await db.backup(target, { progress: () => ALL_PAGES }).catch(copyByVacuum);
  } catch (error) {
    // The driver that the tests' Electron has lacks the backup API and throws at once.
    copyByVacuum(error);
  } finally {
    db.close();
  }
  function copyByVacuum(error) {
    if (!/not implemented/.test(String(error))) throw error;
    db.exec("vacuum into '" + target.replaceAll("'", "''") + "'");
  }
  const copy = open(Database, target, {});
  try {
    // One file, without a log beside it.
    copy.prepare("pragma journal_mode = delete").get();
  } finally {
    copy.close();
  }
  const { problems } = check(Database, target, { readonly: true });
  return { problems, sequence };
}

async function run() {
  const Database = require(driver);
  if (request.task === "check") return check(Database, request.file, { readonly: true });
  return backUp(Database, request.file, request.target);
}

run()
  .then(
    (result) => port.postMessage({ result }),
    (error) => port.postMessage({ error: String(error?.message ?? error), code: String(error?.code ?? "") }),
  )
  .finally(() => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    port.close();
  });
`;
