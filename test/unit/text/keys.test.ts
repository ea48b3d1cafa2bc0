import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { en } from "#core/text/en.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A sentence, also one that only a number makes whole. */
function isWritten(key: string): boolean {
  const found = (name: string): unknown =>
    name.split(".").reduce<unknown>((text, part) => (text as Record<string, unknown> | undefined)?.[part], en);
  return [key, `${key}_other`].some((name) => typeof found(name) === "string");
}

test("every message that is named in full has a text", () => {
  const missing = ["core", "main"].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => {
        const source = readFileSync(`${root}${folder}/${file}`, "utf8");
        return [...source.matchAll(/\b(?:message|refuse|refused)\(\s*"(\w[\w-]*(?:\.[\w-]+)+)"/g)]
          .map(([, key]) => key ?? "")
          .filter((key) => !isWritten(key))
          .map((key) => `${file}: ${key}`);
      }),
  );
  expect(missing).toEqual([]);
});
