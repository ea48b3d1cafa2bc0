import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { encodeMakerTable } from "#core/lan/makers.ts";
import { readRegistries } from "./makers/maker-table.ts";
import { projectRoot } from "./project-root.ts";

// npm run makers: packs the registries of hardware addresses for the app, after `oui-data` was updated.

const table = readRegistries();
const text = Buffer.from(encodeMakerTable(table));
const packed = brotliCompressSync(text, {
  params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(join(projectRoot, "assets/oui/makers.txt.br"), packed);
console.log(`${table.size} prefixes, ${text.length} bytes, packed ${packed.length}`);
