import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { SiteBoxInput } from "#core/box/box-input.ts";
import { sealedSecretsText, siteBoxKit } from "#core/box/kit.ts";
import { HostError } from "#core/contract/errors.ts";
import { toFileError } from "../file-errors.ts";
import { newPassphrase, sealed } from "./seal-secrets.ts";

export type WrittenKit = {
  path: string;
  /** Shown once, and kept nowhere. */
  passphrase: string;
  /** From the kit's folder. */
  files: string[];
};

type Entry = { path: string; mode: number; bytes: Buffer };

/**
 * Writes a site's kit into a folder that a person chose (a USB stick): as a folder of its own, or as one zip. It appears whole or
 * not at all, and never replaces what is there.
 *
 * Throws RangeError (values that a file can't carry), HostError BAD_INPUT (there is something of that name), DISK_FULL,
 * FOLDER_NOT_WRITABLE, and the system's errors.
 */
export async function writeSiteBoxKit(
  input: SiteBoxInput,
  into: { folder: string; form: "folder" | "zip" },
): Promise<WrittenKit> {
  const passphrase = newPassphrase();
  const entries = await entriesOf(input, passphrase);
  const name = `farsite-${input.siteId}`;
  const path = join(into.folder, into.form === "zip" ? `${name}.zip` : name);
  // Beside it: a rename within one file system is done or not done.
  const growing = join(into.folder, `.${name}-${randomUUID().slice(0, 8)}.part`);
  try {
    if (await isThere(path)) throw new HostError("BAD_INPUT", { detail: `${path} is there already` });
    if (into.form === "zip") await writeZip(growing, name, entries, new Date(`${input.madeOn}T12:00:00Z`));
    else await writeFolder(growing, entries);
    await rename(growing, path);
  } catch (error) {
    await rm(growing, { recursive: true, force: true }).catch(() => undefined);
    throw toFileError(error, into.folder);
  }
  return { path, passphrase, files: entries.map((entry) => entry.path) };
}

/** Also for a link that leads nowhere: nothing is written through one. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function entriesOf(input: SiteBoxInput, passphrase: string): Promise<Entry[]> {
  const files = siteBoxKit(input);
  const text = sealedSecretsText(files, {
    base64: (one) => Buffer.from(one, "utf8").toString("base64"),
    sha256: (one) => createHash("sha256").update(one, "utf8").digest("hex"),
  });
  const entries: Entry[] = [
    ...files
      .filter(({ isSecret }) => !isSecret)
      .map((file) => ({ path: file.path, mode: Number.parseInt(file.mode, 8), bytes: Buffer.from(file.text, "utf8") })),
    { path: "secrets.enc", mode: 0o644, bytes: await sealed(text, passphrase) },
  ];
  const sums = entries.map(({ path, bytes }) => `${createHash("sha256").update(bytes).digest("hex")}  ${path}\n`);
  return [...entries, { path: "SHA256SUMS", mode: 0o644, bytes: Buffer.from(sums.join("")) }];
}

async function writeFolder(folder: string, entries: readonly Entry[]): Promise<void> {
  await mkdir(folder);
  for (const { path, mode, bytes } of entries) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    const file = await open(to, "wx", mode);
    try {
      await file.writeFile(bytes);
      // A stick is pulled out the moment it is done.
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function writeZip(to: string, name: string, entries: readonly Entry[], mtime: Date): Promise<void> {
  const zip = new ZipFile();
  for (const { path, mode, bytes } of entries) {
    zip.addBuffer(bytes, `${name}/${path}`, { mtime, mode: 0o100_000 | mode, forceDosTimestamp: true });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(to, { flags: "wx", mode: 0o600, flush: true }));
}
