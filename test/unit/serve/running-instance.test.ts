import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openBrowser, startDetached } from "../../../main/serve/open-browser.ts";
import { leaveNote, linkOfRunningInstance, removeNote } from "../../../main/serve/running-instance.ts";
import { codeIn, originOf, OWNER_SECRET, postJson, startTestServer, temporaryFolder } from "./serve-fixture.ts";

const NOTE = "browser-shell.json";

describe("the note of a running instance", () => {
  it.skipIf(process.platform === "win32")("is its owner's alone, whatever stood there before", () => {
    const folder = join(temporaryFolder(), "data");
    leaveNote(folder, { port: 1, secret: "a" });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, NOTE)).mode & 0o777).toBe(0o600);

    const other = temporaryFolder();
    const target = join(other, "target");
    writeFileSync(target, "keep");
    symlinkSync(target, join(other, NOTE));
    leaveNote(other, { port: 1, secret: "a" });
    expect(readFileSync(target, "utf8")).toBe("keep");
    expect(statSync(join(other, NOTE)).mode & 0o777).toBe(0o600);
  });

  it("leads a second start to a fresh link of the first", async () => {
    const folder = temporaryFolder();
    const server = await startTestServer();
    leaveNote(folder, { port: server.port, secret: OWNER_SECRET });
    const link = (await linkOfRunningInstance(folder)) ?? "";
    expect((await postJson(server, "/session", { code: codeIn(link) }, { origin: originOf(server) })).status).toBe(200);
    removeNote(folder);
    expect(await linkOfRunningInstance(folder)).toBeNull();
  });

  it("is worth nothing when it is missing, broken, stale or of another secret", async () => {
    const folder = temporaryFolder();
    expect(await linkOfRunningInstance(folder)).toBeNull();
    for (const text of ["", "{", '{"port":0,"secret":"x"}', '{"port":70000,"secret":"x"}', "[]"]) {
      writeFileSync(join(folder, NOTE), text);
      expect(await linkOfRunningInstance(folder)).toBeNull();
    }
    const server = await startTestServer();
    leaveNote(folder, { port: server.port, secret: "another" });
    expect(await linkOfRunningInstance(folder)).toBeNull();
    await server.close();
    leaveNote(folder, { port: server.port, secret: OWNER_SECRET });
    expect(await linkOfRunningInstance(folder)).toBeNull();
  });

  it("is of no use to another program that has the port by now: it learns no secret, and its link is not believed", async () => {
    let heard = "";
    const stranger = createServer((request, response) => {
      request.setEncoding("utf8").on("data", (chunk: string) => (heard += chunk));
      request.on("end", () => {
        const { port } = stranger.address() as AddressInfo;
        const link = `http://127.0.0.1:${port}/#code=${"a".repeat(43)}`;
        // The best it can do: send back the proof it was given.
        const { proof } = JSON.parse(heard) as { proof: string };
        response.end(JSON.stringify({ link, proof }));
      });
    });
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void stranger.close());
    const folder = temporaryFolder();
    leaveNote(folder, { port: (stranger.address() as AddressInfo).port, secret: OWNER_SECRET });
    expect(await linkOfRunningInstance(folder)).toBeNull();
    expect(heard).toContain("proof");
    expect(heard).not.toContain(OWNER_SECRET);
  });
});

describe("opening the browser", () => {
  const FILE = "open-farsite.html";
  const LINK = "http://127.0.0.1:4711/#code=secret";

  it("passes the link in a file of the owner's, never on a command line", () => {
    const folder = temporaryFolder();
    const started: string[][] = [];
    const remove = openBrowser(LINK, folder, {
      platform: "linux",
      start: (program, args) => void started.push([program, ...args]),
    });
    const file = join(folder, FILE);
    expect(readFileSync(file, "utf8")).toContain(LINK);
    expect(statSync(file).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
    expect(started.flat().join(" ")).not.toContain("secret");
    expect(started).toEqual([["xdg-open", expect.stringMatching(/^file:\/\/.*open-farsite\.html$/)]]);
    remove();
    expect(existsSync(file)).toBe(false);
  });

  it("removes the file by itself, and replaces one that was left", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const folder = temporaryFolder();
    writeFileSync(join(folder, FILE), "old", { mode: 0o644 });
    openBrowser(LINK, folder, { platform: "linux", start: () => {} });
    expect(readFileSync(join(folder, FILE), "utf8")).toContain(LINK);
    vi.advanceTimersByTime(60_000);
    expect(existsSync(join(folder, FILE))).toBe(false);
  });

  it.each([
    ["linux", "xdg-open"],
    ["darwin", "open"],
    ["win32", "rundll32"],
  ] as const)("starts what %s has for it", (platform, program) => {
    const started: string[] = [];
    openBrowser(LINK, temporaryFolder(), { platform, start: (name) => void started.push(name) })();
    expect(started).toEqual([program]);
  });

  it("does without where nothing can be started", async () => {
    const failures: unknown[] = [];
    const note = (error: unknown): void => void failures.push(error);
    process.on("uncaughtException", note);
    onTestFinished(() => void process.off("uncaughtException", note));
    startDetached("no-such-program-here", []);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(failures).toEqual([]);
  });
});
