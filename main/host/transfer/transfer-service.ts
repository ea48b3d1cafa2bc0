import { createWriteStream, openAsBlob, rmSync, statSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { TransferPreview } from "#core/contract/team-calls.ts";
import { HostError, isHostError } from "#core/contract/errors.ts";
import { ownWords } from "#core/lan/own-words.ts";
import { reportFileName } from "#core/report/report-file-name.ts";
import type { SignedLaptopCard } from "#core/team/laptop-card.ts";
import { PACKAGE_LIMITS } from "#core/team/package-manifest.ts";
import { blobPieces } from "../blob-pieces.ts";
import { toFileError } from "../file-errors.ts";
import { laptopIdOf, verifyCard } from "../identity/laptop-keys.ts";
import type { PhotoStore } from "../photos/photo-store.ts";
import type { Exchange } from "../store/exchange.ts";
import type { TempFolder } from "../temp-folder.ts";
import { isAgeFile, sealFile, unsealFile } from "./age-file.ts";
import { applyPackage, type Applied } from "./apply-package.ts";
import { notAPackage } from "./not-a-package.ts";
import { checkPackage, type PackageSite } from "./package-check.ts";
import { openPackageFile, type PackageFile } from "./package-file.ts";
import { writePackage } from "./package-writer.ts";

/** Larger ones stay on disk and are read from there as they are needed. */
const IN_MEMORY_BYTES = 64_000_000;
/** Somebody who opened a file and went away. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1_000;
const MAX_OPEN = 4;
/** The zip itself, its list, and encryption's 16 bytes for 65,536. */
const MAX_FILE_BYTES = PACKAGE_LIMITS.totalBytes + 100_000_000;

export interface TransferOptions {
  dataFolder: string;
  temp: TempFolder;
  exchange(): Exchange;
  photos: PhotoStore;
  /** Null: this laptop has no key yet. */
  ownCard(): SignedLaptopCard | null;
  /** Copies the database before something is taken in. */
  backUp(): Promise<void>;
  farsiteVersion: string;
  now(): Date;
  randomUuid(): string;
}

export interface ExportRequest {
  siteIds: readonly string[];
  passphrase: string | null;
  photos: boolean;
}

export interface Exported {
  fileName: string;
  file: File;
  /** Checks that were left out, since they name other sites. */
  withheld: number;
}

/** Surveys as `.farsite` files, out and in. */
export interface TransferService {
  /** Throws SITE_NOT_FOUND, BAD_INPUT, DISK_FULL, FOLDER_NOT_WRITABLE. */
  export(request: ExportRequest): Promise<Exported>;
  /** Throws NOT_A_PACKAGE, PACKAGE_NEWER, PASSPHRASE_NEEDED, PASSPHRASE_WRONG, DISK_FULL, FOLDER_NOT_WRITABLE. */
  open(file: Blob, passphrase: string | null): Promise<TransferPreview>;
  /** Throws TRANSFER_NOT_FOUND, SITE_NOT_FOUND and what writing throws. Cut off and repeated, it comes to the same. */
  apply(transferId: string, siteIds: readonly string[]): Promise<Applied>;
  drop(transferId: string): Promise<void>;
  /** Removes the files of this run. */
  close(): void;
}

interface Opened {
  path: string;
  file: PackageFile;
  sites: PackageSite[];
  openedAt: number;
  /** Being taken in; it is not removed before that ends. */
  uses: number;
}

export function createTransferService(options: TransferOptions): TransferService {
  const { temp, photos } = options;
  const opened = new Map<string, Opened>();
  const exported = new Map<string, number>();
  let isCleaned = false;

  const newFile = (ending: string): string => {
    if (!isCleaned) temp.clean();
    isCleaned = true;
    return temp.newFile("transfer", ending);
  };

  /** The system's errors become the contract's. */
  const onDisk = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw isHostError(error) ? error : toFileError(error, options.dataFolder);
    }
  };

  const forget = (transferId: string): void => {
    const transfer = opened.get(transferId);
    if (transfer === undefined || transfer.uses > 0) return;
    opened.delete(transferId);
    transfer.file.close();
    rmSync(transfer.path, { force: true });
  };

  const forgetOld = (): void => {
    const before = options.now().getTime() - FORGOTTEN_AFTER_MS;
    for (const [transferId, { openedAt }] of opened) if (openedAt < before) forget(transferId);
    for (const [path, madeAt] of exported) {
      if (madeAt >= before) continue;
      exported.delete(path);
      rmSync(path, { force: true });
    }
  };

  /** The file's zip in our own folder: what is checked now can't be exchanged before it is used. */
  const takeCopy = async (blob: Blob, passphrase: string | null): Promise<string> => {
    if (blob.size > MAX_FILE_BYTES) throw notAPackage(`${blob.size} bytes`);
    const copy = newFile("in");
    try {
      await pipeline(blobPieces(blob), createWriteStream(copy, { flags: "wx", mode: 0o600 }));
      if (!(await isAgeFile(copy))) return copy;
      if (passphrase === null || passphrase === "") throw new HostError("PASSPHRASE_NEEDED");
      const zip = newFile("zip");
      try {
        await unsealFile(copy, zip, passphrase, MAX_FILE_BYTES);
      } catch (error) {
        await rm(zip, { force: true });
        throw error;
      }
      await rm(copy, { force: true });
      return zip;
    } catch (error) {
      await rm(copy, { force: true });
      throw error;
    }
  };

  return {
    export: ({ siteIds, passphrase, photos: withPhotos }) =>
      onDisk(async () => {
        forgetOld();
        const madeAt = options.now();
        const zip = newFile("zip");
        const sealed = passphrase === null ? null : newFile("age");
        try {
          const manifest = await writePackage(zip, {
            siteIds,
            photos: withPhotos ? photos : null,
            exchange: options.exchange(),
            madeBy: options.ownCard(),
            madeAt,
            farsiteVersion: options.farsiteVersion,
          });
          if (sealed !== null && passphrase !== null) {
            await sealFile(zip, sealed, passphrase);
            await rm(zip, { force: true });
          }
          const [site, ...more] = manifest.sites;
          const name = more.length === 0 ? (site?.name ?? "") : `farsite ${manifest.sites.length} sites`;
          const fileName = reportFileName(name, madeAt.toISOString(), "farsite");
          return {
            fileName,
            file: await asFile(sealed ?? zip, fileName),
            withheld: manifest.sites.reduce((sum, { withheld }) => sum + withheld.length, 0),
          };
        } catch (error) {
          for (const path of [zip, sealed]) if (path !== null) await rm(path, { force: true });
          throw error;
        }
      }),

    open: (blob, passphrase) =>
      onDisk(async () => {
        forgetOld();
        const [oldest] = opened.keys();
        if (opened.size >= MAX_OPEN && oldest !== undefined) forget(oldest);
        const path = await takeCopy(blob, passphrase);
        let file: PackageFile | null = null;
        try {
          file = await openPackageFile(path);
          const { madeBy } = file.manifest;
          if (madeBy !== null && !verifyCard(madeBy)) throw notAPackage("manifest.json: wrong signature of its maker");
          const sites = await checkPackage(file, options.exchange());
          const transferId = options.randomUuid();
          opened.set(transferId, { path, file, sites, openedAt: options.now().getTime(), uses: 0 });
          return previewOf(transferId, file, sites, photos);
        } catch (error) {
          file?.close();
          await rm(path, { force: true });
          throw error;
        }
      }),

    apply: (transferId, siteIds) =>
      onDisk(async () => {
        forgetOld();
        const transfer = opened.get(transferId);
        if (transfer === undefined) throw new HostError("TRANSFER_NOT_FOUND");
        const chosen = [...new Set(siteIds)].map((siteId) => {
          const site = transfer.sites.find((one) => one.siteId === siteId);
          if (site === undefined) throw new HostError("SITE_NOT_FOUND", { site: siteId });
          return site;
        });
        transfer.uses += 1;
        try {
          if (chosen.some(({ preview }) => preview.newRevisions > 0)) await options.backUp();
          return await applyPackage(transfer.file, chosen, { exchange: options.exchange(), photos });
        } finally {
          transfer.uses -= 1;
        }
      }),

    drop: async (transferId) => forget(transferId),

    close: () => {
      for (const transferId of opened.keys()) forget(transferId);
      for (const path of exported.keys()) rmSync(path, { force: true });
      exported.clear();
    },
  };

  async function asFile(path: string, fileName: string): Promise<File> {
    const type = "application/octet-stream";
    if (statSync(path).size > IN_MEMORY_BYTES) {
      exported.set(path, options.now().getTime());
      return new File([await openAsBlob(path)], fileName, { type });
    }
    const bytes = await readFile(path);
    await rm(path, { force: true });
    return new File([new Uint8Array(bytes)], fileName, { type });
  }
}

function previewOf(
  transferId: string,
  { manifest }: PackageFile,
  sites: readonly PackageSite[],
  photos: PhotoStore,
): TransferPreview {
  const { madeBy } = manifest;
  const nameInFile = new Map(manifest.sites.map(({ id, name }) => [id, name]));
  return {
    transferId,
    madeAt: manifest.madeAt,
    farsiteVersion: manifest.farsiteVersion,
    madeBy: madeBy && (ownWords([madeBy.technician, madeBy.name].filter((one) => one !== null).join(", ")) ?? null),
    laptopId: madeBy && laptopIdOf(madeBy.publicKey),
    sites: sites.map(({ siteId, pictures, preview }) => ({
      siteId,
      name: preview.name || (nameInFile.get(siteId) ?? ""),
      what: preview.what,
      newRevisions: preview.newRevisions,
      newPhotos: pictures.filter((hash) => !photos.has(hash)).length,
      conflicts: preview.conflicts,
      unsigned: preview.unsigned,
    })),
  };
}
