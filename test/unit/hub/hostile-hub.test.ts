import { deflateRawSync } from "node:zlib";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { openHubLine, type HubAccess } from "#host/hub/hub-line.ts";
import { BEFORE_ALL, listAfter, readHorizon, type ListedRow } from "#host/hub/hub-rows.ts";
import { packText } from "#host/hub/packed-text.ts";
import { as, freshHub, sha256, testLaptop, use, withPostgres } from "./hub-fixture.ts";

const server = withPostgres();

interface Forged {
  hash: string;
  siteId: string;
  author?: string;
  text?: string;
  body?: Buffer;
  signature?: Buffer;
}

async function forge(access: HubAccess, { hash, siteId, author, text, body, signature }: Forged): Promise<void> {
  await as(
    access,
    `insert into farsite.revision (hash, site_id, author, created_at, body, signature)
     values (decode($1, 'hex'), $2, $3, '2026-11-21T10:00:00.000Z', $4, $5)`,
    [hash, siteId, author ?? randomUUID(), body ?? deflateRawSync(text ?? ""), signature ?? null],
  );
}

describe("a technician who forges rows", () => {
  it("is refused and named, and the rest comes through", async () => {
    const { technicians } = await freshHub(server(), ["anna", "mallory", "ben"]);
    const [anna, ben] = [testLaptop(), testLaptop()];
    await use(anna, technicians.anna);
    await use(ben, technicians.ben);
    const { siteId } = anna.store.beginSite({ name: "Bank", template: null });
    const [first = ""] = anna.store.exchange.revisionHashes(siteId);
    const { text } = anna.store.exchange.revision(first);
    const stolen = JSON.parse(text) as { document: { site: { name: string } } };
    const renamed = canonicalJson({ ...stolen, document: { ...stolen.document, site: { name: "Not the bank" } } });
    // Before the true one is there: its hash with another text, no text at all, a text that fills the memory.
    await forge(technicians.mallory, { hash: first, siteId, text: renamed });
    await forge(technicians.mallory, { hash: sha256("noise"), siteId, body: Buffer.from("no deflate stream") });
    await forge(technicians.mallory, { hash: sha256("bomb"), siteId, body: deflateRawSync(Buffer.alloc(70_000_000)) });
    await anna.sync();
    // The true text under a false signature, and a change in Anna's name.
    await forge(technicians.mallory, { hash: first, siteId, text, signature: Buffer.alloc(64, 7) });
    await forge(technicians.mallory, { hash: sha256(renamed), siteId, text: renamed, signature: Buffer.alloc(64, 8) });

    const ended = await ben.sync();
    expect(ben.store.sites().map(({ name }) => name)).toEqual(["Bank"]);
    expect(ben.store.exchange.revisionHashes(siteId)).toEqual([first]);
    expect(ended).toMatchObject({ pulled: 1, refused: 4 });
    expect(new Set(ben.hub.leftOut.map(({ pushedBy }) => pushedBy))).toEqual(new Set(["mallory"]));
    // Told once, not at every sync.
    expect(await ben.sync()).toMatchObject({ pulled: 0, refused: 0 });
  });

  it("can't keep the true row off the hub by coming first", async () => {
    const { admin, technicians } = await freshHub(server(), ["carl", "eve", "dora"]);
    const [carl, dora] = [testLaptop(), testLaptop()];
    await use(carl, technicians.carl);
    const { siteId } = carl.store.beginSite({ name: "Vault", template: null });
    const photo = await carl.addPhoto(siteId, 300_000);
    for (const hash of carl.store.exchange.revisionHashes(siteId)) {
      await forge(technicians.eve, { hash, siteId, text: "{}" });
      // The true one, as another site's.
      const { text, signature } = carl.store.exchange.revision(hash);
      const body = await packText(text);
      await forge(technicians.eve, {
        hash,
        siteId: randomUUID(),
        body,
        signature: Buffer.from(signature ?? "", "base64"),
      });
    }
    await as(technicians.eve, "insert into farsite.photo_chunk (hash, n, piece) values (decode($1, 'hex'), 0, 'x')", [
      photo,
    ]);
    await expect(
      as(technicians.eve, "insert into farsite.photo (hash, bytes) values (decode($1, 'hex'), 1)", [photo]),
    ).rejects.toMatchObject({ code: "22000" });
    await carl.sync();
    await use(dora, technicians.dora);
    await dora.sync();
    expect(dora.seen()).toEqual(carl.seen());
    expect(dora.photos.has(photo)).toBe(true);
    const rows = await as(admin, "select count(*)::int as n from farsite.revision");
    expect(rows).toEqual([{ n: 6 }]);
    // Brought once: the next sync adds nothing.
    await carl.sync();
    expect(await as(admin, "select count(*)::int as n from farsite.revision")).toEqual(rows);
  });

  it("who shows no card is waited for, and taken in once it is there", async () => {
    const { admin, technicians } = await freshHub(server(), ["fred", "gina"]);
    const [fred, gina] = [testLaptop(), testLaptop()];
    await use(fred, technicians.fred);
    await use(gina, technicians.gina);
    const { siteId } = fred.store.beginSite({ name: "Late", template: null });
    fred.store.renameSite(siteId, "Later");
    await fred.sync();
    const cards = await as(
      admin,
      "select encode(body, 'hex') as body, encode(hash, 'hex') as hash from farsite.laptop_card",
    );
    await as(admin, "alter table farsite.laptop_card disable trigger user");
    await as(admin, "delete from farsite.laptop_card");
    expect(await gina.sync()).toMatchObject({ pulled: 0 });
    for (const card of cards) {
      await as(
        technicians.fred,
        "insert into farsite.laptop_card (hash, body) values (decode($1, 'hex'), decode($2, 'hex'))",
        [card["hash"], card["body"]],
      );
    }
    expect(await gina.sync()).toMatchObject({ pulled: 2 });
    expect(gina.store.sites().map(({ name }) => name)).toEqual(["Later"]);
  });
});

describe("the order of rows", () => {
  it("never skips what a transaction adds that ends late", async () => {
    const { admin, technicians } = await freshHub(server(), ["hugo", "ina", "jan"]);
    const [hugo, ina, jan] = [testLaptop(), testLaptop(), testLaptop()];
    await use(hugo, technicians.hugo);
    await use(ina, technicians.ina);
    await use(jan, technicians.jan);
    const slow = hugo.store.beginSite({ name: "Slow", template: null }).siteId;
    const [hash = ""] = hugo.store.exchange.revisionHashes(slow);
    await hugo.sync();
    // Hugo's row again, in a transaction that is still open while Ina's begins and ends.
    await as(admin, "alter table farsite.revision disable trigger user");
    const [row] = await as(
      admin,
      "delete from farsite.revision returning encode(body, 'hex') as body, author, signature",
    );
    await as(admin, "alter table farsite.revision enable trigger user");
    const { default: pg } = await import("pg");
    const { user, host, port, database } = technicians.hugo.address;
    const late = new pg.Client({ user, host, port, database, password: technicians.hugo.password, ssl: false });
    await late.connect();
    await late.query("begin");
    await late.query(
      `insert into farsite.revision (hash, site_id, author, created_at, body, signature)
       values (decode($1, 'hex'), $2, $3, '', decode($4, 'hex'), $5)`,
      [hash, slow, row?.["author"], row?.["body"], row?.["signature"]],
    );
    ina.store.beginSite({ name: "Quick", template: null });
    await ina.sync();
    await jan.sync();
    await late.query("commit");
    await late.end();
    await jan.sync();
    expect(
      jan.store
        .sites()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Quick", "Slow"]);
  });

  it("is not all that a laptop relies on: what was passed over is found by comparing", async () => {
    const { admin, technicians } = await freshHub(server(), ["nele", "olaf"]);
    const [nele, olaf] = [testLaptop(), testLaptop()];
    await use(nele, technicians.nele);
    await use(olaf, technicians.olaf);
    for (const name of ["One", "Two"])
      nele.store.renameSite(nele.store.beginSite({ name: "New", template: null }).siteId, name);
    await nele.sync();
    const [hub] = await as(admin, "select id from farsite.hub");
    const [last] = await as(
      admin,
      "select concat_ws(' ', era, tx, seq, encode(hash, 'hex')) as place from farsite.revision r order by r.seq desc limit 1",
    );
    olaf.store.hubStates(String(hub?.["id"])).set({ "pulled:revision": String(last?.["place"]) });
    expect(await olaf.sync()).toMatchObject({ pulled: 4, refused: 0 });
    expect(olaf.seen()).toEqual(nele.seen());
  });

  it("is by number, a few at a time, also from 999 to 1000", async () => {
    const { admin, technicians } = await freshHub(server(), ["marit"]);
    const hashes: string[] = [];
    const add = async (): Promise<void> => {
      const hash = sha256(randomUUID());
      hashes.push(hash);
      await forge(technicians.marit, { hash, siteId: randomUUID() });
    };
    // Transactions until the next one has a digit more in six of its own.
    const [now] = await as(admin, "select pg_current_xact_id()::text as xid");
    const digits = String(now?.["xid"]).length;
    await as(
      admin,
      `do $$ begin while pg_current_xact_id()::text::bigint < ${10 ** digits - 6} loop commit; end loop; end $$`,
    );
    for (let i = 0; i < 14; i += 1) await add();
    const line = await openHubLine(technicians.marit);
    const horizon = await readHorizon(line);
    const read: ListedRow[] = [];
    for (;;) {
      const rows = await listAfter(line, "revision", horizon, read.at(-1) ?? BEFORE_ALL, 3);
      read.push(...rows);
      if (rows.length === 0) break;
    }
    await line.close();
    expect(read.map(({ hash }) => hash)).toEqual(hashes);
    expect(new Set(read.map(({ tx }) => tx.length)).size).toBe(2);
  });

  it("starts anew on a server whose transactions count from less", async () => {
    const { admin, technicians } = await freshHub(server(), ["kim", "lea"]);
    const [kim, lea] = [testLaptop(), testLaptop()];
    await use(kim, technicians.kim);
    await use(lea, technicians.lea);
    const { siteId } = kim.store.beginSite({ name: "Moved", template: null });
    await kim.sync();
    // As a dump from a server that is a million transactions further.
    for (const table of ["laptop_card", "revision"]) {
      await as(admin, `alter table farsite.${table} disable trigger user`);
      await as(admin, `update farsite.${table} set tx = (tx::text::bigint + 1000000)::text::xid8`);
      await as(admin, `alter table farsite.${table} enable trigger user`);
    }
    expect(await lea.sync()).toMatchObject({ pulled: 1 });
    kim.store.renameSite(siteId, "Moved on");
    await kim.sync();
    expect(await lea.sync()).toMatchObject({ pulled: 1 });
    expect(lea.seen()).toEqual(kim.seen());
  });
});
