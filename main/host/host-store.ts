import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { StoreStatus } from "#core/contract/team-calls.ts";
import { HostError, isHostError } from "#core/contract/errors.ts";
import { listBackups } from "./store/backups.ts";
import { openStore, type Store } from "./store/open-store.ts";
import type { RepairResult } from "./store/repair.ts";

/** The store of a host: opened on first use and again after a failure, so a freed disk or a fixed permission needs no restart. */
export class HostStore {
  readonly #folder: string;
  readonly #onWrite: () => void;
  #store: Store | null = null;
  #isRepairing = false;

  constructor(folder: string, onWrite: () => void) {
    this.#folder = folder;
    this.#onWrite = onWrite;
  }

  /** @throws HostError STORE_DAMAGED, STORE_NEWER, STORE_BUSY, DISK_FULL or FOLDER_NOT_WRITABLE */
  open(): Store {
    if (this.#isRepairing) throw new HostError("STORE_BUSY", { file: this.#file });
    return (this.#store ??= openStore({
      folder: this.#folder,
      now: () => new Date(),
      randomUuid: randomUUID,
      onWrite: this.#onWrite,
    }));
  }

  /** Null where it can't be opened: every call that needs it reports why. */
  openOrNull(): Store | null {
    try {
      return this.open();
    } catch {
      return null;
    }
  }

  get isOpen(): boolean {
    return this.#store !== null;
  }

  /** Also of a file that can't be opened: what is wrong, and which backups there are. */
  status(): StoreStatus {
    try {
      return this.open().status();
    } catch (error) {
      if (!isHostError(error)) throw error;
      const detail = "data" in error && error.data && "detail" in error.data ? error.data.detail : error.code;
      const backups = listBackups(this.#folder);
      return { state: "read-only", detail, healed: 0, file: this.#file, bytes: 0, backups };
    }
  }

  /** Builds a sound file of all that can be read; nobody in this process reaches the store meanwhile. */
  async repair(): Promise<RepairResult> {
    if (this.#isRepairing) throw new HostError("STORE_BUSY", { file: this.#file });
    this.close();
    this.#isRepairing = true;
    try {
      const { repairStore } = await import("./store/repair.ts");
      return await repairStore({ folder: this.#folder, now: () => new Date() });
    } finally {
      this.#isRepairing = false;
    }
  }

  close(): void {
    this.#store?.close();
    this.#store = null;
  }

  get #file(): string {
    return join(this.#folder, "farsite.db");
  }
}
