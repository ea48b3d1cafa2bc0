import { readFileSync } from "node:fs";
import { fromHex } from "#core/codec/byte-text.ts";
import type { CaptureContext } from "#core/codec/capture.ts";
import type { DecodeKind } from "#core/codec/decode-kinds.ts";

const folder = new URL("../../vectors/", import.meta.url);

/** One line of test/vectors/manifest.json, as far as the tests use it. */
export interface Vector {
  readonly id: string;
  readonly kind: DecodeKind;
  readonly file: string;
  readonly source: readonly {
    readonly repository?: string;
    readonly path?: string;
    readonly commit?: string;
    readonly basis?: string;
    readonly license: string;
    readonly licenseText?: string;
  }[];
  readonly context?: CaptureContext;
  readonly expect: Readonly<Record<string, unknown>>;
  /** What an encoder is given to emit exactly these bytes. */
  readonly encode?: Readonly<Record<string, unknown>> & { readonly protocol: string };
}

export const vectors = (
  JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as { cases: readonly Vector[] }
).cases;

/** A file of the vectors folder, byte for byte. */
export function vectorFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

/** The bytes of a vector; `.hex` files are hexadecimal digits. */
export function vectorBytes(vector: Vector): Uint8Array {
  const raw = vectorFile(vector.file);
  if (!vector.file.endsWith(".hex")) return raw;
  const bytes = fromHex(new TextDecoder().decode(raw));
  if (bytes === undefined) throw new Error(`${vector.file} is not hexadecimal`);
  return bytes;
}
