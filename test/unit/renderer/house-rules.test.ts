import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";

const root = fileURLToPath(new URL("../../../renderer/", import.meta.url));
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [file.replaceAll("\\", "/"), readFileSync(root + file, "utf8")]),
);

describe("styling", () => {
  const outsideTheKit = [...sources].filter(([file]) => !file.startsWith("ui/"));

  test.each(outsideTheKit)("%s styles through the kit's variants only", (_, source) => {
    expect(source).not.toMatch(/className|style=|\.css"(?<!theme\.css")/);
  });

  /** The files in which a pattern is found, and where. */
  const found = (pattern: RegExp): string[] =>
    [...sources].flatMap(([file, source]) => [...source.matchAll(pattern)].map(([match]) => `${file}: ${match}`));

  test("nothing writes a colour of its own, and nothing needs inline styles", () => {
    expect(found(/#[0-9a-f]{6}\b|rgba?\(|oklch\(/gi)).toEqual([]);
    expect(found(/style=\{|dangerouslySetInnerHTML/g)).toEqual([]);
  });

  test("layout follows the reading direction", () => {
    const physical =
      /(?<=["\s:])-?(?:(?:m|p|border|rounded|inset|scroll-m|scroll-p)-?[lr]-[\w[]|(?:left|right)-[\w[(]|text-(?:left|right)\b)/g;
    expect([...'"flex ml-2 @lg:text-left -left-1"'.matchAll(physical)]).toHaveLength(3);
    expect(found(physical)).toEqual([]);
  });
});

/** All keys of an area with their sentences, `a.b.c`. */
function leaves(value: object, prefix: string): [string, string][] {
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) =>
    typeof child === "string"
      ? [[`${prefix}.${key}`, child] as [string, string]]
      : leaves(child as object, `${prefix}.${key}`),
  );
}

describe("the window's texts", () => {
  const english = leaves(en.ui, "ui");
  const german = new Map(leaves(de.ui, "ui"));
  const everything = [...sources.values()].join("\n");

  test("each is used", () => {
    // `ui.part.${name}.label` stands for every name.
    const patterns = [...everything.matchAll(/`(ui\.[\w.-]*)\$\{[^`}]*\}([\w.-]*)(?:\$\{[^`}]*\})?`/g)].map(
      ([whole]) =>
        new RegExp(
          `^${whole
            .slice(1, -1)
            .replaceAll(".", "\\.")
            .replaceAll(/\$\{[^}]*\}/g, "[^.]+")}$`,
        ),
    );
    const unused = english
      .map(([key]) => key.replace(/_(one|other)$/, ""))
      .filter((key) => !everything.includes(`"${key}"`) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  test.each(english)("%s is translated with the same values in it", (key, sentence) => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
    expect(values(german.get(key) ?? "")).toEqual(values(sentence));
  });
});
