import { htmlTitle } from "../codec/html-title.ts";
import { parseHttpUrl, resolveHttpUrl, sameHost, type HttpUrl } from "../net/http-url.ts";
import type { ObservationData } from "./observation.ts";

/** What came back for one GET: header names as they were asked for, the body as far as it was read. */
export type PageAnswer = {
  statusCode: number;
  location: string | null;
  contentType: string | null;
  body: string;
};

type WebPageInstead = Extract<ObservationData, { kind: "web-page-instead" }>;

/** RFC 6585 section 6: "Network Authentication Required". */
const LOGIN_REQUIRED = 511;
const OK = 200;
const MAX_URL_CHARACTERS = 500;

/**
 * Whether a page that tells addresses was kept from us by one that wants a login (a captive portal): it sends us to another
 * host, says so with its status, or shows a web page. Only plain `http:` can be answered by somebody else; behind a valid
 * certificate stands who was asked, whatever the answer. Null when nothing speaks for one.
 */
export function webPageInstead(url: string, answer: PageAnswer): WebPageInstead | null {
  const asked = parseHttpUrl(url);
  if (!asked) return null;
  const { statusCode, location } = answer;
  const elsewhere = statusCode >= 300 && statusCode < 400 && location !== null ? otherHost(location, asked) : null;
  const shown = statusCode === LOGIN_REQUIRED || (statusCode === OK && isHtml(answer));
  if (elsewhere === null && !shown) return null;
  return {
    kind: "web-page-instead",
    url: url.slice(0, MAX_URL_CHARACTERS),
    statusCode,
    redirectsTo: elsewhere,
    title: htmlTitle(answer.body),
  };
}

/** Where a redirect leads, without its query, which may hold who we are; null when it stays on the host that was asked. */
function otherHost(location: string, asked: HttpUrl): string | null {
  // For a login page `https` is as good as `http`; the reader of URLs knows `http` only.
  const target = resolveHttpUrl(asked, location.trim().replace(/^https:/i, "http:"));
  if (!target || sameHost(target.host, asked.host)) return null;
  const scheme = /^\s*https:/i.test(location) ? "https" : "http";
  return target.href.replace(/\?.*$/s, "").replace(/^http/, scheme).slice(0, MAX_URL_CHARACTERS);
}

function isHtml({ contentType, body }: PageAnswer): boolean {
  return (
    /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? "") || /^\s*<(?:!doctype|html)\b/i.test(body)
  );
}
