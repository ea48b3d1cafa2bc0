import { createServer, type AddressInfo, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FreshClone, type Command } from "./fresh-clone.ts";

/** From the end of the install: what a person waits in front of the terminal. */
const USABLE_WITHIN_MS = 60_000;
const END_WITHIN_MS = 15_000;

const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/;

function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
  const late = sleep(ms).then(() => Promise.reject(new Error(`${what} took more than ${ms / 1000} s`)));
  return Promise.race([promise, late]);
}

/** Ctrl-C, after which nothing may be left. */
async function expectToEnd(command: Command, url: string): Promise<void> {
  command.interrupt();
  await within(command.ended, END_WITHIN_MS, "ending");
  await expect(fetch(url)).rejects.toThrow("fetch failed");
}

// Process groups and `npm` without a shell; Windows has neither.
describe.skipIf(process.platform === "win32")("a fresh clone", () => {
  /** Where Electron's program would come from: accepts and never answers. */
  let silent: Server;
  let asked = 0;
  let clone: FreshClone;
  let registryIsThere = true;

  beforeAll(async () => {
    silent = createServer((socket) => {
      asked++;
      socket.on("error", () => {}).resume();
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    clone = new FreshClone({
      // A display, so that Electron is wanted at all; nothing gets as far as opening it.
      DISPLAY: ":farsite-none",
      ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
    });
    clone.env["electron_config_cache"] = clone.beside("electron-cache");
  });

  afterEach(() => clone.endAll());

  afterAll(async () => {
    await clone.remove();
    silent.close();
  });

  it("opens in the browser after npm start when Electron's program can't be had", async ({ skip }) => {
    const start = clone.npm("start", "--", "--no-open");
    try {
      await start.printed(/Farsite: installed in \d+ s\./);
    } catch (error) {
      if (!start.stderr().includes("the package registry cannot be reached")) throw error;
      registryIsThere = false;
      skip("the package registry cannot be reached");
    }
    const [url] = await within(start.printed(address), USABLE_WITHIN_MS, "opening");
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<title>Farsite</title>");

    const told = start
      .stderr()
      .split("\n")
      // How often depends on the line and the disk.
      .filter((line) => line !== "" && !line.includes("still installing"));
    expect(told).toEqual([
      "Farsite: installing packages (first start) ...",
      expect.stringMatching(/^Farsite: installed in \d+ s\.$/),
      "Farsite: Electron's program can't be downloaded (no progress for 15 s); opening Farsite in the browser instead.",
    ]);
    expect(asked).toBeGreaterThan(0);
    await expectToEnd(start, url);
  });

  it("starts a second time without installing or asking again", async ({ skip }) => {
    skip(!registryIsThere, "the package registry cannot be reached");
    const askedBefore = asked;
    const start = clone.npm("start", "--", "--no-open");
    const [url] = await within(start.printed(address), USABLE_WITHIN_MS, "opening");
    expect(start.stderr()).toMatch(
      /^Farsite: Electron's program couldn't be downloaded lately \(.*\); opening .*\.\n$/,
    );
    expect(asked).toBe(askedBefore);
    await expectToEnd(start, url);
  });

  it("says in one line that there is no display", async ({ skip }) => {
    skip(!registryIsThere, "the package registry cannot be reached");
    skip(process.platform !== "linux", "only Linux can be without a display");
    clone.env["DISPLAY"] = "";
    const start = clone.npm("start", "--", "--no-open");
    const [url] = await within(start.printed(address), USABLE_WITHIN_MS, "opening");
    expect(start.stderr()).toBe(
      "Farsite: there is no display for a window here; opening Farsite in the browser instead.\n",
    );
    await expectToEnd(start, url);
  });

  it("prints nothing but the command's own output with npm run -s", async ({ skip }) => {
    skip(!registryIsThere, "the package registry cannot be reached");
    const list = clone.npm("run", "-s", "farsite", "--", "list", "--json");
    expect(await list.ended).toBe(0);
    expect(list.stderr()).toBe("");
    expect(JSON.parse(list.stdout())).toEqual({ sites: [] });
  });

  it("runs everything on the Node that came with the packages", async ({ skip }) => {
    skip(!registryIsThere, "the package registry cannot be reached");
    const version = clone.npm("exec", "-c", "node --version");
    expect(await version.ended).toBe(0);
    expect(version.stdout()).toMatch(/^v24\./);
  });

  it.runIf(process.env["FARSITE_LONG"] === "1")("does an install again that was killed", async ({ skip }) => {
    skip(!registryIsThere, "the package registry cannot be reached");
    const again = new FreshClone({});
    try {
      const killed = again.npm("run", "-s", "farsite", "--", "list", "--json");
      await killed.printed(/installing packages/);
      await sleep(5_000);
      killed.kill();
      await killed.ended;
      const second = again.npm("run", "-s", "farsite", "--", "list", "--json");
      expect(await second.ended, second.stderr()).toBe(0);
      expect(second.stderr()).toContain("Farsite: installed in");
    } finally {
      await again.remove();
    }
  });
});
