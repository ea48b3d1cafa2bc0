import { useCallback } from "react";
import type { VaultAccount, VaultState } from "#core/contract/vault-calls.ts";
import type { CustodyEntry } from "#core/survey/survey-sections.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useSiteChanges } from "../../host-state/watch-context.tsx";
import { useLoaded, type Loaded } from "../../connection/use-loaded.ts";

const loadState = (client: FarsiteClient, signal: AbortSignal): Promise<VaultState> =>
  client.vault.state(undefined, { signal });

/** Where this laptop keeps passwords, and whether it can be reached. Asking may take as long as a keychain needs. */
export const useVaultState = (): Loaded<VaultState> => useLoaded(loadState);

export function useAccounts(siteId: string): Loaded<VaultAccount[]> {
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.vault.list({ siteId }, { signal }),
    [siteId],
  );
  const accounts = useLoaded(load);
  // Another window, or a colleague's work that came in.
  useSiteChanges(siteId, accounts.reload);
  return accounts;
}

/** Who got what, when, at a site. */
export function useLedger(siteId: string): Loaded<CustodyEntry[]> {
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.vault.ledger({ siteId }, { signal }),
    [siteId],
  );
  const ledger = useLoaded(load);
  useSiteChanges(siteId, ledger.reload);
  return ledger;
}

export type DueAccount = Awaited<ReturnType<FarsiteClient["vault"]["due"]>>[number];

const loadDue = (client: FarsiteClient, signal: AbortSignal): Promise<DueAccount[]> =>
  client.vault.due(undefined, { signal });

/** Of all sites, whose password is due. */
export const useDueAccounts = (): Loaded<DueAccount[]> => useLoaded(loadDue);
