/** Quoting for the formats that have it: JSON (which YAML 1.2 is a kind of) and TOML. */

/**
 * A JSON string that YAML readers take alike: YAML forbids DEL and C1 controls as they are, and folds U+2028 as a line's end
 * (YAML 1.1 section 5.4), so all of the basic plane beyond ASCII is escaped. Pairs of surrogates stay, since YAML reads an escaped pair
 * as two halves (PyYAML, which cloud-init uses).
 *
 * @throws RangeError for NUL and halves of a pair
 */
export function yamlText(value: string): string {
  carried(value);
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/gu,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A TOML basic string (TOML 1.0, "String"). @throws RangeError for NUL and halves of a pair */
export function tomlText(value: string): string {
  carried(value);
  const inner = value.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what has to be escaped
    /[\u0000-\u001f"\\\u007f-\u009f\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${inner}"`;
}

function carried(value: string): void {
  if (value.includes("\0") || !value.isWellFormed()) throw new RangeError("a text with NUL or half a character");
}

export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** Keys that no YAML reader takes for something else than their letters (YAML 1.1 has `on` and `no` for booleans). */
const keyText = (text: string): string =>
  /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : yamlText(text);

/** A YAML document in blocks, every text quoted. */
export const yamlDocument = (value: { readonly [key: string]: Plain }): string => `${block(value, "").join("\n")}\n`;

function block(value: Plain, indent: string): string[] {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return (value as readonly Plain[]).flatMap((one) => {
      if (isInline(one)) return [`${indent}- ${inline(one)}`];
      const [first = "", ...rest] = block(one, inner);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value).flatMap(([name, one]: [string, Plain]) =>
    isInline(one)
      ? [`${indent}${keyText(name)}: ${inline(one)}`]
      : [`${indent}${keyText(name)}:`, ...block(one, inner)],
  );
}

const isInline = (value: Plain): boolean => typeof value !== "object" || Object.keys(value).length === 0;

function inline(value: Plain): string {
  if (typeof value === "string") return yamlText(value);
  if (Array.isArray(value)) return "[]";
  return typeof value === "object" ? "{}" : String(value);
}

/** A JSON document, indented, that YAML readers take alike. */
export function yamlJson(value: Plain, indent = ""): string {
  const inner = `${indent}  `;
  if (typeof value === "string") return yamlText(value);
  if (typeof value !== "object") return String(value);
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly Plain[]).map((one) => yamlJson(one, inner))
    : Object.entries(value).map(([key, one]: [string, Plain]) => `${yamlText(key)}: ${yamlJson(one, inner)}`);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return `${open}${close}`;
  const short = parts.join(", ");
  // Commands and short lists on one line, as people write them.
  if (isList && short.length < 100 && !short.includes("\n")) return `[${short}]`;
  return `${open}\n${parts.map((part) => `${inner}${part}`).join(",\n")}\n${indent}${close}`;
}
