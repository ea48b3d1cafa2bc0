import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { HostStore } from "#host/host-store.ts";

function hostStore(): { storage: HostStore; onWrite: ReturnType<typeof vi.fn<() => void>> } {
  const folder = mkdtempSync(join(tmpdir(), "farsite-host-store-"));
  const onWrite = vi.fn<() => void>();
  const storage = new HostStore(folder, onWrite);
  onTestFinished(() => {
    storage.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { storage, onWrite };
}

it("stays the same laptop across a repair, also while no keychain holds its key", async () => {
  const { storage, onWrite } = hostStore();
  const { siteId } = storage.open().beginSite({ name: "Bakery", template: null });
  const before = storage.open().ownLaptop.key();
  await storage.repair();
  expect(storage.open().ownLaptop.key()).toMatchObject({ id: before?.id, state: "making", isHeld: true });
  storage.open().renameSite(siteId, "Miller");
  const { entries } = storage.open().history(siteId, { offset: 0, limit: 9 });
  expect(entries.map(({ author }) => [author.laptopId, author.signature])).toEqual([
    [before?.id, "valid"],
    [before?.id, "valid"],
  ]);
  expect(onWrite).toHaveBeenCalled();
});

it("makes whoever begins to watch during a repair wait, and ends with its signal", async () => {
  const { storage } = hostStore();
  storage.open().beginSite({ name: "Bakery", template: null });
  const repair = storage.repair();
  expect(() => storage.open()).toThrow("STORE_BUSY");
  const stop = new AbortController();
  const events = storage.watch(stop.signal);
  expect(await events.next()).toEqual({ done: false, value: { type: "watching" } });
  await repair;
  const end = events.next();
  stop.abort();
  expect(await end).toEqual({ done: true, value: undefined });
});
