import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// The sources run as they are: keeping what Node makes of them saves half of a check's CPU, and JavaScript in this first file
// 17 MB, since then nothing has to strip types. Kept beside the packages, where only those can write who could change the
// program itself; where nobody can, nothing is kept.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/farsite", import.meta.url)));
await import("./farsite.ts");
