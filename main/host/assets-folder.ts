import { join } from "node:path";

/** Where templates and fonts lie beside the sources or beside the bundle. */
export const assetsFolderIn = (root: string): string => join(root, "assets");
