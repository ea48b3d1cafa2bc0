import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The browser has read the file long before; after this it goes, used or not. */
const FILE_LIFETIME_MS = 60_000;

/**
 * Opens the link in the person's browser. The link goes through a file that only its owner can read: on a command line
 * every local user could see the code in the process list and use it first.
 *
 * @returns a function that removes the file
 */
export function openBrowser(
  link: string,
  folder: string,
  {
    platform = process.platform,
    start = startDetached,
  }: { platform?: NodeJS.Platform; start?: typeof startDetached } = {},
): () => void {
  const file = join(folder, "open-farsite.html");
  const remove = (): void => rmSync(file, { force: true });
  remove();
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${link}">`, {
    mode: 0o600,
    flag: "wx",
  });
  start(...openCommand(platform, pathToFileURL(file).href));
  const timer = setTimeout(remove, FILE_LIFETIME_MS);
  timer.unref();
  return () => {
    clearTimeout(timer);
    remove();
  };
}

/** Starts a program and forgets it. No browser, no desktop: the address is printed anyway. */
export function startDetached(program: string, args: string[]): void {
  const child = spawn(program, args, { detached: true, stdio: "ignore", windowsHide: true });
  child.on("error", () => {});
  child.unref();
}

function openCommand(platform: NodeJS.Platform, url: string): [string, string[]] {
  switch (platform) {
    case "win32":
      return ["rundll32", ["url.dll,FileProtocolHandler", url]];
    case "darwin":
      return ["open", [url]];
    default:
      return ["xdg-open", [url]];
  }
}
