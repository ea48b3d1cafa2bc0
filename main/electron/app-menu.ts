import { app, Menu, type MenuItemConstructorOptions } from "electron";
import type { Translate } from "#core/text/translate.ts";

/** The menu in the person's language; Electron's own role labels are English only. */
export function setAppMenu(translate: Translate, platform: NodeJS.Platform): void {
  const label = (key: Parameters<Translate>[0]["key"]): string => translate({ key, args: {} });
  const quit: MenuItemConstructorOptions = { role: "quit", label: label("desktop.menu.quit") };
  const appMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      { role: "about", label: label("desktop.menu.about") },
      { type: "separator" },
      { role: "hide", label: label("desktop.menu.hide") },
      { role: "hideOthers", label: label("desktop.menu.hideOthers") },
      { role: "unhide", label: label("desktop.menu.unhide") },
      { type: "separator" },
      quit,
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    platform === "darwin" ? appMenu : { label: label("desktop.menu.file"), submenu: [quit] },
    {
      label: label("desktop.menu.edit"),
      submenu: [
        { role: "undo", label: label("desktop.menu.undo") },
        { role: "redo", label: label("desktop.menu.redo") },
        { type: "separator" },
        { role: "cut", label: label("desktop.menu.cut") },
        { role: "copy", label: label("desktop.menu.copy") },
        { role: "paste", label: label("desktop.menu.paste") },
        { role: "selectAll", label: label("desktop.menu.selectAll") },
      ],
    },
    {
      label: label("desktop.menu.view"),
      submenu: [
        { role: "reload", label: label("desktop.menu.reload") },
        { type: "separator" },
        { role: "resetZoom", label: label("desktop.menu.resetZoom") },
        { role: "zoomIn", label: label("desktop.menu.zoomIn") },
        { role: "zoomOut", label: label("desktop.menu.zoomOut") },
        { type: "separator" },
        { role: "togglefullscreen", label: label("desktop.menu.fullScreen") },
        // Not in what customers get: the page has nothing to hide, but a console invites pasting.
        ...(app.isPackaged ? [] : [{ role: "toggleDevTools" } as const]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
