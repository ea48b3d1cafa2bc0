import type { FarsiteClient } from "../connection/client.ts";

/** Sites that were changed; null: too many to name, or nobody watched for a while. */
export type ChangeListener = (siteIds: readonly string[] | null) => void;

/** A host that could not tell (busy, damaged) is asked again; a lost line brings a new client instead. */
const AGAIN_MS = 5_000;

/**
 * Follows what is written until `signal` ends it.
 * @param isAgain whether there was a line before: what this window sends as soon as it has a new one may be written before the
 * watch begins, and after the pages loaded anew
 */
export async function followChanges(
  client: Pick<FarsiteClient, "sites">,
  signal: AbortSignal,
  tell: ChangeListener,
  isAgain: boolean,
): Promise<void> {
  for (let mayHaveMissed = isAgain; !signal.aborted; mayHaveMissed = true) {
    try {
      for await (const event of await client.sites.watch(undefined, { signal })) {
        if (event.type === "changed") tell(event.siteIds);
        else if (mayHaveMissed) tell(null);
      }
    } catch {
      // Watching is a comfort: a host that is in trouble says so where something is asked of it.
    }
    if (signal.aborted) return;
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS);
      signal.addEventListener("abort", resolve);
    });
  }
}
