import { parseHttpUrl } from "./http-url.ts";
import { addressScope, inPrefix, type AddressScope } from "./ip-address.ts";

const SITE_SCOPES: ReadonlySet<AddressScope> = new Set(["private", "shared", "link-local", "unique-local"]);

/** Hikvision's old factory address is 192.0.0.64, in a block that no network on the internet uses. */
const FACTORY_PREFIX = "192.0.0.0/24";

/**
 * Whether this is the plain web page of a box on site: `http:` on an address of its own network, without a user name. What is on
 * the internet, and what has a name (which anybody's DNS may point anywhere), is none.
 */
export function isSitePage(url: string): boolean {
  const host = parseHttpUrl(url)?.host;
  return host !== undefined && (SITE_SCOPES.has(addressScope(host)) || inPrefix(host, FACTORY_PREFIX));
}
