import { createHash } from "node:crypto";
import { constants, statSync } from "node:fs";
import { open, readFile, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DecodeError } from "#core/codec/decode-error.ts";
import { decodeJpegHeader, type JpegHeader } from "#core/codec/jpeg-header.ts";
import { HostError } from "#core/contract/errors.ts";
import { MAX_PHOTO_BYTES } from "#core/contract/survey-calls.ts";
import { sha256HexSchema } from "#core/survey/sha256-hex.ts";
import { toFileError } from "../file-errors.ts";
import { makeOwnFolder } from "../own-folder.ts";
import { syncFolder } from "../store/sync-folder.ts";
import type { TempFolder } from "../temp-folder.ts";
import type { PhotoStore } from "./photo-store.ts";

/** Pictures as files under `<dataFolder>/photos`; nothing is made before the first one is kept. */
export function createPhotoFiles(dataFolder: string, temp: TempFolder): PhotoStore {
  const root = join(dataFolder, "photos");
  const pathOf = (hash: string, ending: "jpg" | "part"): string => {
    // A hash becomes part of a path: it may come from a page or a file of somebody else's.
    if (!sha256HexSchema.safeParse(hash).success) throw new HostError("BAD_INPUT", { detail: "not a SHA-256" });
    return join(root, hash.slice(0, 2), `${hash}.${ending}`);
  };

  const size = (hash: string): number | null => {
    const found = statSync(pathOf(hash, "jpg"), { throwIfNoEntry: false });
    return found?.isFile() === true ? found.size : null;
  };

  const read = async (hash: string): Promise<Uint8Array | null> => {
    const bytes = await readFile(pathOf(hash, "jpg")).catch(() => null);
    return bytes !== null && sha256(bytes) === hash ? new Uint8Array(bytes) : null;
  };

  /** Gives a finished file its name, when all of it is on disk. */
  const settle = async (from: string, hash: string): Promise<void> => {
    const to = pathOf(hash, "jpg");
    const handle = await open(from, "r+");
    await closing(handle, () => handle.sync());
    try {
      await rename(from, to);
    } catch (error) {
      // Windows refuses while somebody reads the one that is there, which is as good.
      if ((await read(hash)) === null) throw error;
      await rm(from, { force: true });
    }
    for (const folder of [dirname(to), root, dataFolder]) syncFolder(folder);
  };

  const keep = async (hash: string, bytes: Uint8Array): Promise<void> => {
    let temporary: string | null = null;
    try {
      makeOwnFolder(dirname(pathOf(hash, "jpg")));
      temporary = temp.newFile("photo", "jpg");
      const handle = await open(temporary, "wx", 0o600);
      await closing(handle, () => handle.writeFile(bytes));
      await settle(temporary, hash);
    } catch (error) {
      if (temporary !== null) await rm(temporary, { force: true }).catch(() => undefined);
      throw toFileError(error, root);
    }
  };

  return {
    has: (hash) => size(hash) !== null,
    size,
    read,

    add: async (bytes) => {
      pictureHeader(bytes);
      const hash = sha256(bytes);
      // One that is damaged is replaced: its bytes are at hand again.
      if ((await read(hash)) === null) await keep(hash, bytes);
      return hash;
    },

    receive: async (hash) => {
      const part = pathOf(hash, "part");
      return {
        receivedBytes: (await stat(part).catch(() => null))?.size ?? 0,
        append: async (piece) => {
          try {
            makeOwnFolder(dirname(part));
            const handle = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, 0o600);
            await closing(handle, async () => {
              if ((await handle.stat()).size + piece.length > MAX_PHOTO_BYTES) {
                throw new HostError("BAD_INPUT", { detail: `a picture has at most ${MAX_PHOTO_BYTES} bytes` });
              }
              await handle.appendFile(piece);
            });
          } catch (error) {
            throw toFileError(error, root);
          }
        },
        finish: async () => {
          const bytes = await readFile(part).catch(() => null);
          // Another shell has finished it meanwhile.
          if (bytes === null) return (await read(hash)) !== null;
          if (sha256(bytes) !== hash || !isPicture(bytes)) {
            await rm(part, { force: true }).catch(() => undefined);
            return false;
          }
          try {
            await settle(part, hash);
          } catch (error) {
            throw toFileError(error, root);
          }
          return true;
        },
      };
    },
  };
}

/** The size of a picture that a survey may keep. Throws NOT_A_PHOTO. */
export function pictureHeader(bytes: Uint8Array): JpegHeader {
  if (bytes.length > MAX_PHOTO_BYTES) throw new HostError("NOT_A_PHOTO", { detail: `${bytes.length} bytes` });
  try {
    return decodeJpegHeader(bytes);
  } catch (error) {
    if (error instanceof DecodeError) throw new HostError("NOT_A_PHOTO", { detail: error.message }, error);
    throw error;
  }
}

function isPicture(bytes: Uint8Array): boolean {
  try {
    pictureHeader(bytes);
    return true;
  } catch {
    return false;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function closing(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await handle.close();
  }
}
