import { z } from "zod";
import { advisoryOf, affectedVersion, type VersionVerdict } from "./affected-versions.ts";
import { brandOf, builtBy } from "./brands.ts";
import type { DeviceRole } from "./sighting.ts";

/**
 * Known exploited vulnerabilities: the register of the US agency CISA (public domain, CC0), of which the app carries the makers
 * that are met on site. It names makers and products, never firmware: a match means "check this", and only
 * `affected-versions.ts` can say more.
 */

/** One row, reduced to what is needed here. */
export const kevEntrySchema = z.object({
  cveId: z.string().regex(/^CVE-\d{4}-\d{4,7}$/),
  vendor: z.string().min(1).max(120),
  product: z.string().min(1).max(200),
  name: z.string().max(300),
  dateAdded: z.iso.date(),
  description: z.string().max(2_000).nullable(),
  /** The maker's advisory first, where the row names one. */
  urls: z
    .array(z.url({ protocol: /^https?$/ }).max(500))
    .min(1)
    .max(6),
  /** Known to be used for extortion. */
  ransomware: z.boolean(),
});
export type KevEntry = z.infer<typeof kevEntrySchema>;

export const kevCatalogueSchema = z.object({
  /** The day of the register that the rows are from, to be shown with every match; ISO 8601. */
  asOf: z.iso.date(),
  entries: z.array(kevEntrySchema).max(2_000),
});
export type KevCatalogue = z.infer<typeof kevCatalogueSchema>;

/** A device, as far as it tells what it is. */
export type KevSubject = {
  brand: string | null;
  model: string | null;
  firmware: string | null;
  role: DeviceRole;
};

/**
 * `product`: the row names this model; `family`: it names a family that the model belongs to; `vendor`: it is by the same maker, and
 * neither the row nor the device rules the other out.
 */
export type KevMatch = "product" | "family" | "vendor";

export type KnownExploited = {
  cveId: string;
  match: KevMatch;
  verdict: VersionVerdict;
  entry: KevEntry;
  /** Where to compare model and firmware, best first. */
  links: { label: string; url: string }[];
};

/** The rows that may concern a device, newest first. A match alone never means that the device is vulnerable. */
export function knownExploited(subject: KevSubject, catalogue: KevCatalogue): KnownExploited[] {
  if (subject.brand === null) return [];
  const own = subject.brand.toLowerCase();
  const maker = builtBy(subject.brand).toLowerCase();
  const rows = rowsByMaker(catalogue);
  return [...(rows.get(own) ?? []), ...(maker === own ? [] : (rows.get(maker) ?? []))]
    .flatMap(({ entry, brand }): KnownExploited[] => {
      const isOwn = brand === own;
      const match = matchOf(subject, entry, isOwn);
      if (match === null) return [];
      const verdict = affectedVersion(entry.cveId, isOwn ? subject.model : null, subject.firmware);
      return [{ cveId: entry.cveId, match, verdict, entry, links: linksOf(entry) }];
    })
    .toSorted((a, b) => byText(b.entry.dateAdded, a.entry.dateAdded) || byText(b.cveId, a.cveId));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Row = { readonly entry: KevEntry; readonly brand: string };

const catalogues = new WeakMap<KevCatalogue, ReadonlyMap<string, readonly Row[]>>();

/** Rows by their maker as devices name it, lower case; a catalogue is sorted once, a scan asks for each device. */
function rowsByMaker(catalogue: KevCatalogue): ReadonlyMap<string, readonly Row[]> {
  const known = catalogues.get(catalogue);
  if (known !== undefined) return known;
  const rows = Map.groupBy(
    catalogue.entries.map((entry) => ({ entry, brand: (brandOf(entry.vendor) ?? entry.vendor).toLowerCase() })),
    ({ brand }) => brand,
  );
  catalogues.set(catalogue, rows);
  return rows;
}

const MAX_LINKS = 3;

function linksOf(entry: KevEntry): KnownExploited["links"] {
  const advisory = advisoryOf(entry.cveId);
  const urls = [...new Set([...(advisory ? [advisory.url] : []), ...entry.urls])].slice(0, MAX_LINKS);
  return urls.map((url) => ({ label: `${entry.cveId} · ${hostOf(url)}`, url }));
}

const hostOf = (url: string): string =>
  /^https?:\/\/(?:www\.)?(?<host>[^/:?#]{1,80})/.exec(url)?.groups?.["host"] ?? url;

/** @param isOwn the row is of the device's own brand, not of the maker behind it */
function matchOf(subject: KevSubject, entry: KevEntry, isOwn: boolean): KevMatch | null {
  if (!mayConcern(subject.role, entry)) return null;
  const named = productsNamed(entry);
  if (named.length === 0) return namesModel(entry, subject.model) ? "product" : "vendor";
  // A label gives the maker's devices names of its own, which no row has.
  if (!isOwn) return null;
  // A row about one product says nothing about a maker's device of which nothing is known.
  if (subject.model === null) return subject.role === "unknown" ? null : "vendor";
  const model = letters(subject.model);
  if (named.some((name) => /\d/.test(name) && model.startsWith(name))) return "product";
  if (named.some((name) => isFamily(name, model))) return "family";
  return named.some((name) => model.startsWith(name)) ? "product" : null;
}

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Families by the word that rows use for them, and how their models begin. */
const FAMILIES: readonly (readonly [family: string, models: RegExp])[] = [
  ["viostor", /^(?:viostor|vs\d)/],
  ["vigor", /^vigor/],
];

const isFamily = (name: string, model: string): boolean =>
  FAMILIES.some(([family, models]) => name.startsWith(family) && models.test(model));

/** Words of a row's product that name no product. */
const GENERIC =
  /\b(?:multiple|several|security|ip|network|web|server|wireless|cloud|video|surveillance|cameras?|recorders?|nvrs?|dvrs?|routers?|gateways?|modems?|firewalls?|access points?|devices?|products?|appliances?|small|business|series|firmware|software|dsl|cpe|soho|nas|storage|attached|r\d|and|or|with)\b/gi;

/** The products that a row is about, letters and digits only; empty: it is about a maker's devices at large. */
function productsNamed({ product }: KevEntry): string[] {
  return (
    product
      .replaceAll(/\([^)]*\)/g, " ")
      // "NVRmini2" is a name, "NVR" alone is not: words count whole.
      .replaceAll(GENERIC, ",")
      // "PT30X-SDI/NDI" is two.
      .replaceAll(/([\w]+)-(\w+)\/(\w+)/g, "$1-$2,$1-$3")
      .split(/[,/]/)
      .map(letters)
      .filter((name) => name.length > 2)
  );
}

/** Whether the row's text names this very model. */
function namesModel({ description }: KevEntry, model: string | null): boolean {
  const own = model === null ? "" : letters(model);
  return own.length > 4 && /\d/.test(own) && letters(description ?? "").includes(own);
}

const VIDEO = /camera|recorder|\bnvr|\bdvr|viostor|surveillance|nvms|nvr\b/i;
const VIDEO_ROLES: readonly DeviceRole[] = ["camera", "recorder", "door-station", "unknown"];
const ROUTING = /router|gateway|modem|firewall|\bcpe\b|\bdir-|access point|vigor/i;
const ROUTING_ROLES: readonly DeviceRole[] = ["router", "unknown"];

/** A flaw of routers is none of a camera by the same maker, and the other way round. */
function mayConcern(role: DeviceRole, { product, name }: KevEntry): boolean {
  const text = `${product} ${name}`;
  if (VIDEO.test(text)) return VIDEO_ROLES.includes(role);
  if (ROUTING.test(text)) return ROUTING_ROLES.includes(role);
  return true;
}
