import { decodeText } from "#core/codec/byte-text.ts";
import { headerValue, type HeaderField } from "#core/codec/header-fields.ts";
import { htmlRefresh, htmlTitle, loginRealm } from "#core/codec/html-title.ts";
import { decodeHttpMessage } from "#core/codec/http-message.ts";
import type { ObservationOf } from "#core/nat/observation.ts";
import { httpExchange } from "../../net/http-exchange.ts";
import { pageText } from "../../net/page-text.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { ask, skip, type Answer, type CheckContext } from "../check-context.ts";
import { ProbeTrouble, toProbeTrouble } from "../probe-trouble.ts";

/** Title and login form stand at the beginning; one-page programs are megabytes long. */
const MAX_PAGE_BYTES = 96 * 1_024;
/** `/`, to https, to the login page, and one to spare. */
const MAX_STEPS = 4;
const MAX_TEXT = 200;
const MAX_URL = 500;
const MAX_RAW_BYTES = 3_000;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

type PageData = ObservationOf<"router-page">["data"];
export type PageAnswer = Answer & { data: PageData };

/** The web page of the router: its title or login often names the model, where nothing else does. */
export async function probeRouterPage(context: CheckContext): Promise<void> {
  const gateway = await context.gateway;
  const question = {
    id: "router-page/gateway",
    probe: "router-page",
    question: "router-page",
    asked: gateway ? `http://${gateway.address}/` : null,
  } as const;
  if (!gateway) return skip(context, question, "no-gateway");
  await ask(context, question, () => fetchRouterPage(context, gateway.address));
}

/**
 * The web page of a box at an IPv4 address: `http://ADDRESS/`, over https where nobody listens there. It follows to pages of the
 * same host only, sends nothing but GET requests without any password, and reads the beginning of each page.
 *
 * @throws ProbeTrouble, DecodeError when not even the first page came
 */
export async function fetchRouterPage(
  context: Pick<CheckContext, "budget" | "signal" | "ports">,
  address: string,
): Promise<PageAnswer> {
  const deadline = timeoutSignal(context.budget.routerHttpMs, context.signal);
  const timeoutMs = context.budget.routerHttpMs;
  try {
    const first = await firstPage(address, context.ports.web, { timeoutMs, signal: deadline.signal });
    return answerOf(address, await untilTitled(first, { timeoutMs, signal: deadline.signal }));
  } finally {
    deadline.end();
  }
}

type Limits = { timeoutMs: number; signal: AbortSignal };
type Page = { url: URL; statusCode: number; headers: readonly HeaderField[]; html: string; raw: string };

async function firstPage(address: string, ports: readonly number[], limits: Limits): Promise<Page> {
  const [httpPort, httpsPort] = ports;
  try {
    if (httpPort === undefined) throw new ProbeTrouble("refused", "refused");
    return await getPage(new URL(`http://${address}:${httpPort}/`), limits);
  } catch (error) {
    if (httpsPort === undefined || toProbeTrouble(error).outcome !== "refused") throw error;
    return getPage(new URL(`https://${address}:${httpsPort}/`), limits);
  }
}

/** Follows until a page has a title. A step that leads nowhere leaves what came before it. */
async function untilTitled(first: Page, limits: Limits): Promise<Page> {
  let page = first;
  const seen = new Set([first.url.href]);
  for (let step = 1; step < MAX_STEPS; step += 1) {
    const next = nextUrl(page);
    if (next === null || seen.has(next.href)) return page;
    seen.add(next.href);
    try {
      page = await getPage(next, limits);
    } catch {
      return page;
    }
  }
  return page;
}

function nextUrl(page: Page): URL | null {
  const isRedirect = page.statusCode >= 300 && page.statusCode < 400;
  const target = isRedirect
    ? headerValue(page.headers, "location")
    : htmlTitle(page.html) === null
      ? htmlRefresh(page.html)
      : null;
  if (target === null) return null;
  const url = URL.canParse(target, page.url.href) ? new URL(target, page.url) : null;
  // Never to another host: a device must not send us elsewhere.
  const isSameHost = url?.hostname === page.url.hostname && /^https?:$/.test(url.protocol) && url.username === "";
  if (!url || !isSameHost) return null;
  url.hash = "";
  return url.href.length <= MAX_URL ? url : null;
}

async function getPage(url: URL, limits: Limits): Promise<Page> {
  const secure = url.protocol === "https:";
  const request = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    "Accept: text/html, */*",
    // Some routers refuse who does not look like a browser.
    "User-Agent: Mozilla/5.0 (compatible; Farsite)",
    "Connection: close",
    "\r\n",
  ].join("\r\n");
  const bytes = await httpExchange({
    address: url.hostname,
    port: Number(url.port) || (secure ? HTTPS_PORT : HTTP_PORT),
    request,
    maxBytes: MAX_PAGE_BYTES,
    cut: true,
    secure,
    ...limits,
  });
  if (bytes.length === 0) throw new ProbeTrouble("silent", "silent", { answeredBy: url.hostname });
  const { statusCode, headers, body } = decodeHttpMessage(bytes);
  const html = pageText({ headers, body });
  return { url, statusCode, headers, html, raw: decodeText(bytes.subarray(0, MAX_RAW_BYTES)) };
}

function answerOf(address: string, page: Page): PageAnswer {
  const { statusCode, headers } = page;
  const challenges = headers.filter((field) => field.name === "www-authenticate").map((field) => field.value);
  return {
    data: {
      kind: "router-page",
      from: address,
      url: page.url.href.slice(0, MAX_URL),
      statusCode: Math.max(statusCode, 100),
      title: htmlTitle(page.html),
      server: headerValue(headers, "server")?.slice(0, MAX_TEXT) || null,
      realm: loginRealm(challenges),
    },
    answeredBy: address,
    raw: page.raw,
  };
}
