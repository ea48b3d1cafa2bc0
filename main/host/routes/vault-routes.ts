import type { Host } from "../host.ts";
import { base } from "./base.ts";

/** Passwords: kept, shown, passed on. */
export function vaultRoutes(host: Host) {
  const { vault } = host.surveys;
  const { passingOn } = host.surveys;
  const calls = base.vault;
  return {
    state: calls.state.handler(() => vault.state()),
    list: calls.list.handler(({ input }) => vault.list(input.siteId)),
    due: calls.due.handler(() => vault.due()),
    keep: calls.keep.handler(({ input }) => vault.keep(input)),
    reveal: calls.reveal.handler(({ input }) => vault.reveal(input)),
    forget: calls.forget.handler(({ input }) => vault.forget(input)),
    rules: calls.rules.handler(() => passingOn.rules()),
    generate: calls.generate.handler(({ input }) => passingOn.generate(input)),
    ledger: calls.ledger.handler(({ input }) => vault.ledger(input.siteId)),
    handOver: calls.handOver.handler(({ input }) => passingOn.handOver(input)),
    receive: calls.receive.handler(({ input }) => passingOn.receive(input)),
    sheet: calls.sheet.handler(({ input }) => passingOn.sheet(input)),
    openPassphrase: calls.openPassphrase.handler(({ input }) => vault.openPassphrase(input)),
    lock: calls.lock.handler(() => vault.lock()),
    moveTo: calls.moveTo.handler(({ input }) => vault.moveTo(input)),
  };
}
