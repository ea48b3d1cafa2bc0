import { app, shell, type Session, type WebContents } from "electron";
import { mayUse } from "./page-permissions.ts";
import { isPageUrl, mayDownload, mayLoad, mayOpenOutside } from "./page-address.ts";

/** Takes from the session all that the page does not need: most permissions, devices, the network, downloads from elsewhere. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    answer(mayUse({ permission, url: details.requestingUrl, isMainFrame: details.isMainFrame, media }));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { requestingUrl, isMainFrame, mediaType }) =>
    mayUse({
      permission,
      url: requestingUrl ?? origin,
      isMainFrame,
      media: mediaType === undefined ? [] : [mediaType],
    }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  session.on("will-download", (event, item) => {
    if (!mayDownload(item.getURL())) event.preventDefault();
  });
}

function lockContents(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isPageUrl(event.url)) event.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: "deny" };
  });
  // WebRTC finds addresses with packets of its own, past webRequest.
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}

/** Locks every page that is ever created, whoever creates it. */
export function lockAllContents(): void {
  app.on("web-contents-created", (_event, contents) => lockContents(contents));
}
