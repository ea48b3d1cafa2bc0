import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { openStore, type Store } from "#host/store/open-store.ts";
import { offlineRecord } from "../../fakes/sample-records.ts";

/** An empty folder, removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "farsite-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store with a clock that moves one second per reading; closed after the test. */
export function openTestStore(folder: string): Store {
  let seconds = 0;
  const store = openStore({
    folder,
    now: () => new Date(Date.UTC(2026, 10, 20, 9) + 1_000 * seconds++),
    randomUuid: randomUUID,
  });
  onTestFinished(() => store.close());
  return store;
}

/** A small record of its own id, so that saving it adds something. */
export function freshRecord(): CheckRecord {
  return { ...offlineRecord, checkId: randomUUID() };
}

export interface StoreChild {
  process: ChildProcess;
  /** The lines it has printed so far: each is something it was told is saved. */
  lines: string[];
  exited: Promise<number | null>;
}

/** Runs `store-child.ts` with the given task in a process of its own. */
export function startStoreChild(task: "save" | "journal" | "recover", folder: string, ...rest: string[]): StoreChild {
  const script = fileURLToPath(new URL("./store-child.ts", import.meta.url));
  const child = spawn(process.execPath, ["--expose-gc", script, task, folder, ...rest], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let open = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (open + text).split("\n");
    open = parts.pop() ?? "";
    lines.push(...parts);
  });
  const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { process: child, lines, exited };
}

/** Waits until the child has printed so many lines; fails when it ends before. */
export async function untilLines(child: StoreChild, count: number): Promise<void> {
  let ended = false;
  void child.exited.then(() => (ended = true));
  while (child.lines.length < count) {
    if (ended) throw new Error(`the child ended after ${child.lines.length} of ${count} lines`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
