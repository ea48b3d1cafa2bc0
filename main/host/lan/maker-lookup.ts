import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { describeMac, makerTable, type MakerTable } from "#core/lan/makers.ts";

const unpack = promisify(brotliDecompress);

/** The packed table is 1.3 MB of text; more is not ours. */
const MAX_TEXT_BYTES = 8 * 1_024 * 1_024;

const tables = new Map<string, Promise<MakerTable>>();

/**
 * The registries of hardware addresses that come with the app, read once per process, when first wanted.
 *
 * @throws the system's error when the file is missing or damaged
 */
export function loadMakers(assetsFolder: string): Promise<MakerTable> {
  const loading = tables.get(assetsFolder) ?? readTable(join(assetsFolder, "oui", "makers.txt.br"));
  tables.set(assetsFolder, loading);
  loading.catch(() => tables.delete(assetsFolder));
  return loading;
}

async function readTable(file: string): Promise<MakerTable> {
  const text = await unpack(await readFile(file), { maxOutputLength: MAX_TEXT_BYTES });
  return makerTable(text.toString("utf8"));
}

/** Who made a device, by its hardware address; null when nobody is known, or the file can't be read. Never throws. */
export async function makerOf(assetsFolder: string, mac: string): Promise<string | null> {
  try {
    return describeMac(mac, await loadMakers(assetsFolder))?.maker ?? null;
  } catch {
    return null;
  }
}
