import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { emptyDocument, SURVEY_VERSION, type SurveyDocument } from "#core/survey/survey-document.ts";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { sha256 } from "#host/store/compressed-text.ts";
import { openDatabaseFile } from "#host/store/database-file.ts";
import { createRowOwner } from "#host/store/owned-rows.ts";
import { OwnLaptopKeys } from "#host/store/own-laptop.ts";
import { createSurveyParts } from "#host/store/survey-revisions.ts";
import { cgnatRecord, offlineRecord, publicRecord } from "../fakes/sample-records.ts";

const FIRST = ["Bakery", "Car park", "School", "Clinic", "Warehouse", "Hotel", "Farm", "Depot", "Office", "Garage"];
const LAST = ["Winter", "Möller", "O'Brien", "García", "Nowak", "Jansen", "Rossi", "Martin", "Öztürk", "Andersson"];
const TOWNS = ["Hamburg", "Leeds", "Sevilla", "Kraków", "Utrecht", "Torino", "Lyon", "Porto", "Wien", "Malmö"];
const MAKES = ["Hikvision", "Dahua", "Axis", "Uniview", "Hanwha", "Reolink"];
const PLACES = ["entrance", "yard", "till", "stairs", "loading bay", "server room", "car park", "roof", "gate"];
const WORDS = "the cabinet is locked key at reception ladder needed patch panel free port labelled by hand".split(" ");

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] ?? (list[0] as T);
const sentence = (n: number): string => Array.from({ length: 8 }, (_, i) => pick(WORDS, n * 7 + i * 5)).join(" ");

/** What a person does in a two hours' survey, one change for each revision. */
function change(site: number, n: number): SurveyChange {
  const device = `device-${n % 12}`;
  switch (n % 6) {
    case 0:
      return {
        op: "put",
        list: "devices",
        entry: {
          id: device,
          keys: [`mac:02:00:00:${(site >> 8).toString(16)}:${(site & 255).toString(16)}:${(n % 12).toString(16)}`],
          name: `Camera ${n % 12} ${pick(PLACES, site + n)}`,
          make: pick(MAKES, site + n),
          model: `DS-2CD${2_000 + ((site * 7 + n) % 900)}`,
          address: `192.168.${site % 200}.${20 + (n % 12)}`,
        },
      };
    case 1:
      return { op: "put", list: "notes", entry: { id: `n${n}`, text: sentence(site + n), at: "2026-11-01T10:00:00Z" } };
    case 2:
      return { op: "set", section: "line", field: "provider", value: `Provider ${(site + n) % 40}` };
    case 3:
      return { op: "put", list: "contacts", entry: { id: "owner", name: pick(LAST, site + n), phone: `0${site}${n}` } };
    case 4:
      return { op: "put", list: "checklist", entry: { id: `c${n}`, text: sentence(site * 3 + n), state: "done" } };
    default:
      return { op: "set", section: "site", field: "access", value: sentence(site * 5 + n) };
  }
}

const checkOf = (site: number): CheckRecord => ({
  ...pick([cgnatRecord, publicRecord, offlineRecord], site),
  checkId: randomUUID(),
});

function firstDocument(site: number): SurveyDocument {
  return withChanges(emptyDocument(`${pick(FIRST, site)} ${pick(LAST, Math.floor(site / 10))} ${site}`), [
    { op: "set", section: "site", field: "customer", value: `${pick(LAST, site)} & Sons` },
    { op: "set", section: "site", field: "address", value: `${1 + (site % 90)} High Street, ${pick(TOWNS, site)}` },
  ]);
}

/**
 * Fills a data folder as years of work would, with real revisions: hashed, signed, indexed, each after the one before. Many to a
 * transaction and without waiting for the disk, or it would take hours.
 */
export function fillStore(folder: string, sites: number, revisions: number, tell: (done: number) => void): void {
  const database = openDatabaseFile(folder, {
    beforeWrite: () => undefined,
    foundDamage: (detail) => {
      throw new Error(detail);
    },
    beforeMigration: () => undefined,
  });
  // The second copy holds what the last minutes brought; years of it would have been rotated away.
  const quiet = { ...database, remember: () => undefined };
  const owner = createRowOwner(folder, randomUUID);
  let at = Date.parse("2024-01-01T08:00:00Z");
  const now = (): Date => new Date((at += 60_000));
  const laptop = new OwnLaptopKeys(database, owner, { now, computerName: "bench" });
  const { writing, records, log } = createSurveyParts(quiet, { now, randomUuid: randomUUID, laptop });
  database.read((db) => db.exec("pragma synchronous = off"));
  for (let site = 0; site < sites; site += 1) {
    database.write((db) => {
      const { siteId, revision, document } = writing.begin(db, () => firstDocument(site));
      const value = checkOf(site);
      const text = canonicalJson(value);
      const record = { kind: "check" as const, value, text, hash: sha256(text) };
      records.insert(db, siteId, record);
      let last = { hash: revision, document: { ...document, checks: [{ checkId: value.checkId, hash: record.hash }] } };
      for (let n = 2; n < revisions; n += 1) last = follow(db, siteId, last, change(site, n));
      db.prepare("update survey set head = :head where id = :siteId").run({ head: last.hash, siteId });
      // The last one brings the list and the search up to date, as every one does in the app.
      writing.amend(db, siteId, (before) => withChanges(before, [change(site, revisions)]));
    });
    if (site % 500 === 499) tell(site + 1);
  }
  owner.close();
  database.close();

  /** A revision without the work for the list and the search, which the next one would do again. */
  function follow(db: Database.Database, siteId: string, before: State, step: SurveyChange): State {
    const document = applied(before.document, step);
    const author = laptop.id(db);
    const createdAt = now().toISOString();
    const text = canonicalJson({ parents: [before.hash], siteId, author, createdAt, document });
    const hash = sha256(text);
    const node = { hash, parents: [before.hash], author, createdAt, version: SURVEY_VERSION, recency: at };
    log.insert(db, { hash, siteId, text, signature: laptop.sign(hash) }, node, document);
    return { hash, document };
  }
}

interface State {
  hash: string;
  document: SurveyDocument;
}

/** `withChanges` without its checks: half a million of them take minutes. */
function applied(document: SurveyDocument, step: SurveyChange): SurveyDocument {
  switch (step.op) {
    case "set":
      return { ...document, [step.section]: { ...document[step.section], [step.field]: step.value } };
    case "put": {
      const others = document[step.list].filter(({ id }) => id !== step.entry.id);
      return { ...document, [step.list]: [...others, step.entry] };
    }
    default:
      throw new Error(`not one of the changes made here: ${step.op}`);
  }
}
