/** Whether two JSON values say the same, whatever order their members are in. A member that is undefined counts as absent. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (!isHolder(a) || !isHolder(b) || Array.isArray(b)) return false;
  return Object.keys(a).every((name) => isSameValue(a[name], own(b, name))) && hasNoMore(b, a);
}

type Holder = Readonly<Record<string, unknown>>;

const isHolder = (value: unknown): value is Holder => typeof value === "object" && value !== null;

const own = (holder: Holder, name: string): unknown => (Object.hasOwn(holder, name) ? holder[name] : undefined);

const hasNoMore = (b: Holder, a: Holder): boolean =>
  Object.keys(b).every((name) => Object.hasOwn(a, name) || b[name] === undefined);
