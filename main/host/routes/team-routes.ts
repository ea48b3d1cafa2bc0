import type { SyncEvent } from "#core/contract/team-calls.ts";
import type { Host } from "../host.ts";
import { base, toWireError } from "./base.ts";

/** Colleagues' laptops, files between them, the firm's hub. */
export function teamRoutes(host: Host) {
  const { transfers, hub } = host.surveys;
  const knownLaptops = () => {
    // A fresh installation has a card from the moment somebody wants to see it.
    host.store().ownLaptop.card();
    return host.store().laptops();
  };
  return {
    laptops: {
      list: base.laptops.list.handler(() => knownLaptops()),
      name: base.laptops.name.handler(async ({ input }) => {
        host.store().ownLaptop.rename(input.name, input.technician === "" ? null : input.technician);
        // The card follows as soon as the key is at hand.
        host.surveys.identity.wake();
        return knownLaptops();
      }),
      add: base.laptops.add.handler(({ input }) => host.store().addLaptop(input.text)),
      confirm: base.laptops.confirm.handler(({ input }) => host.store().confirmLaptop(input.laptopId, input.confirmed)),
    },
    transfer: {
      export: base.transfer.export.handler(({ input }) => transfers.export(input)),
      open: base.transfer.open.handler(({ input }) => transfers.open(input.file, input.passphrase)),
      apply: base.transfer.apply.handler(({ input }) => transfers.apply(input.transferId, input.siteIds)),
      drop: base.transfer.drop.handler(({ input }) => transfers.drop(input.transferId)),
    },
    hub: {
      status: base.hub.status.handler(() => hub.status()),
      use: base.hub.use.handler(({ input }) => hub.use(input)),
      forget: base.hub.forget.handler(() => hub.forget()),
      sync: base.hub.sync.handler(({ signal }) => synced(hub.sync(signal ?? new AbortController().signal))),
    },
    store: {
      status: base.store.status.handler(() => host.storage.status()),
      backUp: base.store.backUp.handler(async () => {
        await host.store().backUp("by-hand");
        return host.storage.status();
      }),
      repair: base.store.repair.handler(() => host.storage.repair()),
    },
  };
}

/** Errors inside a stream don't pass by the middleware. */
async function* synced(events: AsyncIterable<SyncEvent>): AsyncGenerator<SyncEvent, void> {
  try {
    yield* events;
  } catch (error) {
    throw toWireError(error);
  }
}
