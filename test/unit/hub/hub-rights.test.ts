import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addTechnician, hubOverview, initHub, removeTechnician } from "#host/hub/hub-admin.ts";
import { openHubLine } from "#host/hub/hub-line.ts";
import { HUB_VERSION } from "#host/hub/schema.ts";
import { sampleProof } from "../../fakes/sample-proof.ts";
import { adminOf, as, asAdmin, freshHub, testLaptop, use, withPostgres } from "./hub-fixture.ts";

const server = withPostgres();

const TABLES = ["hub", "era", "laptop_card", "revision", "late_signature", "record", "photo", "photo_chunk"];

describe("farsite hub", () => {
  it("may be prepared any number of times, and only grows", async () => {
    const { admin } = await freshHub(server(), ["anna"]);
    expect(await initHub(admin)).toEqual({ from: HUB_VERSION, to: HUB_VERSION });
    expect(await hubOverview(admin)).toMatchObject({ version: HUB_VERSION, revisions: 0 });
    await as(admin, "update farsite.hub set version = $1", [HUB_VERSION + 1]);
    await expect(initHub(admin)).rejects.toMatchObject({ code: "HUB_NEWER" });
  });

  it("brings a hub of before tests from outside up to this version, with all that is on it", async () => {
    const { admin, technicians } = await freshHub(server(), ["vera"]);
    const laptop = testLaptop();
    await use(laptop, technicians.vera);
    const { siteId } = laptop.store.beginSite({ name: "Depot", template: null });
    await laptop.sync();
    await as(admin, "alter table farsite.record drop constraint record_kind_check");
    await as(admin, "alter table farsite.record add constraint record_kind_check check (kind in ('check', 'scan'))");
    await as(admin, "update farsite.hub set version = 1");
    laptop.store.saveProof({ siteId, record: sampleProof() });
    await expect(laptop.sync()).rejects.toMatchObject({ code: "HUB_NOT_SET_UP" });
    expect(await initHub(admin)).toEqual({ from: 1, to: HUB_VERSION });
    expect(await laptop.sync()).toMatchObject({ pushed: 1, refused: 0 });
    expect(await as(admin, "select kind from farsite.record")).toEqual([{ kind: "proof" }]);
  });

  it("needs no superuser: one who may make roles, and owns the database", async () => {
    await asAdmin(server(), "postgres", "create role office login createrole password 'of the office'");
    await asAdmin(server(), "postgres", "create database of_the_office owner office");
    const { address } = adminOf(server(), "of_the_office");
    const office = { address: { ...address, user: "office" }, password: "of the office", authority: null };
    await initHub(office);
    const { password } = await addTechnician(office, "otto");
    const laptop = testLaptop();
    await use(laptop, { ...office, address: { ...address, user: "otto" }, password });
    laptop.store.beginSite({ name: "Depot", template: null });
    expect(await laptop.sync()).toMatchObject({ pushed: 1 });
    await removeTechnician(office, "otto");
    await expect(laptop.sync()).rejects.toMatchObject({ code: "HUB_REFUSED" });
  });

  it("lets a technician add and read, and nothing else", async () => {
    const { technicians } = await freshHub(server(), ["berta"]);
    const laptop = testLaptop();
    await use(laptop, technicians.berta);
    const { siteId } = laptop.store.beginSite({ name: "Depot", template: null });
    await laptop.addPhoto(siteId);
    await laptop.sync();
    for (const table of TABLES) {
      for (const statement of [
        `delete from farsite.${table}`,
        `truncate farsite.${table}`,
        `drop table farsite.${table}`,
        `alter table farsite.${table} disable trigger all`,
      ]) {
        await expect(as(technicians.berta, statement), statement).rejects.toMatchObject({ code: "42501" });
      }
    }
    for (const statement of [
      "update farsite.revision set created_at = ''",
      "update farsite.hub set version = 9",
      "insert into farsite.era values (9)",
      "insert into farsite.revision (hash, site_id, author, created_at, body, tx) values (sha256(''), gen_random_uuid(), gen_random_uuid(), '', '', '9')",
      "insert into farsite.revision (hash, site_id, author, created_at, body, pushed_by) values (sha256(''), gen_random_uuid(), gen_random_uuid(), '', '', 'anna')",
      "create table farsite.more (n int)",
    ]) {
      await expect(as(technicians.berta, statement), statement).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("keeps its rows even from its owner's slips", async () => {
    const { admin, technicians } = await freshHub(server(), ["cora"]);
    const laptop = testLaptop();
    await use(laptop, technicians.cora);
    laptop.store.beginSite({ name: "Depot", template: null });
    await laptop.sync();
    for (const statement of [
      "delete from farsite.revision",
      "update farsite.revision set created_at = ''",
      "truncate farsite.revision",
    ]) {
      await expect(as(admin, statement), statement).rejects.toMatchObject({ code: "0A000" });
    }
  });

  it("takes a login away, not what he brought; and gives it back with a new password", async () => {
    const { admin, technicians } = await freshHub(server(), ["dirk"]);
    const laptop = testLaptop();
    await use(laptop, technicians.dirk);
    laptop.store.beginSite({ name: "Depot", template: null });
    await laptop.sync();
    await removeTechnician(admin, "dirk");
    await expect(laptop.sync()).rejects.toMatchObject({ code: "HUB_REFUSED" });
    expect(await hubOverview(admin)).toMatchObject({ revisions: 1, sites: 1 });
    const { password, isNew } = await addTechnician(admin, "dirk");
    expect(isNew).toBe(false);
    await use(laptop, { ...technicians.dirk, password });
    expect(await laptop.sync()).toMatchObject({ pushed: 0 });
  });

  it("never takes over a login that is not its own, and no name that could be SQL", async () => {
    const { admin } = await freshHub(server(), []);
    await asAdmin(server(), "postgres", "create role bookkeeping login");
    for (const name of ["bookkeeping", server().superuser.name, 'a"; drop schema farsite; --', "Ä", ""]) {
      await expect(async () => addTechnician(admin, name), name).rejects.toMatchObject({ code: "BAD_INPUT" });
      await expect(async () => removeTechnician(admin, name), name).rejects.toMatchObject({ code: "BAD_INPUT" });
    }
  });

  it("says what is wrong: password, database, preparation", async () => {
    const { admin, technicians } = await freshHub(server(), ["elsa"]);
    const wrong = { ...technicians.elsa, password: "wrong" };
    const laptop = testLaptop();
    await expect(use(laptop, wrong)).rejects.toMatchObject({ code: "HUB_REFUSED" });
    expect(laptop.store.settings().hubUrl).toBeNull();
    const nowhere = { ...admin, address: { ...admin.address, database: "nowhere" } };
    await expect(use(laptop, nowhere)).rejects.toMatchObject({ code: "HUB_NOT_SET_UP" });
    await expect(use(laptop, adminOf(server()))).rejects.toMatchObject({ code: "HUB_NOT_SET_UP" });
    await use(laptop, technicians.elsa);
    await as(admin, "update farsite.hub set version = $1", [HUB_VERSION + 1]);
    await expect(laptop.sync()).rejects.toMatchObject({
      code: "HUB_NEWER",
      data: { found: HUB_VERSION + 1, known: HUB_VERSION },
    });
    expect(await laptop.hub.status()).toMatchObject({ trouble: { code: "HUB_NEWER" } });
  });

  it("shows a technician's password to nobody: not to the server's log, its tables or its memory of roles", async () => {
    const { admin, technicians } = await freshHub(server(), ["flora"]);
    const { password } = technicians.flora;
    const laptop = testLaptop();
    await use(laptop, technicians.flora);
    laptop.store.beginSite({ name: "Depot", template: null });
    await laptop.sync();
    const log = readFileSync(join(server().dataFolder, "log"), "utf8");
    expect(log).toContain('create role "flora"');
    expect(log).not.toContain(password);
    const [role] = await as(admin, "select rolpassword from pg_authid where rolname = 'flora'");
    expect(String(role?.["rolpassword"])).toMatch(/^SCRAM-SHA-256\$4096:/);
    const found = (folder: string): string => {
      try {
        return execFileSync("grep", ["-rlF", "--", password, folder], { encoding: "utf8" });
      } catch {
        return "";
      }
    };
    expect(found(server().dataFolder)).toBe("");
    expect(found(laptop.folder)).toBe("");
  });

  it("gives no password to a server that asks for it in plain", async () => {
    const { technicians } = await freshHub(server(), ["gitte"]);
    const { tcpOn } = await import("../../fakes/loopback.ts");
    const heard: Buffer[] = [];
    const thief = await tcpOn("127.0.0.1", (connection) => {
      connection.on("data", (bytes: Buffer) => heard.push(bytes));
      // AuthenticationCleartextPassword (PostgreSQL, protocol 3.0).
      connection.once("data", () => connection.write(Buffer.from("520000000800000003", "hex")));
    });
    const access = { ...technicians.gitte, address: { ...technicians.gitte.address, port: thief.port } };
    await expect(openHubLine(access)).rejects.toMatchObject({ code: "HUB_REFUSED" });
    await thief.close();
    expect(Buffer.concat(heard).includes(access.password)).toBe(false);
  });
});
