import { describe, expect, it } from "vitest";
import { mayUse, type PermissionAsk } from "../../../main/electron/page-permissions.ts";

const page: PermissionAsk = {
  permission: "media",
  url: "app://farsite/index.html",
  isMainFrame: true,
  media: ["video"],
};

describe("what the page may use", () => {
  it("is the camera and the clipboard", () => {
    expect(mayUse(page)).toBe(true);
    expect(mayUse({ ...page, permission: "clipboard-read", media: [] })).toBe(true);
    expect(mayUse({ ...page, permission: "clipboard-sanitized-write", media: [] })).toBe(true);
  });

  it.each([
    ["the microphone", { media: ["audio"] }],
    ["camera and microphone together", { media: ["video", "audio"] }],
    ["media of a kind that is not said", { media: [] }],
    ["media of an unknown kind", { media: ["unknown"] }],
    ["the screen", { permission: "display-capture" }],
    ["the location", { permission: "geolocation", media: [] }],
    ["notifications", { permission: "notifications", media: [] }],
    ["the clipboard without a click", { permission: "deprecated-sync-clipboard-read", media: [] }],
  ] satisfies [string, Partial<PermissionAsk>][])("is not %s", (_, ask) => {
    expect(mayUse({ ...page, ...ask })).toBe(false);
  });

  it.each([
    ["another page", { url: "https://farsite/" }],
    ["a page whose name begins alike", { url: "app://farsite.example/" }],
    ["nobody in particular", { url: undefined }],
    ["a frame within the page", { isMainFrame: false }],
  ] satisfies [string, Partial<PermissionAsk>][])("is nothing for %s", (_, ask) => {
    expect(mayUse({ ...page, ...ask })).toBe(false);
    expect(mayUse({ ...page, permission: "clipboard-read", media: [], ...ask })).toBe(false);
  });
});
