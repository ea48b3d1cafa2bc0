import { randomUUID } from "node:crypto";
import { HubService, type HubServiceParts } from "#host/hub/hub-service.ts";
import { createPhotoFiles } from "#host/photos/photo-files.ts";
import { openStore } from "#host/store/open-store.ts";
import { createTempFolder } from "#host/temp-folder.ts";

export type HubLaptopOptions = Pick<HubServiceParts, "line" | "background">;

/** A laptop in a folder: its store, its pictures, and a hub service that keeps its password in memory. */
export function hubLaptop(folder: string, options: HubLaptopOptions = {}) {
  const now = (): Date => new Date();
  const store = openStore({ folder, now, randomUuid: randomUUID });
  const photos = createPhotoFiles(folder, createTempFolder(folder, now));
  let secret: string | null = null;
  const hub = new HubService({
    exchange: () => store.exchange,
    photos: () => photos,
    hubStates: () => store.hubStates,
    settings: () => store.settings(),
    saveSettings: (change) => store.saveSettings(change),
    secret: {
      read: async () => secret,
      write: async (value) => void (secret = value),
      remove: async () => void (secret = null),
    },
    now,
    ...options,
  });
  return { store, photos, hub };
}
