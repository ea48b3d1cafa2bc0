import { isSitePage } from "#core/net/site-page.ts";

/** The scheme and host of the page's own address; both are fixed. */
export const pageScheme = "app";
export const pageHost = "farsite";
/** Where the window's page lives; the trailing slash makes it a safe prefix. */
export const pageOrigin = `${pageScheme}://${pageHost}/`;

/** The page never loads anything from the network: what it needs comes over its port from the host. */
const localSchemes = [`${pageScheme}:`, "blob:", "data:", "devtools:"];

/** The address in parts, undefined when it is none. (URL.parse is younger than the oldest runtime that is tested.) */
export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Whether the window may be at this address. */
export function isPageUrl(url: string): boolean {
  return url.startsWith(pageOrigin);
}

/** Whether the page may load this. */
export function mayLoad(url: string): boolean {
  return localSchemes.includes(parseUrl(url)?.protocol ?? "");
}

/**
 * Whether a link may be given to the person's own browser: it runs outside the sandbox, so only plain web pages. Without encryption
 * only those of boxes on site, which often have nothing better.
 */
export function mayOpenOutside(url: string): boolean {
  const parsed = parseUrl(url);
  if (parsed === undefined || parsed.username !== "" || parsed.password !== "") return false;
  return parsed.protocol === "https:" || isSitePage(parsed.href);
}

/** Whether a download was made by the page itself: the report, which comes from the host and is offered as a blob. */
export function mayDownload(url: string): boolean {
  return url.startsWith(`blob:${pageOrigin}`);
}
