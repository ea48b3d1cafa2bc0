import { ask, type CheckContext } from "../check-context.ts";

/** A site in this laptop's own records whose last check saw the same public address. */
export type OtherSite = { siteId: string; siteName: string; address: string; wanAddress: string | null };

/** Enough to show that an address is shared by customers. */
const MAX_OTHER_SITES = 3;

/**
 * Two sites under one public address stand behind one carrier's translation. Asks no network: only what this laptop has
 * seen itself, once this check knows the address.
 */
export async function askOtherSites(context: CheckContext): Promise<void> {
  for (const { siteId, ...site } of context.otherSites().slice(0, MAX_OTHER_SITES)) {
    const question = { probe: "other-sites", question: "same-address-elsewhere", asked: null } as const;
    await ask(context, { id: `other-sites/${siteId}`, ...question }, async () => ({
      data: { kind: "same-address-elsewhere", ...site },
      answeredBy: null,
    }));
  }
}
