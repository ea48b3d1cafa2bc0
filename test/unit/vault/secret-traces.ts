import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How a secret could lie in a file without being meant to. */
function shapesOf(secret: string): [string, Buffer][] {
  const utf8 = Buffer.from(secret, "utf8");
  // Base64 of a part of something longer begins at one of three places; the ends differ with what stands beside it.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString("base64")
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [
    ["utf8", utf8],
    ["json", Buffer.from(JSON.stringify(secret).slice(1, -1), "utf8")],
    ["utf16le", Buffer.from(secret, "utf16le")],
    ["utf16be", Buffer.from(secret, "utf16le").swap16()],
    ["hex", Buffer.from(utf8.toString("hex"))],
    ["HEX", Buffer.from(utf8.toString("hex").toUpperCase())],
    ["uri", Buffer.from(encodeURIComponent(secret))],
    ...base64.map((text): [string, Buffer] => ["base64", Buffer.from(text)]),
    ...base64.map((text): [string, Buffer] => [
      "base64url",
      Buffer.from(text.replaceAll("+", "-").replaceAll("/", "_")),
    ]),
  ];
}

/** Where a text shows a secret in any of these shapes. */
export function shapesIn(bytes: Uint8Array | string, secret: string): string[] {
  const buffer = typeof bytes === "string" ? Buffer.from(bytes, "utf8") : Buffer.from(bytes);
  return shapesOf(secret).flatMap(([shape, wanted]) => (buffer.includes(wanted) ? [shape] : []));
}

/** "file: shape" for every file below `folder` that holds one of the secrets. */
export function tracesBelow(folder: string, secrets: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return secrets.flatMap((secret) => shapesIn(bytes, secret).map((shape) => `${entry.name}: ${shape}`));
    });
}
