import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readAppVersion } from "#host/app-version.ts";
import { createHost } from "#host/create-host.ts";
import { dataFolder } from "#host/data-folder.ts";
import { endProcess } from "#host/end-process.ts";
import { assetsFolderIn } from "#host/assets-folder.ts";
import { createI18n } from "#core/text/translate.ts";
import { localeSchema } from "#core/survey/settings.ts";
import { startBrowserServer } from "./browser-server.ts";
import { openBrowser } from "./open-browser.ts";
import { leaveNote, linkOfRunningInstance, removeNote } from "./running-instance.ts";
import { newSecret } from "./session-gate.ts";

// The browser shell: the same host and page as the desktop app, on loopback. Prints its address and stays until Ctrl-C.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const { values } = parseArgs({ options: { "no-open": { type: "boolean", default: false }, port: { type: "string" } } });
const folder = dataFolder();
const { t } = createI18n(localeSchema.safeParse((process.env["LANG"] ?? "").slice(0, 2)).data ?? "en");
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const open = (link: string): (() => void) => {
  if (values["no-open"]) return () => {};
  try {
    return openBrowser(link, folder);
  } catch {
    // The address is on the screen; a folder that can't be written shows itself in the app.
    return () => {};
  }
};

const running = await linkOfRunningInstance(folder);
if (running !== null) {
  say(t("serve.alreadyRunning"));
  say(running);
  open(running);
} else {
  await serve();
}

async function serve(): Promise<void> {
  const host = await createHost({
    shell: "browser",
    dataFolder: folder,
    assetsFolder: assetsFolderIn(ROOT),
    version: readAppVersion(ROOT),
  });
  const secret = newSecret();
  const server = await startBrowserServer({
    router: host.router,
    pageFolder: join(ROOT, "out", "renderer"),
    ownerSecret: secret,
    ...(values.port !== undefined && { port: Number(values.port) }),
  });
  try {
    leaveNote(folder, { port: server.port, secret });
  } catch {
    // Without the note a second start opens a second server, which is harmless.
  }
  const link = server.newLink();
  say(t("serve.openAt"));
  say(link);
  say(t("serve.stop"));
  const forgetPage = open(link);

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    forgetPage();
    removeNote(folder);
    void server
      .close()
      .then(() => host.close())
      .finally(() => endProcess(0, host.keychain));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
