/** Whether two JSON values say the same, whatever order their members are in. A member that is undefined counts as absent. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isSameValue(item, b[index]));
  }
  const members = new Map<string, unknown>(Object.entries(b));
  let known = 0;
  for (const [name, value] of Object.entries(a)) {
    if (!isSameValue(value, members.get(name))) return false;
    if (value !== undefined) known += 1;
  }
  return known === [...members.values()].filter((value) => value !== undefined).length;
}
