import { layerOf } from "./layer-table.ts";
import { locate } from "./project.ts";
import { dottedName, child, type Rule, type TreeNode } from "./syntax-tree.ts";

/** The page talks to the host over a MessagePort and to nothing else; a raw channel would go round the contract. */
export const rawIpcRule: Rule = {
  create(context) {
    const place = locate(context.filename);
    const layer = place && layerOf(place.path);
    if (layer !== "main/electron" && layer !== "preload") return {};
    const report = (node: TreeNode, name: string): void => {
      context.report({ message: `${name}: calls go over the contract's MessagePort, not over raw IPC.`, node });
    };
    return {
      Identifier(node) {
        const name = dottedName(node);
        if (name === "ipcMain" || name === "contextBridge") report(node, name);
      },
      MemberExpression(node) {
        const property = child(node, "property");
        // webContents.ipc and webFrameMain.ipc are ipcMain by another name.
        if (node["computed"] !== true && dottedName(property) === "ipc") report(node, "ipc");
      },
    };
  },
};
