import { crc32, deflateRawSync } from "node:zlib";
import yauzl from "yauzl";
import { expect } from "vitest";
import { isHostError } from "#core/contract/errors.ts";
import type { PackageManifest } from "#core/team/package-manifest.ts";
import { hashOf, newLaptop, surveyOn, type TestLaptop } from "./transfer-fixture.ts";

/** A zip file written by hand, so that everything in it can be a lie. */
export interface ForgedEntry {
  name: string | Buffer;
  content: Buffer;
  method?: number;
  flags?: number;
  crc?: number;
  /** As the list of entries says. */
  size?: number;
  packedSize?: number;
  packed?: Buffer;
  attributes?: number;
  extra?: Buffer;
  localName?: string;
  /** Where the list says that it begins. */
  offset?: number;
}

export function zipOf(entries: readonly ForgedEntry[], end: { count?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string, "utf8");
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(entry.content) : entry.content);
    const common = (localName: Buffer, extra: Buffer): Buffer => {
      const header = Buffer.alloc(26);
      header.writeUInt16LE(20, 0);
      header.writeUInt16LE(entry.flags ?? 0x800, 2);
      header.writeUInt16LE(method, 4);
      header.writeUInt32LE(entry.crc ?? crc32(entry.content), 10);
      header.writeUInt32LE(entry.packedSize ?? packed.length, 14);
      header.writeUInt32LE(entry.size ?? entry.content.length, 18);
      header.writeUInt16LE(localName.length, 22);
      header.writeUInt16LE(extra.length, 24);
      return header;
    };
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04", "latin1"),
      common(localName, Buffer.alloc(0)),
      localName,
      packed,
    ]);
    const extra = entry.extra ?? Buffer.alloc(0);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.attributes ?? 0o100_600 * 65_536, 6);
    tail.writeUInt32LE(entry.offset ?? offset, 10);
    list.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03", "latin1"), common(name, extra), tail, name, extra]));
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(list);
  const last = Buffer.alloc(22);
  last.write("PK\x05\x06", "latin1");
  last.writeUInt16LE(end.count ?? entries.length, 8);
  last.writeUInt16LE(end.count ?? entries.length, 10);
  last.writeUInt32LE(listed.length, 12);
  last.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, last]);
}

export type Contents = Map<string, Buffer>;

/** What lies in a file that Farsite wrote. */
export async function contentsOf(file: Blob): Promise<Contents> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(await file.arrayBuffer()), { lazyEntries: true });
  const contents: Contents = new Map();
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    contents.set(entry.fileName, Buffer.concat(pieces));
  }
  return contents;
}

export const manifestOf = (contents: Contents): PackageManifest =>
  JSON.parse(contents.get("manifest.json")?.toString() ?? "null") as PackageManifest;

/** The manifest as it has to be for what is there, with what `change` makes of it. */
export function withManifest(
  contents: Contents,
  change: (manifest: PackageManifest) => unknown = (one) => one,
): Contents {
  const entries = [...contents]
    .filter(([name]) => name !== "manifest.json")
    .map(([name, content]) => ({ name, size: content.length, sha256: hashOf(content) }));
  const manifest = change({ ...manifestOf(contents), entries });
  return new Map([...contents, ["manifest.json", Buffer.from(JSON.stringify(manifest))]]);
}

export const entriesOf = (contents: Contents): ForgedEntry[] =>
  [...contents].map(([name, content]) => ({ name, content }));

export const fileOf = (bytes: Buffer): Blob => new Blob([new Uint8Array(bytes)]);

/** A file that Farsite wrote, what lies in it, and ways to change that. To be called in `beforeAll`, which ends it by what it returns. */
export async function makeGoodPackage() {
  const cleanUps: (() => void)[] = [];
  const maker = newLaptop({ after: (cleanUp) => void cleanUps.unshift(cleanUp) });
  const siteId = await surveyOn(maker, "Bakery");
  const { file } = await maker.transfers.export({ siteIds: [siteId], passphrase: null, photos: true });
  for (const cleanUp of cleanUps) cleanUp();
  const contents = await contentsOf(file);
  const revisionsName = `sites/${siteId}/revisions.jsonl`;
  const lines = (contents.get(revisionsName)?.toString() ?? "").trimEnd().split("\n");
  return {
    siteId,
    bytes: Buffer.from(await file.arrayBuffer()),
    contents,
    revisionsName,
    lines,
    withLines: (change: (all: string[]) => string[]): Contents =>
      withManifest(new Map([...contents, [revisionsName, Buffer.from(`${change(lines).join("\n")}\n`)]])),
    /** The first one whose name holds this. */
    entryWith: (part: string): string => [...contents.keys()].find((name) => name.includes(part)) ?? "",
  };
}
export type GoodPackage = Awaited<ReturnType<typeof makeGoodPackage>>;

export const packed = (contents: Contents): Buffer => zipOf(entriesOf(contents));

/** Opens what must be refused: nothing came in, and nothing is left lying about. Returns why. */
export async function expectRefused(bytes: Buffer, laptop: TestLaptop = newLaptop()): Promise<string> {
  const error: unknown = await laptop.transfers.open(fileOf(bytes), null).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: "NOT_A_PACKAGE" });
  expect(laptop.leftInTemp()).toEqual([]);
  expect(laptop.store.exchange.siteIds()).toEqual([]);
  return isHostError(error) && error.code === "NOT_A_PACKAGE" ? error.data.detail : "";
}
