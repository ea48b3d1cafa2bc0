import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorText } from "#core/error-text.ts";
import { kevCatalogueSchema } from "#core/lan/kev.ts";
import { catalogueOf, catalogueText, FEED_URL } from "./kev-feed.ts";

/** The feed has 1.5 MB; CISA's servers answer within a second, or refuse. */
const FETCH_TIMEOUT_MS = 15_000;

export type Renewal = { readonly renewed: boolean; readonly line: string };

/**
 * Fetches the catalogue and writes the shipped file anew; without internet, or when the feed is not what it should be, the file
 * stays as it is. Never throws for what comes from the network.
 *
 * @param fetchFeed replaced in tests
 */
export async function renewKev(root: string, fetchFeed: () => Promise<unknown> = fetchOfficial): Promise<Renewal> {
  const file = join(root, "assets", "kev", "kev.json");
  const shipped = kevCatalogueSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  try {
    const fresh = catalogueOf(await fetchFeed());
    // The catalogue takes a row back once in a while; a feed without half of them is cut off.
    if (fresh.entries.length * 2 < shipped.entries.length) throw new Error(`the feed has ${fresh.entries.length} rows`);
    if (fresh.asOf < shipped.asOf) throw new Error(`the feed is of ${fresh.asOf}`);
    writeFileSync(file, catalogueText(fresh));
    return { renewed: true, line: `${fresh.entries.length} exploited flaws as of ${fresh.asOf}` };
  } catch (error) {
    return { renewed: false, line: `exploited flaws stay as of ${shipped.asOf}: ${errorText(error)}` };
  }
}

async function fetchOfficial(): Promise<unknown> {
  const response = await fetch(FEED_URL, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${FEED_URL} answered ${response.status}`);
  return response.json();
}
