import { join } from "node:path";
import { BrowserWindow, dialog, nativeTheme, screen } from "electron";
import { isPageUrl, pageOrigin } from "./page-address.ts";
import { leastSize, placeWindow, readSavedWindow, saveWindow } from "./window-bounds.ts";

/** The page's own canvas (renderer/ui/theme.css), so that the window does not flash before the first paint. */
const background = { light: "#f2f5f6", dark: "#0b1013" };

/** A page that crashes again so soon after a reload would only go on crashing. */
const RELOAD_WINDOW_MS = 60_000;

/** What is asked before a window closes over something that could not be saved yet. */
export interface UnsavedQuestion {
  title: string;
  text: string;
  stay: string;
  leave: string;
}

export interface MainWindow {
  /** The page, when it is loaded and is ours; undefined while it loads. */
  loadedPage(): Electron.WebFrameMain | undefined;
  /** To the front, whatever it was doing. */
  show(): void;
  /** Out of sight while the host finishes; it may be closed already. */
  hide(): void;
}

/**
 * The one window.
 * @param onLoaded called after each load of the page: it needs a port then
 */
export function openMainWindow(options: {
  readonly preload: string;
  readonly stateFolder: string;
  readonly onLoaded: () => void;
  readonly unsavedQuestion: () => UnsavedQuestion;
}): MainWindow {
  const stateFile = join(options.stateFolder, "window.json");
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const place = placeWindow(
    readSavedWindow(stateFile),
    [primary, ...others].map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    title: "Farsite",
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });

  let loaded = false;
  let reloadedAtMs: number | undefined;
  const { webContents } = window;
  webContents.on("did-start-navigation", (details) => {
    if (details.isMainFrame && !details.isSameDocument) loaded = false;
  });
  webContents.on("did-finish-load", () => {
    loaded = true;
    options.onLoaded();
  });
  // Without this, Electron closes nothing and says nothing when the page asks to stay.
  webContents.on("will-prevent-unload", (event) => {
    const { title, text, stay, leave } = options.unsavedQuestion();
    const answer = dialog.showMessageBoxSync(window, {
      type: "warning",
      message: title,
      detail: text,
      buttons: [stay, leave],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (answer === 1) event.preventDefault();
  });
  webContents.on("render-process-gone", () => {
    loaded = false;
    const nowMs = performance.now();
    if (reloadedAtMs !== undefined && nowMs - reloadedAtMs < RELOAD_WINDOW_MS) return;
    reloadedAtMs = nowMs;
    webContents.reload();
  });
  window.once("ready-to-show", () => {
    if (place.maximized) window.maximize();
    window.show();
  });
  window.on("close", () => {
    saveWindow(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(`${pageOrigin}index.html`);

  return {
    loadedPage() {
      if (!loaded || window.isDestroyed()) return undefined;
      // The frame that is asked is the one that gets the port: nothing can navigate in between.
      const frame = webContents.mainFrame;
      return isPageUrl(frame.url) ? frame : undefined;
    },
    show() {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hide() {
      if (!window.isDestroyed()) window.hide();
    },
  };
}
