import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { ageIdentityOf, readLaptopKeys } from "#host/identity/laptop-keys.ts";
import { shapesIn, tracesBelow } from "../unit/vault/secret-traces.ts";
import type { Desk } from "./desk.ts";
import { databaseBodies, zipEntries } from "./unpacked.ts";

/** The keyring's own files: where secrets belong. */
const KEYRINGS = "keyrings";

/** Every form of what a keychain holds: the entry itself, and of a laptop's keys each key and what age makes of it. */
export function spelledOut(secrets: Readonly<Record<string, string>>): string[] {
  return Object.values(secrets).flatMap((secret) => {
    const keys = readLaptopKeys(secret);
    if (keys === null) return [secret];
    const { signing, agreement } = JSON.parse(secret) as { signing: string; agreement: string };
    const raw = [signing, agreement].map((key) => Buffer.from(key, "base64"));
    return [signing, agreement, ...raw.map((key) => key.toString("hex")), ageIdentityOf(keys)];
  });
}

/** The laptop's private keys as bytes. */
const rawKeys = (secrets: Readonly<Record<string, string>>): Buffer[] =>
  Object.values(secrets).flatMap((secret) => {
    if (readLaptopKeys(secret) === null) return [];
    const { signing, agreement } = JSON.parse(secret) as { signing: string; agreement: string };
    return [signing, agreement].map((key) => Buffer.from(key, "base64"));
  });

/**
 * Everything that stands on a computer's disk but for the keyring's own files, what its programs printed, and files that left it: none of
 * it may show a secret.
 */
export function expectKeptQuiet(
  desk: Desk,
  secrets: Readonly<Record<string, string>>,
  words: readonly string[],
  files: readonly string[] = [],
): void {
  const all = [...spelledOut(secrets), ...words];
  const folders = readdirSync(desk.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === KEYRINGS)
    .map((entry) => join(entry.parentPath, entry.name));
  const keyrings = new Set(folders.flatMap((folder) => readdirSync(folder)));
  const found = tracesBelow(desk.folder, all).filter((trace) => !keyrings.has(trace.split(": ")[0] ?? ""));
  expect(found).toEqual([]);
  const bodies = databaseBodies(desk.dataFolder);
  for (const secret of all) for (const text of [desk.said, ...bodies]) expect(shapesIn(text, secret)).toEqual([]);
  for (const file of files) {
    const texts = [readFileSync(file), ...zipEntries(file)];
    for (const secret of all) for (const text of texts) expect(shapesIn(text, secret), file).toEqual([]);
  }
  const keys = rawKeys(secrets);
  const holding = readdirSync(desk.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !keyrings.has(entry.name))
    .filter((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return keys.some((key) => bytes.includes(key));
    });
  expect(holding.map(({ name }) => name)).toEqual([]);
}
