import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { emptyDocument } from "#core/survey/survey-document.ts";
import type { Store } from "#host/store/open-store.ts";
import { createTempFolder } from "#host/temp-folder.ts";
import { RouterBackups } from "#host/walk/router-backups.ts";

test("two files that are kept at once for the first time can both be opened again", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "farsite-backups-"));
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }));
  let document = emptyDocument("Depot");
  const kept = new Map<string, string>();
  let ids = 0;
  const backups = new RouterBackups({
    dataFolder,
    temp: createTempFolder(dataFolder, () => new Date()),
    store: () =>
      ({
        document: () => document,
        amend: (_siteId: string, change: (before: typeof document) => typeof document) => {
          document = change(document);
          return { revision: "r" };
        },
      }) as unknown as Store,
    secrets: {
      read: async (name) => kept.get(name) ?? null,
      write: async (name, value) => {
        // A keychain takes its time.
        await sleep(10);
        kept.set(name, value);
      },
      remove: async (name) => kept.delete(name),
    },
    actor: () => ({ laptopId: "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a01", by: "Kim" }),
    now: () => new Date(),
    randomUuid: () => `backup-${++ids}`,
  });
  const keep = (text: string) => backups.keep({ siteId: "s", fileName: `${text}.cfg`, file: new File([text], text) });
  await Promise.all([keep("before"), keep("after")]);
  const opened = await Promise.all(document.routerBackups.map(({ id }) => backups.open("s", id)));
  expect(await Promise.all(opened.map(({ file }) => file.text()))).toEqual(
    document.routerBackups.map(({ fileName }) => fileName.replace(".cfg", "")),
  );
  expect(opened).toHaveLength(2);
});
