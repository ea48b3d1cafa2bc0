import { readFile } from "node:fs/promises";
import type { PageFile } from "#host/page-files.ts";
import { pageHeaders } from "#host/page-headers.ts";
import { pageHost, pageScheme, parseUrl } from "./page-address.ts";

function answer(status: number, mediaType: string, body: BodyInit | null): Response {
  return new Response(body, { status, headers: { ...pageHeaders, "Content-Type": mediaType } });
}

function refuse(status: number): Response {
  return answer(status, "text/plain; charset=utf-8", null);
}

/**
 * The answer to one request of the page; every answer carries the policy, refusals too.
 * @param files of `listPageFiles`: a path that is not among them cannot be asked for
 */
export async function answerPageRequest(
  request: { readonly url: string; readonly method: string },
  files: ReadonlyMap<string, PageFile>,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  const url = parseUrl(request.url);
  if (url?.protocol !== `${pageScheme}:` || url.host !== pageHost) return refuse(403);
  const page = files.get(url.pathname);
  // A new build under a running app takes files away that were listed at its start.
  const content = page && (await readFile(page.file).catch(() => undefined));
  if (page === undefined || content === undefined) return refuse(404);
  return answer(200, page.mediaType, request.method === "HEAD" ? null : content);
}
