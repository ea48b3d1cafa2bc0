import { randomUUID } from "node:crypto";
import type { Laptop } from "#core/contract/team-calls.ts";
import type { Settings } from "#core/survey/settings.ts";
import { HubService } from "./hub/hub-service.ts";
import { IdentityKeeper } from "./identity/identity-keeper.ts";
import { createPhotoFiles } from "./photos/photo-files.ts";
import { createPhotoService, type PhotoService } from "./photos/photo-service.ts";
import type { Store } from "./store/open-store.ts";
import type { StoreWatch } from "./store/watch.ts";
import { createTempFolder } from "./temp-folder.ts";
import { createTransferService, type TransferService } from "./transfer/transfer-service.ts";
import type { Keychain } from "./vault/keychain.ts";
import { PassingOn } from "./vault/passing-on.ts";
import { VaultService } from "./vault/vault-service.ts";

export interface SurveyServicesOptions {
  dataFolder: string;
  assetsFolder: string;
  version: string;
  keychain: Keychain;
  /** Opens the store at the first use. */
  store: () => Store;
  /** Goes on when the store is repaired. */
  watch: StoreWatch["watch"];
  settings: () => Settings;
}

const HUB_PASSWORD = "hub";

/** What stands around the surveys of this laptop: its passwords and its key, pictures, files for other laptops, the firm's hub. */
export class SurveyServices {
  readonly vault: VaultService;
  readonly identity: IdentityKeeper;
  readonly passingOn: PassingOn;
  readonly photos: PhotoService;
  readonly transfers: TransferService;
  readonly hub: HubService;
  readonly #store: () => Store;
  readonly #watchStore: StoreWatch["watch"];
  readonly #closing = new AbortController();

  constructor({ dataFolder, assetsFolder, version, keychain, store, watch, settings }: SurveyServicesOptions) {
    this.#store = store;
    this.#watchStore = watch;
    const now = (): Date => new Date();
    const document = (siteId: string) => store().document(siteId);
    this.vault = new VaultService({
      folder: dataFolder,
      platform: process.platform,
      keychain,
      store,
      actor: () => this.actor(),
      now,
      randomUuid: randomUUID,
      onReachable: () => this.identity.wake(true),
    });
    this.identity = new IdentityKeeper({ secrets: this.vault.firm, store });
    this.passingOn = new PassingOn({
      vault: () => this.vault,
      document,
      laptops: () => store().laptops(),
      takeCard: (card) => {
        store().exchange.takeCards([card]);
      },
      keys: () => this.identity.keys(),
      card: () => store().ownLaptop.card(),
      assetsFolder,
      now,
    });
    const temp = createTempFolder(dataFolder, now);
    const photos = createPhotoFiles(dataFolder, temp);
    this.photos = createPhotoService({
      photos,
      document,
      amend: (siteId, change) => store().amend(siteId, change),
      photoHashes: (siteId) => store().exchange.photoHashes(siteId),
      technician: () => this.#own().technician,
      randomUuid: randomUUID,
    });
    this.transfers = createTransferService({
      dataFolder,
      temp,
      exchange: () => store().exchange,
      photos,
      ownCard: () => store().ownLaptop.card(),
      backUp: () => store().backUp("before-import"),
      farsiteVersion: version,
      now,
      randomUuid: randomUUID,
    });
    const { firm } = this.vault;
    this.hub = new HubService({
      exchange: () => store().exchange,
      photos: () => photos,
      hubStates: () => store().hubStates,
      settings,
      saveSettings: (change) => store().saveSettings(change),
      secret: {
        read: () => firm.read(HUB_PASSWORD),
        write: (value) => firm.write(HUB_PASSWORD, value),
        remove: async () => {
          await firm.remove(HUB_PASSWORD);
        },
      },
      now,
    });
  }

  /** What goes on by itself in shells that stay: the day's backup, and the exchange with the hub. */
  start(): void {
    this.hub.start();
    void this.#watch();
    // What an earlier run could not sign.
    this.identity.wake();
  }

  /** Never rejects: what can't be read now is told by the call of a person who needs it. */
  async #watch(): Promise<void> {
    try {
      await this.#store().backUpIfDue();
      for await (const event of this.#watchStore(this.#closing.signal)) {
        if (event.type === "changed") this.hub.noteWrite();
      }
    } catch {
      // The hub is asked every few minutes all the same.
    }
  }

  /** Finishes what is under way; waits for no prompt and no server. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.hub.close();
    await this.identity.close();
    this.transfers.close();
  }

  /** As they are called now, also while the card with a new name waits for the key to sign it. */
  #own(): Laptop {
    this.#store().ownLaptop.card();
    const own = this.#store()
      .laptops()
      .find(({ isOwn }) => isOwn);
    if (own === undefined) throw new Error("this laptop is not among the laptops it knows");
    return own;
  }

  /** Who works on this laptop. Throws what the store throws. */
  actor(): { laptopId: string; by: string } {
    const { id, technician, name } = this.#own();
    return { laptopId: id, by: technician ?? name };
  }
}
