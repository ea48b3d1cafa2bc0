import { ownSourcing, sourcingOf, sourcingSchema } from "#core/knowledge/sourcing.ts";
import { isSameValue } from "#core/survey/same-value.ts";
import { isPlain, type Plain } from "./plain-entry.ts";

/** Parts of an entry that may name a source of their own. */
const PARTS: ReadonlySet<string> = new Set(
  [
    ["cgnat", "ipv6", "inbound", "publicAddress", "contact"],
    ["statusPage", "portForward", "upnp", "bridge", "ddns", "backup", "vpn", "pinhole"],
    ["ports", "forward", "neverForward", "cloud"],
    ["selfHosted", "behindCgnat", "endToEnd", "whoSees", "viewerClient", "sharing"],
    ["dataLocation", "certification", "retention"],
  ].flat(),
);

/** What an entry is called and where it belongs: nobody has to vouch for that. */
const NAMING: ReadonlySet<string> = new Set(
  [
    ["id", "name", "country", "line", "aliases", "networks"],
    ["family", "brand", "matches", "route", "product", "website", "use"],
  ].flat(),
);

const OWN: ReadonlySet<string> = new Set(Object.keys(ownSourcing));

/**
 * The source that a form says counts for what was changed in it, and what was not keeps its own: a fact must never borrow its source, or
 * its certainty, from another. Whoever changes nothing but the source vouches for the entry.
 */
export function withOwnSources(before: Plain, after: Plain): Plain {
  const was = sourcingSchema.safeParse(before);
  const is = sourcingSchema.safeParse(after);
  // A new entry is all of one source; one without a source is refused later.
  if (!was.success || !is.success) return after;
  const isRestChanged = restChanged(before, after);
  const isPartChanged = changedParts(before, after).length > 0;
  const level = isPartChanged && !isRestChanged ? was.data : is.data;
  const mark = (name: string, item: unknown): unknown => {
    if (!isPlain(item)) return item;
    if (!isKept(before[name], item)) return { ...withoutSource(item), ...(isSameValue(level, is.data) ? {} : is.data) };
    const said = sourcingOf(was.data, item);
    return !isRestChanged || isSameValue(said, sourcingOf(level, item)) ? item : { ...item, ...said };
  };
  const marked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(after)) {
    if (!PARTS.has(name)) marked[name] = value;
    else marked[name] = Array.isArray(value) ? value.map((item) => mark(name, item)) : mark(name, value);
  }
  return { ...marked, ...level };
}

/** Whether something is said that was not said before: then it needs somebody who says so. */
export const saysMore = (before: Plain, after: Plain): boolean =>
  restChanged(before, after) || changedParts(before, after).length > 0;

const withoutSource = (part: Plain): Plain =>
  Object.fromEntries(Object.entries(part).filter(([name]) => !OWN.has(name)));

/** Whether a part, or an item of a list of them, was there as it is. */
const isKept = (before: unknown, item: unknown): boolean =>
  (Array.isArray(before) ? before : [before]).some((one) => isSameValue(one, item));

const changedParts = (before: Plain, after: Plain): unknown[] =>
  [...PARTS].flatMap((name) => {
    const items: readonly unknown[] = Array.isArray(after[name]) ? after[name] : [after[name]];
    return items.filter((item) => item !== undefined && !isKept(before[name], item));
  });

const restChanged = (before: Plain, after: Plain): boolean =>
  Object.entries(after).some(
    ([name, value]) =>
      !PARTS.has(name) &&
      !NAMING.has(name) &&
      !OWN.has(name) &&
      value !== undefined &&
      !isSameValue(value, before[name]),
  );
