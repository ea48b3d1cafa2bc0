import { join, resolve } from "node:path";
import { app, dialog, nativeTheme, session } from "electron";
import { contractErrors } from "#core/contract/errors.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createTranslate, type Translate } from "#core/text/translate.ts";
import { dataFolder } from "#host/data-folder.ts";
import { makeOwnFolder } from "#host/own-folder.ts";
import { setAppMenu } from "./app-menu.ts";
import { registerAppScheme, serveApp } from "./app-protocol.ts";
import { startHost, type HostLink } from "./host-link.ts";
import type { ShellSettings } from "./host-messages.ts";
import { lockAllContents, lockSession } from "./lockdown.ts";
import { openMainWindow, type MainWindow } from "./main-window.ts";

/** Everything built lies beside this file: out/main, out/preload, out/renderer. */
const built = join(import.meta.dirname, "..");

function usedLocale(chosen: Locale | null): Locale {
  return chosen ?? (app.getLocale().startsWith("de") ? "de" : "en");
}

/** The text of a failure to start, in the person's language. */
function failureText(translate: Translate, code: string, args: Readonly<Record<string, string | number>>) {
  const key = code in contractErrors ? code : "UNEXPECTED";
  return {
    title: translate({ key: `error.${key}.title`, args }),
    next: translate({ key: `error.${key}.next`, args }),
  };
}

function run(folder: string): void {
  let main: MainWindow | undefined;
  let host: HostLink | undefined;
  let translate = createTranslate("en");

  const apply = (settings: ShellSettings): void => {
    nativeTheme.themeSource = settings.theme;
    translate = createTranslate(usedLocale(settings.locale));
    setAppMenu(translate, process.platform);
  };

  const say = (key: string): string => translate({ key, args: {} });

  const connectPage = (): void => {
    const page = main?.loadedPage();
    const port = page && host?.openPort();
    if (port) page.postMessage("farsite:port", null, [port]);
  };

  const quitWith = (title: string, next: string): void => {
    dialog.showErrorBox(title, next);
    app.quit();
  };

  const start = (): void => {
    apply({ theme: "system", locale: null });
    lockSession(session.defaultSession);
    serveApp(session.defaultSession, join(built, "renderer"));
    const options = {
      dataFolder: folder,
      // Native code reads fonts and templates by path, which it cannot do inside an asar archive.
      assetsFolder: app.isPackaged ? join(process.resourcesPath, "assets") : join(app.getAppPath(), "assets"),
      version: app.getVersion(),
    };
    host = startHost(join(built, "main", "host.js"), options, {
      onReady(settings) {
        apply(settings);
        connectPage();
      },
      onSettings: apply,
      onFailed(code, data) {
        const { title, next } = failureText(translate, code, data);
        quitWith(title, next);
      },
      onGone: () => quitWith(say("desktop.hostGone.title"), say("desktop.hostGone.next")),
    });
    main = openMainWindow({
      preload: join(built, "preload", "preload.cjs"),
      stateFolder: app.getPath("userData"),
      onLoaded: connectPage,
      unsavedQuestion: () => ({
        title: say("desktop.unsaved.title"),
        text: say("desktop.unsaved.text"),
        stay: say("desktop.unsaved.stay"),
        leave: say("desktop.unsaved.leave"),
      }),
    });
  };

  let closed = false;
  let closing = false;
  app.on("before-quit", (event) => {
    if (closed || host === undefined) return;
    event.preventDefault();
    if (closing) return;
    closing = true;
    main?.hide();
    void host.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  app.on("second-instance", () => main?.show());
  app.on("window-all-closed", () => app.quit());
  void app.whenReady().then(start);
}

const folder = resolve(dataFolder());
// Chromium's own files, and with them the lock of the single instance, belong to the data folder: another folder, another app.
const chromiumFolder = join(folder, "desktop");
try {
  makeOwnFolder(chromiumFolder);
  app.setPath("userData", chromiumFolder);
} catch {
  const { title, next } = failureText(createTranslate("en"), "FOLDER_NOT_WRITABLE", { folder });
  dialog.showErrorBox(title, next);
  app.exit(1);
}

// It would take --no-sandbox back, without which Chromium does not run as root (a test machine, a container).
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
registerAppScheme();
lockAllContents();
if (app.requestSingleInstanceLock()) run(folder);
else app.quit();
