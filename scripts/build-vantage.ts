import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { vantageBundle } from "./build/vantage-bundle.ts";
import { projectRoot } from "./project-root.ts";

// node scripts/build-vantage.ts [FILE]: the vantage as one file for a server, out/vantage/farsite-vantage.mjs by itself.

const file = resolve(process.argv[2] ?? join(projectRoot, "out/vantage/farsite-vantage.mjs"));
const code = await vantageBundle(projectRoot);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, code);
const kilobytes = (bytes: number): string => (bytes / 1_024).toFixed(1);
console.log(`${file}: ${kilobytes(code.length)} KB, compressed ${kilobytes(gzipSync(code, { level: 9 }).length)} KB`);
