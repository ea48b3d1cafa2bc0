import { crc32 } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { isHostError } from "#core/contract/errors.ts";
import {
  MAX_ENTRY_BYTES,
  MAX_ENTRY_NAME_BYTES,
  PACKAGE_LIMITS,
  packageEntryName,
  type PackageEntryName,
} from "#core/team/package-manifest.ts";
import { systemErrorCode } from "../system-error.ts";
import { notAPackage } from "./not-a-package.ts";

/** A zip file all of whose entries have a place in a `.farsite` file and are within its limits. */
export interface ZipReader {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** The entry's bytes as they come, and an error at their end when checksum or size are not as said. Throws NOT_A_PACKAGE. */
  stream(name: string): AsyncGenerator<Buffer, void>;
  /** The whole entry. Throws NOT_A_PACKAGE. */
  bytes(name: string): Promise<Buffer>;
  close(): void;
}

export interface ZipEntry {
  name: string;
  is: PackageEntryName;
  size: number;
}

/** APPNOTE 4.5.3 and 4.6.9: a second size and a second name, by which readers have been led astray. */
const ZIP64_FIELD = 0x0001;
const UNICODE_PATH_FIELD = 0x7075;
/** Of the Unix mode in the upper half of the external attributes. */
const FILE_TYPE = 0o170000;
const REGULAR_FILE = 0o100000;
const DOS_DIRECTORY = 0x10;
const STORED = 0;
const DEFLATED = 8;

/** Reads the list of entries and nothing else. Throws HostError NOT_A_PACKAGE. */
export async function openZip(file: string): Promise<ZipReader> {
  const zip = await refusing(() =>
    // Names stay bytes: decoding them is one more thing to be led astray by.
    yauzl.openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }),
  );
  try {
    const found = await refusing(() => readEntries(zip));
    return {
      entries: new Map([...found].map(([name, { is, size }]) => [name, { name, is, size }])),
      stream: (name) => streamOf(zip, entryNamed(found, name)),
      bytes: async (name) => {
        const pieces: Buffer[] = [];
        for await (const piece of streamOf(zip, entryNamed(found, name))) pieces.push(piece);
        return Buffer.concat(pieces);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

type FoundEntry = ZipEntry & { entry: Entry };

async function readEntries(zip: ZipFile): Promise<Map<string, FoundEntry>> {
  if (zip.entryCount > PACKAGE_LIMITS.entries) throw notAPackage(`${zip.entryCount} entries`);
  const found = new Map<string, FoundEntry>();
  let [unpacked, packed] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    const one = checkedEntry(entry);
    if (found.has(one.name)) throw notAPackage(`${one.name}: twice`);
    found.set(one.name, one);
    unpacked += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (unpacked > PACKAGE_LIMITS.totalBytes) throw notAPackage("it unpacks to more than a file may hold");
  }
  // Entries that share their bytes: a small file that unpacks into many (D. Fifield, "A better zip bomb", 2019).
  if (packed > zip.fileSize) throw notAPackage("its entries overlap");
  return found;
}

function checkedEntry(entry: Entry): FoundEntry {
  const name = nameOf(entry);
  const is = packageEntryName(name);
  const refuse = (what: string): never => {
    throw notAPackage(`${is === null ? "an entry" : name}: ${what}`);
  };
  if (is === null) return refuse(`its name has no place here (${JSON.stringify(name.slice(0, 80))})`);
  const fileType = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (fileType !== 0 && fileType !== REGULAR_FILE) refuse("a link or device");
  if ((entry.externalFileAttributes & DOS_DIRECTORY) !== 0) refuse("a folder");
  if (entry.isEncrypted()) refuse("encrypted by zip");
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    refuse(`compression method ${entry.compressionMethod}`);
  }
  if (entry.extraFields.some(({ id }) => id === ZIP64_FIELD || id === UNICODE_PATH_FIELD))
    refuse("a second name or size");
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (size > MAX_ENTRY_BYTES[is.kind]) refuse(`${size} bytes`);
  if (size > PACKAGE_LIMITS.ratioFromBytes && size > packed * PACKAGE_LIMITS.ratio) refuse("packed too tightly");
  return { name, is, size, entry };
}

/** `decodeStrings` is off, which the types don't know. */
function nameOf(entry: Entry): string {
  const raw: unknown = entry.fileName;
  if (!Buffer.isBuffer(raw) || raw.length > MAX_ENTRY_NAME_BYTES) throw notAPackage("an entry's name is too long");
  return raw.toString("latin1");
}

function entryNamed(found: ReadonlyMap<string, FoundEntry>, name: string): FoundEntry {
  const entry = found.get(name);
  if (entry === undefined) throw notAPackage(`${name} is missing`);
  return entry;
}

async function* streamOf(zip: ZipFile, { name, size, entry }: FoundEntry): AsyncGenerator<Buffer, void> {
  try {
    const local = await zip.readLocalFileHeaderPromise(entry);
    if (local.fileName.toString("latin1") !== name) throw notAPackage(`${name}: two names`);
    let [bytes, checksum] = [0, 0];
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      if (!Buffer.isBuffer(piece)) continue;
      bytes += piece.length;
      checksum = crc32(piece, checksum);
      yield piece;
    }
    if (bytes !== size || checksum !== entry.crc32) throw notAPackage(`${name}: wrong checksum`);
  } catch (error) {
    throw asRefusal(error, name);
  }
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asRefusal(error, "zip");
  }
}

/** What yauzl and zlib say of bytes is about the file; what the system says is not. */
function asRefusal(error: unknown, where: string): unknown {
  const code = systemErrorCode(error);
  const isAboutFile = code === undefined || code.startsWith("Z_") || code.startsWith("ERR_");
  if (isHostError(error) || !isAboutFile) return error;
  return notAPackage(`${where}: ${error instanceof Error ? error.message : String(error)}`, error);
}
