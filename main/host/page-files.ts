import { readdirSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** Only what the build puts out; anything else is refused, not guessed. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

export type PageFile = { file: string; mediaType: string };

/** Every file of the built page by its URL path. A path that is not in this list cannot be asked for, so none escapes. */
export function listPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map<string, PageFile>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const mediaType = MEDIA_TYPES[extname(file)];
    if (mediaType) files.set(`/${relative(folder, file).split(sep).join("/")}`, { file, mediaType });
  }
  return files;
}
