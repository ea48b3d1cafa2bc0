import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base, type ElectronApplication, type Page } from "@playwright/test";
import { en } from "#core/text/en.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import {
  connect,
  electronEnv,
  launch,
  prepareRuntime,
  rootSwitches,
  whyNoRuntime,
  type ElectronRuntime,
} from "./electron-runtime.ts";
import { EXPECT_MS } from "./expect-timeout.ts";
import { AppWindow } from "./pages/app-window.ts";

type Fixtures = { dataFolder: string; electron: ElectronApplication; page: Page; app: AppWindow };
type WorkerFixtures = { runtime: ElectronRuntime };

const test = base.extend<Fixtures, WorkerFixtures>({
  runtime: [
    async ({}, use) => {
      const runtime = prepareRuntime();
      await use(runtime);
      runtime.remove();
    },
    { scope: "worker" },
  ],
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "farsite-e2e-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  electron: async ({ runtime, dataFolder }, use) => {
    const electron = await launch(runtime, dataFolder);
    await use(electron);
    await electron.close();
  },
  page: async ({ electron }, use) => use(await electron.firstWindow()),
  app: async ({ page }, use) => {
    const app = new AppWindow(page);
    await app.ready();
    await use(app);
  },
});

const missing = whyNoRuntime();
test.skip(missing !== undefined, missing);

/** The process that runs the host, as Electron counts it. */
async function hostPids(electron: ElectronApplication): Promise<number[]> {
  return electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name }) => name === "Farsite host")
      .map(({ pid }) => pid),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A loopback server that counts who comes. */
async function countingServer(): Promise<{ url: string; count: () => number; close: () => void }> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, count: () => count, close: () => server.close() };
}

test("opens a window on the built app and reaches the host", async ({ app, page, dataFolder }, testInfo) => {
  await expect(app.title).toBeVisible();
  await expect(page).toHaveTitle(/Farsite/);
  await expect(page.getByText(dataFolder).first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: testInfo.outputPath(`window-${colorScheme}.png`) });
  }
});

test("gives the page nothing but the web", async ({ app, page, electron }) => {
  await app.ready();
  const globals = (): Promise<string[]> => page.evaluate(() => Object.getOwnPropertyNames(globalThis).toSorted());
  const withPreload = await globals();
  const nodes = ["require", "process", "module", "exports", "global", "Buffer", "setImmediate", "__dirname"];
  expect(withPreload.filter((name) => nodes.includes(name) || /electron|farsite/i.test(name))).toEqual([]);
  // The same page without a preload has the same globals, and gets no port.
  const [other] = await Promise.all([
    electron.waitForEvent("window"),
    electron.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
      await window.loadURL("app://farsite/index.html");
    }),
  ]);
  await expect(other.getByText(en.ui.connection.connecting).first()).toBeVisible();
  expect(await other.evaluate(() => Object.getOwnPropertyNames(globalThis).toSorted())).toEqual(withPreload);
});

test("keeps its content policy", async ({ app, page }) => {
  await app.ready();
  const headers = await page.evaluate(async () => {
    const answer = await fetch("app://farsite/index.html");
    return Object.fromEntries(answer.headers);
  });
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*script-src 'self'/);
  const broken: string[] = [];
  await page.exposeFunction("tellBroken", (directive: string) => broken.push(directive));
  const ran = await page.evaluate(async () => {
    const { tellBroken } = globalThis as unknown as { tellBroken: (directive: string) => void };
    document.addEventListener("securitypolicyviolation", (event) => tellBroken(event.effectiveDirective));
    const attempt = (run: () => unknown): void => {
      try {
        run();
      } catch {
        // Refused at once.
      }
    };
    attempt(() => {
      const script = document.createElement("script");
      script.append("globalThis.ranInline = true");
      document.body.append(script);
    });
    attempt(() => {
      const script = document.createElement("script");
      script.setAttribute("src", "data:text/javascript,globalThis.ranData = true");
      document.body.append(script);
    });
    attempt(() => {
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.ranHandler = true'>");
    });
    attempt(() =>
      document.body.append(Object.assign(document.createElement("iframe"), { src: "app://farsite/index.html" })),
    );
    // Outside of the debugger's own call, where eval is let through.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        // oxlint-disable-next-line no-new-func, typescript/no-implied-eval, typescript/no-unsafe-call -- must be refused
        attempt(() => new Function("globalThis.ranEval = true")());
        resolve();
      });
    });
    // Time in which it would run.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return Object.keys(globalThis).filter((name) => name.startsWith("ran"));
  });
  expect(ran).toEqual([]);
  await expect.poll(() => broken).toEqual(expect.arrayContaining(["require-trusted-types-for", "frame-src"]));
});

test("serves only what was built", async ({ app, page }) => {
  await app.ready();
  const status = (url: string): Promise<number | string> =>
    page.evaluate(async (address) => {
      try {
        return (await fetch(address)).status;
      } catch {
        return "refused";
      }
    }, url);
  expect(await status("app://farsite/index.html")).toBe(200);
  expect(await status("app://farsite/../main/electron.js")).toBe(404);
  expect(await status("app://farsite/..%2fmain%2felectron.js")).toBe(404);
  expect(await status("app://farsite/%2e%2e/%2e%2e/package.json")).toBe(404);
  expect(await status("app://other/index.html")).toBe("refused");
  expect(await status("file:///etc/passwd")).toBe("refused");
});

test("lets the page reach no network", async ({ app, page, electron }) => {
  await app.ready();
  const server = await countingServer();
  const outcome = await page.evaluate(async (url) => {
    const fetched = await fetch(url, { mode: "no-cors" }).then(
      () => "answered",
      () => "refused",
    );
    const socket = await new Promise<string>((resolve) => {
      try {
        const line = new WebSocket(url.replace("http", "ws"));
        line.addEventListener("open", () => resolve("opened"));
        line.addEventListener("error", () => resolve("refused"));
      } catch {
        resolve("refused");
      }
    });
    return { fetched, socket };
  }, server.url);
  expect(outcome).toEqual({ fetched: "refused", socket: "refused" });
  // Without the page's policy in between, the session itself refuses.
  const bySession = await electron.evaluate(
    ({ session }, url) => session.defaultSession.fetch(url).then(() => "answered", String),
    server.url,
  );
  expect(bySession).toContain("ERR_BLOCKED_BY_CLIENT");
  expect(server.count()).toBe(0);
  server.close();
});

test("denies every permission but the camera and the clipboard", async ({ app, page }) => {
  await app.ready();
  const answers = await page.evaluate(async () => {
    const name = (error: unknown): string => (error instanceof DOMException ? error.name : String(error));
    return {
      notifications: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: "geolocation" })).state,
      // A machine without a camera has none to give.
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => "granted", name),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "granted", name),
      clipboard: (await navigator.permissions.query({ name: "clipboard-read" as PermissionName })).state,
      screen: await navigator.mediaDevices.getDisplayMedia().then(() => "granted", name),
      position: await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve("granted"),
          ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? "denied" : `error ${code}`),
        );
      }),
    };
  });
  expect(answers).toEqual({
    notifications: "denied",
    geolocation: "denied",
    camera: expect.stringMatching(/granted|NotFoundError/),
    microphone: expect.stringMatching(/NotAllowedError|NotFoundError/),
    clipboard: "granted",
    screen: expect.stringMatching(/NotAllowedError|NotSupportedError|InvalidStateError/),
    position: "denied",
  });
});

test("opens no second window and stays where it is", async ({ app, page, electron }) => {
  await app.ready();
  await electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  const opened = await page.evaluate(() =>
    [
      "https://example.com/help",
      "http://example.com/",
      "file:///etc/passwd",
      "app://farsite/index.html",
      "about:blank",
    ].map((url) => globalThis.open(url) === null),
  );
  expect(opened).toEqual([true, true, true, true, true]);
  const outside = await electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(outside).toEqual(["https://example.com/help"]);
  const address = page.url();
  for (const url of [
    "https://example.com/",
    "file:///etc/passwd",
    "app://other/",
    "data:text/html,x",
    "javascript:0",
  ]) {
    await page.evaluate((target) => globalThis.location.assign(target), url).catch(() => {});
    await page.waitForTimeout(100);
    expect(page.url()).toBe(address);
  }
  expect(electron.windows()).toHaveLength(1);
  // Not by a locator: Playwright would wait for the navigation that was refused.
  expect(await page.evaluate(() => document.querySelectorAll("h1").length)).toBe(1);
});

test("gets a new line to the host after a reload", async ({ app, page, electron }) => {
  const before = await hostPids(electron);
  await page.reload();
  await app.ready();
  await app.goTo("sites");
  await expect(app.title).toBeVisible();
  expect(await hostPids(electron)).toEqual(before);
});

test("starts the host again when it dies, and gives up when it goes on dying", async ({ app, electron }) => {
  await app.ready();
  await electron.evaluate(({ dialog }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    dialog.showErrorBox = (title) => void shown.push(title);
  });
  const hostBut = async (dead?: number): Promise<number> => {
    const pid = (await hostPids(electron)).find((one) => one !== dead);
    if (pid === undefined) throw new Error("no host runs");
    return pid;
  };
  const first = await hostBut();
  process.kill(first, "SIGKILL");
  await expect(async () => void (await hostBut(first))).toPass({ timeout: EXPECT_MS });
  await app.goTo("sites");
  await app.goTo("check");
  await app.ready();
  const exited = new Promise((resolve) => electron.process().once("exit", resolve));
  process.kill(await hostBut(first), "SIGKILL");
  expect(await exited).toBe(0);
});

test("wears the chosen theme", async ({ app, electron }) => {
  const theme = (): Promise<string> => electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  expect(await theme()).toBe("system");
  await app.goTo("settings");
  await app.settings.theme("themeDark").click();
  await expect.poll(theme).toBe("dark");
});

test("brings the first window forward instead of opening a second", async ({ app, electron, runtime, dataFolder }) => {
  await app.ready();
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = spawn(runtime.program, [...runtime.args, ...rootSwitches()], {
    env: electronEnv(dataFolder),
    stdio: "ignore",
  });
  expect(await new Promise((resolve) => second.once("exit", resolve))).toBe(0);
  const visible = (): Promise<boolean | undefined> =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(visible).toBe(true);
});

test("opens beside another one that has its own data folder", async ({ app, runtime }) => {
  await app.ready();
  const folder = mkdtempSync(join(tmpdir(), "farsite-e2e-"));
  const other = await launch(runtime, folder);
  await new AppWindow(await other.firstWindow()).ready();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

test("remembers its place and leaves nothing running", async ({ app, electron, dataFolder }) => {
  await app.ready();
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 1100, height: 700 });
  });
  const pids = await hostPids(electron);
  expect(pids).toHaveLength(1);
  const exited = new Promise((resolve) => electron.process().once("exit", resolve));
  await electron.evaluate(({ BrowserWindow }) => {
    // After this call has been answered: the app ends with its window.
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 100);
  });
  expect(await exited).toBe(0);
  const saved: unknown = JSON.parse(readFileSync(join(dataFolder, "desktop", "window.json"), "utf8"));
  expect(saved).toMatchObject({ bounds: { width: 1100, height: 700 }, maximized: false });
  const hostRuns = (): boolean => {
    try {
      return process.kill(pids[0] ?? 0, 0);
    } catch {
      return false;
    }
  };
  // Its end is told before the system has taken it away.
  await expect.poll(hostRuns).toBe(false);
});

test("quits on SIGTERM", async ({ app, electron }) => {
  await app.ready();
  const exited = new Promise((resolve) => electron.process().once("exit", resolve));
  electron.process().kill("SIGTERM");
  expect(await exited).toBe(0);
});

test("opens by npm start, and ends with Ctrl-C", async ({ runtime, dataFolder }) => {
  const port = await freePort();
  const script = join(projectRoot, "scripts", "start.ts");
  const start = spawn(process.execPath, [script, ...rootSwitches(), `--remote-debugging-port=${port}`], {
    env: { ...electronEnv(dataFolder), FARSITE_ELECTRON_EXECUTABLE: runtime.program },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let told = "";
  start.stderr.setEncoding("utf8").on("data", (text: string) => (told += text));
  const exited = once(start, "exit");
  try {
    const { browser, page } = await connect(`http://127.0.0.1:${port}`, start);
    await new AppWindow(page).ready();
    await browser.close();
    expect(told).not.toContain("in the browser instead");
  } finally {
    start.kill("SIGINT");
  }
  expect(await exited, told).toEqual([0, null]);
});
