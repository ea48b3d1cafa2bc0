import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { isHostError } from "#core/contract/errors.ts";
import { jpegWith } from "../../fakes/jpeg-bytes.ts";
import {
  entriesOf,
  fileOf,
  makeGoodPackage,
  packed,
  expectRefused,
  withManifest,
  zipOf,
  type ForgedEntry,
  type GoodPackage,
} from "./forged-package.ts";
import { hashOf, newLaptop, stateOf } from "./transfer-fixture.ts";

/** Over the whole file, evenly. */
const FLIPS = process.env["FARSITE_LONG"] === "1" ? 200 : 60;

let good: GoodPackage;
beforeAll(async () => {
  good = await makeGoodPackage();
});

const withEntry = (entry: ForgedEntry): Buffer => zipOf([...entriesOf(good.contents), entry]);

describe("the forgery of these tests", () => {
  it("is taken in as long as nothing is changed", async () => {
    const laptop = newLaptop();
    const { transferId, sites } = await laptop.transfers.open(fileOf(packed(withManifest(good.contents))), null);
    expect(sites).toMatchObject([{ siteId: good.siteId, what: "new" }]);
    await laptop.transfers.apply(transferId, [good.siteId]);
    expect(stateOf(laptop, good.siteId).revisions).toHaveLength(good.lines.length);
  });
});

describe("no zip file of ours", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("hello, this is a letter".repeat(100))],
    ["a picture", Buffer.from(jpegWith())],
    ["an empty zip", zipOf([])],
    ["a zip of something else", zipOf([{ name: "word/document.xml", content: Buffer.from("<w/>") }])],
    ["many ends of a zip", Buffer.from("PK\x05\x06".repeat(20_000), "latin1")],
  ])("%s is refused", async (_name, bytes) => {
    await expectRefused(bytes);
  });

  it("is refused wherever it was cut off", { timeout: 60_000 }, async () => {
    const laptop = newLaptop();
    for (let part = 1; part < 50; part += 1) {
      await expectRefused(good.bytes.subarray(0, Math.floor((good.bytes.length * part) / 50)), laptop);
    }
    await expectRefused(good.bytes.subarray(0, -1), laptop);
  });

  it("is refused, or the same, with a bit turned over anywhere", { timeout: 120_000 }, async () => {
    const laptop = newLaptop();
    const outcomes = new Set<string>();
    let takenAsGood = 0;
    for (let at = 0; at < good.bytes.length; at += Math.max(1, Math.floor(good.bytes.length / FLIPS))) {
      const bytes = Buffer.from(good.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      try {
        const { transferId, sites } = await laptop.transfers.open(fileOf(bytes), null);
        // Dates and the like are covered by nothing, and mean nothing.
        takenAsGood += 1;
        outcomes.add(JSON.stringify(sites));
        await laptop.transfers.drop(transferId);
      } catch (error) {
        outcomes.add(isHostError(error) ? error.code : String(error));
      }
    }
    const { transferId, sites } = await laptop.transfers.open(fileOf(good.bytes), null);
    await laptop.transfers.drop(transferId);
    expect([...outcomes].filter((outcome) => outcome !== JSON.stringify(sites))).toEqual(["NOT_A_PACKAGE"]);
    expect(takenAsGood).toBeLessThan(FLIPS / 10);
    expect(laptop.leftInTemp()).toEqual([]);
  });
});

describe("names of entries", () => {
  const content = Buffer.from("x");
  const hash = "a".repeat(64);
  it.each<[string, string | Buffer]>([
    ["above the folder", "../../.bashrc"],
    ["above, later on", `photos/../../${hash}.jpg`],
    ["absolute", `/photos/${hash}.jpg`],
    ["with a drive", `C:\\photos\\${hash}.jpg`],
    ["with backslashes", `photos\\${hash}.jpg`],
    ["with NUL", `photos/${hash}.jpg\0.exe`],
    ["in Unicode that looks the same", `phot\u043es/${hash}.jpg`],
    ["with a mark of direction", `photos/\u202e${hash}.jpg`],
    ["of bytes that are no text", Buffer.concat([Buffer.from("photos/"), Buffer.from([0xff, 0xfe])])],
    ["in capitals", `photos/${"A".repeat(64)}.jpg`],
    ["with a line after it", `photos/${hash}.jpg\n`],
    ["a folder", "photos/"],
    ["empty", ""],
    ["endless", `photos/${"a".repeat(60_000)}.jpg`],
    ["of another kind", "run.sh"],
  ])("%s are refused", async (_name, name) => {
    await expectRefused(withEntry({ name, content, method: 0 }));
  });

  it("twice are refused", async () => {
    const name = good.entryWith("photos/");
    expect(await expectRefused(withEntry({ name, content: good.contents.get(name) ?? Buffer.alloc(0) }))).toContain(
      "twice",
    );
  });

  it("that differ between list and content are refused", async () => {
    const entries = entriesOf(good.contents).map((entry) => ({
      ...entry,
      ...(entry.name === good.entryWith("photos/") && { localName: `photos/${"b".repeat(64)}.jpg` }),
    }));
    expect(await expectRefused(zipOf(entries))).toContain("two names");
  });
});

describe("kinds of entries", () => {
  const changed = (change: Partial<ForgedEntry>, prefix = "photos/"): Buffer =>
    zipOf(entriesOf(good.contents).map((one) => (one.name === good.entryWith(prefix) ? { ...one, ...change } : one)));
  const field = (id: number, bytes: Buffer): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(bytes.length, 2);
    return Buffer.concat([head, bytes]);
  };
  it.each<[string, Partial<ForgedEntry>]>([
    ["a link", { attributes: 0o120_777 * 65_536 }],
    ["a device", { attributes: 0o020_666 * 65_536 }],
    ["a folder by its attributes", { attributes: 0x10 }],
    ["encrypted by zip", { flags: 0x801 }],
    ["strongly encrypted", { flags: 0x841 }],
    ["packed by another method", { method: 12 }],
    ["with a second size (zip64)", { extra: field(1, Buffer.alloc(16)) }],
    ["with a second name", { extra: field(0x7075, Buffer.from("\x01\0\0\0\0../x", "latin1")) }],
    ["with an extra field that does not end", { extra: Buffer.from([1, 2, 255, 255]) }],
    ["with a wrong checksum", { crc: 1 }],
    ["larger than said", { size: 5 }],
    ["smaller than said", { size: 900_000 }],
    ["that begins elsewhere", { offset: 3 }],
    ["that begins behind the end", { offset: 0xfff_ffff }],
    ["whose bytes are not packed bytes", { packed: Buffer.from("garbage garbage") }],
  ])("%s are refused", async (_name, change) => {
    await expectRefused(changed(change));
  });
});

describe("bombs", () => {
  it("packed a thousand to one are not unpacked", async () => {
    const content = Buffer.alloc(100_000_000, 0x20);
    const name = good.revisionsName;
    const bomb = zipOf(entriesOf(good.contents).map((one) => (one.name === name ? { name, content } : one)));
    expect(bomb.length).toBeLessThan(300_000);
    expect(await expectRefused(bomb)).toContain("packed too tightly");
  });

  it("that lie about their size are left off where they exceed it", async () => {
    const name = good.revisionsName;
    const bomb = deflateRawSync(Buffer.alloc(100_000_000, 0x20));
    const lie = { name, content: Buffer.alloc(900_000, 0x20), packed: bomb };
    const contents = withManifest(new Map([...good.contents, [name, lie.content]]));
    const bytes = zipOf(entriesOf(contents).map((one) => (one.name === name ? lie : one)));
    expect(await expectRefused(bytes)).toContain("too many bytes");
  });

  it("nested in a zip are only bytes that have no place", async () => {
    const inner = zipOf([{ name: "manifest.json", content: Buffer.alloc(10_000_000) }]);
    await expectRefused(withEntry({ name: "inner.zip", content: inner }));
    await expectRefused(packed(withManifest(new Map([...good.contents, [`photos/${hashOf(inner)}.jpg`, inner]]))));
  });

  it("of entries that share their bytes are refused", async () => {
    const content = Buffer.from(jpegWith());
    const shared = Array.from({ length: 2_000 }, (_, i) => ({
      name: `photos/${i.toString(16).padStart(64, "0")}.jpg`,
      content,
      method: 0,
    }));
    const entries = [...entriesOf(good.contents), ...shared];
    const first = zipOf(entriesOf(good.contents)).length;
    const overlapping = zipOf(
      entries.map((one, i) => (i < good.contents.size ? one : { ...one, offset: 0, packedSize: first })),
    );
    await expectRefused(overlapping);
  });

  it("of 100,000 entries are refused at their number", async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      name: `photos/${i.toString(16).padStart(64, "0")}.jpg`,
      content: Buffer.alloc(0),
      method: 0,
    }));
    expect(await expectRefused(zipOf(many, { count: 65_535 }))).toContain("65535 entries");
    // Said to be few: what the list says counts, and the manifest is not among those.
    await expectRefused(zipOf(many, { count: 100 }));
  });

  it("of JSON nested deeply are refused before anybody walks it", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    await expectRefused(packed(new Map([...good.contents, ["manifest.json", Buffer.from(deep)]])));
    await expectRefused(packed(withManifest(new Map([...good.contents, ["laptops.json", Buffer.from(deep)]]))));
    await expectRefused(packed(good.withLines((all) => [...all, deep])));
    const text = `{"siteId":"${good.siteId}","parents":[],"document":{"x":${deep}}}`;
    await expectRefused(
      packed(good.withLines((all) => [...all, JSON.stringify({ hash: hashOf(text), text, signature: null })])),
    );
  });
});
