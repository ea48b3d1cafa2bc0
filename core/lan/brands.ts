import { BRANDS, type Brand } from "./brand-table.ts";
import type { DeviceRole } from "./sighting.ts";

/** The names people know makers by, out of company names and out of what devices say of themselves. */

const MAX_CHARACTERS = 200;

const recognisers = BRANDS.map((brand) => ({
  brand,
  pattern: new RegExp(`(?<![a-z0-9])(?:${brand.words})(?![a-z0-9])`, "i"),
}));

const byName = new Map(BRANDS.map((brand) => [brand.name, brand]));

/** Naming schemes that one maker uses and nobody else; labels keep them, so a brand by name counts first. */
const MODEL_SCHEMES: readonly (readonly [scheme: RegExp, brand: string])[] = [
  [/^i?DS-(?:[2-9]|K|T|P|N|A|M|U|H)[A-Z0-9]/i, "Hikvision"],
  [/^(?:DHI?-|IPC-(?:H[DFU]|PF|EB|PDB)|SD\d[A-Z0-9]{3,}|VT[OH]\d|(?:H?CVR|XVR|NVR)\d{4}-|HCVR\d)/i, "Dahua"],
  [/^(?:RLC|RLN|CX|Duo|Argus|TrackMix)-?\d|^(?:E1|TrackMix)(?: |$)/i, "Reolink"],
  [/^(?:[XQPST]N[DOVPFBZ]-[A-Z]?\d{4}|[XQPS]RN-\d{3,4}|S[CN][DOVPFBZ]-\d{4}|[XQ]N[VDO]-C)/i, "Hanwha Vision"],
  [/^(?:(?:FLEXI|AUTO)DOME|DINION|MIC IP|DIVAR|N[A-Z]{2}-\d{4,5}-)/i, "Bosch"],
  [/^(?:IP[2-9C]M-|AMC[A-Z0-9])/i, "Amcrest"],
  [/^WV-[A-Z]/i, "Panasonic"],
  [/^SNC-[A-Z]/i, "Sony"],
  [/^(?:DCS|DNR)-\d/i, "D-Link"],
  [/^(?:[MPQ]\d{4}(?:-[A-Z]+)*(?: Mk I+)?|A[0189]\d{3}(?:-[A-Z]+)+|AXIS[ _-].*)$/i, "Axis"],
  [/^(?:GV-[A-Z]|GVD)/i, "GeoVision"],
  [/^UVC[ -]/i, "Ubiquiti"],
];

/**
 * The brand that a text names or a model number belongs to: manufacturer and model in a device's answer, a company's name.
 * Undefined where none is known.
 */
export function brandOf(text: string): string | undefined {
  const own = text.slice(0, MAX_CHARACTERS).trim();
  return named(own) ?? MODEL_SCHEMES.find(([scheme]) => scheme.test(own))?.[1];
}

function named(text: string): string | undefined {
  return recognisers.find(({ pattern }) => pattern.test(text))?.brand.name;
}

/** Prefixes on devices of somebody else than the registry says: 00:12:31 is in Xiongmai's firmware, whose owner makes machine controls. */
const SQUATTED_PREFIXES: Readonly<Record<string, string>> = { "00:12:31": "Xiongmai" };

/** The brand of a device by its hardware address (normal form) and what the registry says of it. */
export function brandOfMac(mac: string, maker: string | null): string | undefined {
  return SQUATTED_PREFIXES[mac.slice(0, 8)] ?? (maker === null ? undefined : named(maker.slice(0, MAX_CHARACTERS)));
}

/** Whose devices a label sells, itself where it makes its own: their ways and weaknesses are the maker's. */
export function builtBy(brand: string): string {
  return entryOf(brand)?.builtBy ?? brand;
}

/** What a device of this brand is when nothing else tells; undefined for makers of several kinds. */
export function usualRole(brand: string): DeviceRole | undefined {
  return entryOf(brand)?.usually;
}

function entryOf(brand: string): Brand | undefined {
  return byName.get(brand);
}
