import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { StoreStatus } from "#core/contract/team-calls.ts";
import { HostError, isHostError } from "#core/contract/errors.ts";
import { listBackups } from "./store/backups.ts";
import { openStore, type Store } from "./store/open-store.ts";
import type { RepairResult } from "./store/repair.ts";
import type { StoreEvent, StoreWatch } from "./store/watch.ts";

/** The store of a host: opened on first use and again after a failure, so a freed disk or a fixed permission needs no restart. */
export class HostStore implements StoreWatch {
  readonly #folder: string;
  readonly #onWrite: () => void;
  #store: Store | null = null;
  /** Under way; it never rejects. */
  #repair: Promise<void> | null = null;
  /** Aborted as soon as a repair begins. */
  #untilRepair = new AbortController();
  /** The store that was repaired, until it is open again. */
  #repaired: Store | null = null;

  constructor(folder: string, onWrite: () => void) {
    this.#folder = folder;
    this.#onWrite = onWrite;
  }

  /** @throws HostError STORE_DAMAGED, STORE_NEWER, STORE_BUSY, DISK_FULL or FOLDER_NOT_WRITABLE */
  open(): Store {
    if (this.#repair !== null) throw new HostError("STORE_BUSY", { file: this.#file });
    return (this.#store ??= this.#open());
  }

  #open(): Store {
    const store = openStore({
      folder: this.#folder,
      now: () => new Date(),
      randomUuid: randomUUID,
      onWrite: this.#onWrite,
    });
    if (this.#repaired !== null) store.ownLaptop.goOnFrom(this.#repaired.ownLaptop);
    this.#repaired = null;
    return store;
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

  /** Goes on across repairs, after which all may have changed. Throws what `open` throws. */
  async *watch(signal: AbortSignal): AsyncGenerator<StoreEvent, void> {
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      await this.#repair;
      const untilRepair = this.#untilRepair.signal;
      for await (const event of this.open().watch(AbortSignal.any([signal, untilRepair]))) {
        yield event.type === "watching" && !isFirst ? { type: "changed", siteIds: null } : event;
      }
    }
  }

  /** Builds a sound file of all that can be read; nobody in this process reaches the store meanwhile. */
  async repair(): Promise<RepairResult> {
    if (this.#repair !== null) throw new HostError("STORE_BUSY", { file: this.#file });
    const over = Promise.withResolvers<void>();
    this.#repair = over.promise;
    this.#untilRepair.abort();
    this.#untilRepair = new AbortController();
    this.#repaired = this.#store ?? this.#repaired;
    this.close();
    try {
      const { repairStore } = await import("./store/repair.ts");
      return await repairStore({ folder: this.#folder, now: () => new Date() });
    } finally {
      this.#repair = null;
      over.resolve();
      // What came back without its signature is to be signed.
      this.#onWrite();
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
