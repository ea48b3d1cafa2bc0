/**
 * One text per value, whatever order its members were written in, so that a hash names content and not spelling. After
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Unlike the RFC, a lone surrogate is written as its escape instead of being refused: the network
 * may put one into a device name, and a check must still be saved.
 *
 * Throws a TypeError for what JSON can't carry (undefined, functions, bigint, NaN, infinities).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
      return JSON.stringify(value);
    case "object": {
      if (value === null) return "null";
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
      const members = new Map<string, unknown>(Object.entries(value).filter(([, member]) => member !== undefined));
      // The default order of sorting is by UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for.
      return `{${[...members.keys()]
        .toSorted()
        .map((name) => `${JSON.stringify(name)}:${canonicalJson(members.get(name))}`)
        .join(",")}}`;
    }
    default:
      throw new TypeError(`not a JSON value: ${typeof value}`);
  }
}
