import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { pageHeaders } from "#host/page-headers.ts";
import { pageHost, pageScheme, parseUrl } from "./page-address.ts";

/** Only what the build puts out; anything else is refused, not guessed. */
const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Every file under the folder, by its URL path. A path that is not in this list cannot be asked for. */
export function listPageFiles(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [`/${relative(folder, file).split(sep).join("/")}`, file];
    }),
  );
}

function answer(status: number, mediaType: string, body: BodyInit | null): Response {
  return new Response(body, { status, headers: { ...pageHeaders, "Content-Type": mediaType } });
}

/** The answer to one request of the page; every answer carries the policy, refusals too. */
export async function answerPageRequest(
  request: { readonly url: string; readonly method: string },
  files: ReadonlyMap<string, string>,
): Promise<Response> {
  const refuse = (status: number): Response => answer(status, "text/plain; charset=utf-8", null);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
  const url = parseUrl(request.url);
  if (url?.protocol !== `${pageScheme}:` || url.host !== pageHost) return refuse(403);
  const file = files.get(url.pathname);
  const mediaType = mediaTypes[extname(url.pathname)];
  if (file === undefined || mediaType === undefined) return refuse(404);
  return answer(200, mediaType, request.method === "HEAD" ? null : await readFile(file));
}
