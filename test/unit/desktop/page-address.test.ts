import { describe, expect, it } from "vitest";
import { isPageUrl, mayDownload, mayLoad, mayOpenOutside } from "../../../main/electron/page-address.ts";

describe("page addresses", () => {
  it.each(["app://farsite/index.html", "app://farsite/#/sites"])("lets the window be at %s", (url) => {
    expect(isPageUrl(url)).toBe(true);
  });

  it.each([
    "https://farsite/index.html",
    "app://farsite.example/index.html",
    "app://other/index.html",
    "file:///etc/passwd",
    "about:blank",
    "javascript:alert(1)",
    "data:text/html,x",
  ])("keeps the window from %s", (url) => {
    expect(isPageUrl(url)).toBe(false);
  });

  it.each(["app://farsite/assets/x.js", "blob:app://farsite/1", "data:image/png;base64,AA=="])("loads %s", (url) => {
    expect(mayLoad(url)).toBe(true);
  });

  it.each([
    "http://127.0.0.1/",
    "https://example.com/",
    "ws://127.0.0.1/",
    "file:///etc/passwd",
    "ftp://x/",
    "nonsense",
  ])("does not load %s", (url) => {
    expect(mayLoad(url)).toBe(false);
  });

  it.each([
    "https://example.com/help?x=1#y",
    "http://192.168.1.64/",
    "http://192.168.1.64:8080/doc/page/login.asp?x=1#y",
    "http://10.0.0.7",
    "http://169.254.10.20/",
    "http://192.0.0.64/",
    "http://[fd00::64]:8000/",
    "https://192.168.1.64/",
  ])("opens %s outside", (url) => {
    expect(mayOpenOutside(url)).toBe(true);
  });

  it.each([
    "http://example.com/",
    "http://8.8.8.8/",
    "http://192.168.1.64.example.com/",
    "http://localhost/",
    "http://127.0.0.1/",
    "http://admin:admin@192.168.1.64/",
    "http://192.168.1.64@example.com/",
    "https://user:secret@example.com/",
    "file:///etc/passwd",
    "smb://server/share",
    "ms-settings:privacy",
    "vscode://file/etc",
    "javascript:alert(1)",
    "",
  ])("does not open %s outside", (url) => {
    expect(mayOpenOutside(url)).toBe(false);
  });

  it("downloads what the page made, nothing else", () => {
    expect(mayDownload("blob:app://farsite/6f3c")).toBe(true);
    expect(mayDownload("blob:https://example.com/6f3c")).toBe(false);
    expect(mayDownload("https://example.com/x.exe")).toBe(false);
    expect(mayDownload("app://farsite/index.html")).toBe(false);
  });
});
