import { addressOnly } from "./device-network.ts";
import type { Site, SiteDevice, Truth } from "./model.ts";
import type { FoundDevice, SiteScan } from "./scan-site.ts";

/** What a scan found, held against what stands on the site. */

export interface JudgedDevice {
  readonly device: SiteDevice;
  /** Its first record; null: it was missed. */
  readonly found: FoundDevice | null;
  /** What is not as it is, in words; empty when all is. */
  readonly wrong: readonly string[];
}

export interface Judgement {
  readonly devices: readonly JudgedDevice[];
  /** Records of nobody. */
  readonly extra: readonly FoundDevice[];
  /** What is missing about the site as a whole. */
  readonly wrong: readonly string[];
}

/** Who can be found at all. */
export const reachableDevices = (site: Site): readonly SiteDevice[] =>
  site.isolated === true ? site.devices.filter(({ daemon }) => daemon === "router") : site.devices;

export function judge(site: Site, scan: SiteScan): Judgement {
  const expected = reachableDevices(site);
  const addresses = Map.groupBy(
    expected.flatMap(({ cards }) => cards.map(addressOnly)),
    (address) => address,
  );
  const isShared = (address: string): boolean => (addresses.get(address)?.length ?? 0) > 1;
  const recordsOf = (device: SiteDevice): FoundDevice[] =>
    scan.devices.filter((found) => isSame(device, found, isShared));
  const owners = new Map<FoundDevice, SiteDevice[]>();
  for (const device of expected) {
    for (const record of recordsOf(device)) owners.set(record, [...(owners.get(record) ?? []), device]);
  }
  return {
    devices: expected.map((device) => {
      const records = recordsOf(device);
      const [found = null] = records;
      const others = (found && owners.get(found))?.filter((owner) => owner !== device) ?? [];
      const wrong = [
        ...(records.length === 0 ? ["missed"] : []),
        ...(records.length > 1 ? [`${records.length} records`] : []),
        ...(others.length > 0 ? [`one with ${others.map(({ name }) => name).join(", ")}`] : []),
        ...(found === null ? [] : whatIsWrong(device, found)),
      ];
      return { device, found, wrong };
    }),
    extra: scan.devices.filter((found) => !owners.has(found)),
    wrong: site.findings.filter((code) => !hasFinding(scan, code)).map((code) => `no finding ${code}`),
  };
}

const hasFinding = ({ findings, devices }: SiteScan, code: string): boolean =>
  [findings, ...devices.map((device) => device.findings)].some((list) => list.some((finding) => finding.code === code));

/**
 * By the hardware address that answers for it on the cable, or else the one it claims (anybody may claim another's); where a
 * record has none, by an address that only one device has.
 */
function isSame({ cards }: SiteDevice, found: FoundDevice, isShared: (address: string) => boolean): boolean {
  const answering = found.addresses.flatMap(({ mac }) => mac ?? []);
  const macs = answering.length > 0 ? answering : found.macs;
  if (macs.length > 0) return cards.some(({ mac }) => macs.includes(mac));
  return cards.some((card) => {
    const own = addressOnly(card);
    return !isShared(own) && found.addresses.some(({ address }) => address === own);
  });
}

/** Model numbers come with and without the maker's name, hyphens and blanks. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function whatIsWrong(device: SiteDevice, found: FoundDevice): string[] {
  const isRight = (key: keyof Truth): boolean => {
    const truth = device[key];
    const said = found[key];
    if (truth === null) return true;
    return key === "model" || key === "serialNumber" ? plain(said ?? "").includes(plain(truth)) : said === truth;
  };
  const wrong = device.carries.filter((key) => !isRight(key)).map((key) => `${key} ${found[key]}, not ${device[key]}`);
  const codes = new Set(found.findings.map(({ code }) => code));
  const missing = (device.findings ?? []).filter((code) => !codes.has(code)).map((code) => `no finding ${code}`);
  return [...wrong, ...missing];
}
