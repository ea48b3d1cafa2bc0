import { isPageUrl } from "./page-address.ts";

/** What a permission is asked for, in the parts that decide (Electron hands over more). */
export type PermissionAsk = {
  permission: string;
  /** The address of the frame that asks. */
  url: string | undefined;
  isMainFrame: boolean;
  /** Of `media`: which of camera (`video`) and microphone (`audio`). */
  media: readonly string[];
};

/**
 * What the page may use: the camera, which takes photos and reads codes, and the clipboard, from which a copied password is taken again
 * when it is still there. Nobody but the page itself, and nothing else: no microphone, no notifications, no location.
 */
export function mayUse({ permission, url, isMainFrame, media }: PermissionAsk): boolean {
  if (url === undefined || !isPageUrl(url) || !isMainFrame) return false;
  switch (permission) {
    case "media":
      return media.length > 0 && media.every((type) => type === "video");
    case "clipboard-read":
    case "clipboard-sanitized-write":
      return true;
    default:
      return false;
  }
}
