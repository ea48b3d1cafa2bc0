import { isHostError } from "#core/contract/errors.ts";
import type { createI18n } from "#core/text/translate.ts";
import type { Host } from "#host/host.ts";
import type { CommandContext } from "./command-context.ts";

type Around = { host: Host; context: CommandContext; t: ReturnType<typeof createI18n>["t"] };

/**
 * Does what needs the secrets of this laptop. Where they lie in a passphrase safe and it is locked, its passphrase is asked for once;
 * it is open for this run only.
 *
 * @throws what `work` throws; HostError PASSPHRASE_WRONG
 */
export async function withSafe<T>({ host, context, t }: Around, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isHostError(error) || error.code !== "VAULT_LOCKED") throw error;
    const passphrase = await context.ask(t("terminalTunnels.askSafe"), { hidden: true });
    if (passphrase === "") throw error;
    await host.surveys.vault.openPassphrase({ passphrase, isNew: false });
    return work();
  }
}
