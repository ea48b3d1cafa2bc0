import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { expect, test } from "@playwright/test";
import { projectRoot } from "../../scripts/project-root.ts";
import { connect, electronEnv, givenProgram, rootSwitches, whyNoRuntime } from "./electron-runtime.ts";
import { AppWindow } from "./pages/app-window.ts";

const run = promisify(execFile);

const missing = process.platform === "linux" ? whyNoRuntime() : "packaging is tried on Linux only";
test.skip(missing !== undefined, missing);

/** The address of Chromium's own debugging port. (Node's is shut by a fuse, and with it Playwright's usual way in.) */
function debuggingAddress(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    app.stderr?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const address = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    app.once("exit", () => reject(new Error(`the packaged app ended: ${output}`)));
  });
}

let folder: string;
let app: ChildProcess | undefined;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "farsite-packaged-"));
});
test.afterAll(() => {
  app?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("packages an app whose fuses are set and that starts", async () => {
  // Packaging takes ten seconds of both cores, a minute of a busy machine.
  test.setTimeout(180_000);
  const dist = dirname(givenProgram() ?? "");
  const builder = join(projectRoot, "node_modules", "electron-builder", "cli.js");
  await run(
    process.execPath,
    [
      builder,
      "--dir",
      "--linux",
      `-c.directories.output=${folder}`,
      `-c.electronDist=${dist}`,
      `-c.electronVersion=${readFileSync(join(dist, "version"), "utf8").trim()}`,
    ],
    { cwd: projectRoot },
  );
  const program = join(folder, "linux-unpacked", "farsite");
  expect(existsSync(join(folder, "linux-unpacked", "resources", "assets", "packaging"))).toBe(false);

  const staged = process.env["FARSITE_ELECTRON_APP_DIR"];
  if (staged !== undefined) {
    // A bare runtime may be too old for the database's binding; what answers for it in the staged app does so here.
    const unpacked = join(folder, "linux-unpacked", "resources", "app.asar.unpacked", "node_modules", "better-sqlite3");
    const standIn = join(staged, "node_modules", "better-sqlite3");
    writeFileSync(join(unpacked, "lib", "index.js"), `module.exports = require(${JSON.stringify(standIn)});\n`);
  }

  const fuses = join(projectRoot, "node_modules", "@electron", "fuses", "dist", "bin.js");
  const { stdout } = await run(process.execPath, [fuses, "read", "--app", program]);
  const lines = stripVTControlCharacters(stdout).matchAll(/(\w+) is (Enabled|Disabled)/g);
  const states = new Map([...lines].map(([, fuse = "", state = ""]) => [fuse, state]));
  expect(Object.fromEntries(states)).toMatchObject({
    RunAsNode: "Disabled",
    EnableCookieEncryption: "Enabled",
    EnableNodeOptionsEnvironmentVariable: "Disabled",
    EnableNodeCliInspectArguments: "Disabled",
    EnableEmbeddedAsarIntegrityValidation: "Enabled",
    OnlyLoadAppFromAsar: "Enabled",
    GrantFileProtocolExtraPrivileges: "Disabled",
  });

  app = spawn(program, [...rootSwitches(), "--remote-debugging-port=0"], {
    env: electronEnv(join(folder, "data")),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(app, "exit");
  const { browser, page } = await connect(await debuggingAddress(app), app);
  await new AppWindow(page).ready();
  expect(page.url()).toMatch(/^app:\/\/farsite\//);
  await browser.close();
  app.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});
