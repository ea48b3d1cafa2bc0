import { HostError } from "#core/contract/errors.ts";
import type { Store } from "#host/store/open-store.ts";
import { UsageError } from "./usage.ts";

/** Fewer would fit too much by accident. */
const MIN_ID_CHARACTERS = 4;

/**
 * The id of the site that SITE means: an id, a unique name, or the unique beginning of an id.
 *
 * @throws HostError SITE_NOT_FOUND, UsageError when several fit
 */
export function namedSite(store: Pick<Store, "sites" | "siteByName">, site: string): string {
  const sites = store.sites();
  if (sites.some(({ id }) => id === site)) return site;
  const byName = store.siteByName(site);
  const beginning = site.length >= MIN_ID_CHARACTERS && /^[0-9a-f-]+$/i.test(site) ? site.toLowerCase() : null;
  const byId = beginning === null ? [] : sites.filter(({ id }) => id.startsWith(beginning)).map(({ id }) => id);
  const [found, ...more] = byName.length > 0 ? byName : byId;
  if (found === undefined) throw new HostError("SITE_NOT_FOUND", { site });
  if (more.length > 0) throw new UsageError(`“${site}” fits several sites: ${[found, ...more].join(", ")}`);
  return found;
}
