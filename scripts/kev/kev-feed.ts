import { z } from "zod";
import { kevCatalogueSchema, type KevCatalogue } from "#core/lan/kev.ts";

/** The catalogue of CISA, by CISA: https://www.cisa.gov/known-exploited-vulnerabilities-catalog */
export const FEED_URL = "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json";

/** Makers that are met on site, by the names of the catalogue, and which of their products, where they also make other things. */
const MAKERS: readonly (readonly [vendor: RegExp, products?: RegExp])[] = [
  [/^(?:hikvision|dahua|geovision|edimax|reolink|nuuo|ptzoptics|amcrest|tvt|avtech|axis|hanwha|uniview|xiongmai)\b/i],
  [/^(?:digiever|lilin|vivotek|milesight|foscam|tiandy|mobotix|acti|avigilon|pelco|lorex|swann|wyze)\b/i],
  [/^(?:d-link|tp-link|trendnet|zyxel|netgear|draytek|linksys|tenda|totolink|mikrotik|netis|dasan|teltonika)\b/i],
  [/^(?:ubiquiti|sierra wireless|arcadyan|fiberhome|four-faith|comtrend|billion|wavlink|qnap|synology)\b/i],
  [/^(?:asus|huawei|zte|cisco|aruba|ruckus|sonicwall)\b/i, /router|gateway|rv\d|small business|access point|\bhg\d/i],
  [/^(?:sony|panasonic|bosch|honeywell|samsung|canon)\b/i, /camera|recorder|nvr|dvr|surveillance/i],
];

const feedSchema = z.object({
  dateReleased: z.iso.datetime({ offset: true }),
  vulnerabilities: z
    .array(
      z.object({
        cveID: z.string(),
        vendorProject: z.string(),
        product: z.string(),
        vulnerabilityName: z.string(),
        dateAdded: z.string(),
        shortDescription: z.string(),
        knownRansomwareCampaignUse: z.string(),
        notes: z.string(),
      }),
    )
    .max(20_000),
});

/**
 * The feed, reduced to what the app carries: makers that are met on site, newest first.
 *
 * @throws ZodError when the feed has another shape
 */
export function catalogueOf(feed: unknown): KevCatalogue {
  const { dateReleased, vulnerabilities } = feedSchema.parse(feed);
  const entries = vulnerabilities
    .filter(({ vendorProject, product }) => isMet(vendorProject.trim(), product))
    .map((row) => ({
      cveId: row.cveID,
      vendor: row.vendorProject.trim(),
      product: row.product.trim(),
      name: row.vulnerabilityName.trim(),
      dateAdded: row.dateAdded,
      description: row.shortDescription.trim(),
      urls: urlsOf(row.notes, row.cveID),
      ransomware: row.knownRansomwareCampaignUse === "Known",
    }))
    .toSorted((a, b) => (`${a.dateAdded} ${a.cveId}` < `${b.dateAdded} ${b.cveId}` ? 1 : -1));
  return kevCatalogueSchema.parse({ asOf: dateReleased.slice(0, 10), entries });
}

const isMet = (vendor: string, product: string): boolean =>
  MAKERS.some(([maker, products]) => maker.test(vendor) && (products?.test(product) ?? true));

const MAX_URLS = 6;

/** A row's notes name the maker's pages and NVD's, as text; the last is always NVD's. */
function urlsOf(notes: string, cveId: string): string[] {
  const nvd = `https://nvd.nist.gov/vuln/detail/${cveId}`;
  const named = (notes.match(/https?:\/\/\S+/g) ?? []).map((url) => asciiUrl(url.replace(/[;,.]+$/, "")));
  return [...new Set(named.filter((url) => url !== nvd))].slice(0, MAX_URLS - 1).concat(nvd);
}

/** One note has a full-width line in a file's name; what is escaped already stays. */
const asciiUrl = (url: string): string => url.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent);

/** The file as it is kept: one place for each value, so that a change shows as one. */
export const catalogueText = (catalogue: KevCatalogue): string => `${JSON.stringify(catalogue, null, 2)}\n`;
