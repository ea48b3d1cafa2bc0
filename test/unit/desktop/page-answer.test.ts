import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listPageFiles, type PageFile } from "#host/page-files.ts";
import { answerPageRequest } from "../../../main/electron/page-answer.ts";

describe("app:// answers", () => {
  const folder = mkdtempSync(join(tmpdir(), "farsite-page-"));
  let files: ReadonlyMap<string, PageFile>;

  beforeAll(() => {
    mkdirSync(join(folder, "renderer", "assets"), { recursive: true });
    writeFileSync(join(folder, "renderer", "index.html"), "<!doctype html>");
    writeFileSync(join(folder, "renderer", "assets", "a.js"), "export {};");
    writeFileSync(join(folder, "renderer", "assets", "a.exe"), "MZ");
    writeFileSync(join(folder, "secret.html"), "secret");
    symlinkSync(join(folder, "secret.html"), join(folder, "renderer", "link.html"));
    writeFileSync(join(folder, "renderer", "gone.js"), "");
    files = listPageFiles(join(folder, "renderer"));
    rmSync(join(folder, "renderer", "gone.js"));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const get = (url: string, method = "GET"): Promise<Response> => answerPageRequest({ url, method }, files);

  it("serves built files with their type and the policy", async () => {
    const page = await get("app://farsite/index.html");
    expect(page.status).toBe(200);
    expect(await page.text()).toBe("<!doctype html>");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect((await get("app://farsite/assets/a.js")).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });

  it.each([
    ["app://farsite/../secret.html", 404],
    ["app://farsite/%2e%2e/secret.html", 404],
    ["app://farsite/..%2fsecret.html", 404],
    ["app://farsite/..%5csecret.html", 404],
    ["app://farsite//etc/passwd", 404],
    ["app://farsite/link.html", 404],
    ["app://farsite/assets", 404],
    ["app://farsite/", 404],
    ["app://farsite/assets/a.exe", 404],
    ["app://farsite/gone.js", 404],
    ["app://other/index.html", 403],
    ["file:///etc/passwd", 403],
    ["nonsense", 403],
  ])("refuses %s", async (url, status) => {
    const refusal = await get(url);
    expect(refusal.status).toBe(status);
    expect(await refusal.text()).toBe("");
    expect(refusal.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("refuses to be written to", async () => {
    expect((await get("app://farsite/index.html", "POST")).status).toBe(405);
  });
});
