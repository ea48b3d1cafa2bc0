import { htmlRefresh, htmlTitle, loginRealm } from "../../codec/html-title.ts";
import { headerValue, type HeaderField } from "../../codec/header-fields.ts";
import type { Claims } from "../sighting.ts";
import { gatherClaims } from "./gather.ts";
import { claimsOfRealm } from "./login-realms.ts";
import { claimsOfServer } from "./web-servers.ts";
import { claimsOfPlace, claimsOfTitle } from "./web-titles.ts";

/** An answer of a device's web server, read as text. */
export type WebPage = {
  readonly statusCode: number;
  readonly headers: readonly HeaderField[];
  readonly html: string;
};

/** `window.location.href = "/doc/page/login.asp"`: the first pages of most cameras hold nothing else. */
const SCRIPTED_PLACE =
  /\blocation(?:\.href)?\s*=\s*["']([^"'<>\s]{1,300})["']|\blocation\.(?:replace|assign)\(\s*["']([^"'<>\s]{1,300})["']/;
const MAX_SCRIPT_CHARACTERS = 20_000;

/** Where the page sends the browser, as written; null when it stays. */
export function nextPlace({ headers, html }: WebPage): string | null {
  const scripted = SCRIPTED_PLACE.exec(html.slice(0, MAX_SCRIPT_CHARACTERS));
  return headerValue(headers, "location") ?? htmlRefresh(html) ?? scripted?.[1] ?? scripted?.[2] ?? null;
}

/** What a page says of the device, the surest first; empty when nothing. */
export function claimsOfWebPage(page: WebPage): Claims[] {
  const { headers, html } = page;
  const server = headerValue(headers, "server");
  const realm = loginRealm(headers.filter(({ name }) => name === "www-authenticate").map(({ value }) => value));
  const title = htmlTitle(html);
  const place = nextPlace(page);
  const claims = [
    server === null ? null : claimsOfServer(server),
    realm === null ? null : claimsOfRealm(realm),
    title === null ? null : claimsOfTitle(title),
    place === null ? null : claimsOfPlace(place),
  ];
  return gatherClaims(claims.filter((claim) => claim !== null));
}
