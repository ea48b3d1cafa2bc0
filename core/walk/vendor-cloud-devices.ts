import type { Knowledge } from "../knowledge/knowledge.ts";
import { makerEntry } from "../knowledge/lookup.ts";
import type { WalkContext } from "./machine.ts";

/** The site's devices that a maker's cloud may be for, and what is known of the cloud. */

export interface CloudDevice {
  readonly id: string;
  readonly name: string;
  readonly brand: string | null;
}

const WITH_CLOUD: ReadonlySet<string> = new Set(["recorder", "camera", "alarm-panel", "panel", "intercom"]);
const MOST_DEVICES = 60;

/** What the survey describes first, then what the search found besides; recorders stand before cameras. */
export function cloudDevices({ document, devices }: WalkContext): CloudDevice[] {
  const described = document.devices.map((one) => {
    const seen = devices.find(({ keys }) => keys.some((key) => one.keys.includes(key)));
    const brand = one.make ?? seen?.brand?.value ?? null;
    const model = one.model ?? seen?.model?.value ?? null;
    const role = one.role ?? seen?.role.value ?? null;
    return { id: one.id, name: one.name ?? nameOf(brand, model, one.id), brand, role, keys: one.keys };
  });
  const known = new Set(described.flatMap(({ id, keys }) => [id, ...keys]));
  const found = devices
    .filter(({ keys }) => !keys.some((key) => known.has(key)))
    .map(({ id, brand, model, role, name }) => ({
      id,
      name: name?.value ?? nameOf(brand?.value ?? null, model?.value ?? null, id),
      brand: brand?.value ?? null,
      role: role.value,
    }));
  return [...described, ...found]
    .filter(({ role }) => role !== null && WITH_CLOUD.has(role))
    .toSorted((a, b) => Number(b.role === "recorder") - Number(a.role === "recorder"))
    .slice(0, MOST_DEVICES)
    .map(({ id, name, brand }) => ({ id, name: name.slice(0, 200), brand: brand?.slice(0, 120) ?? null }));
}

const nameOf = (brand: string | null, model: string | null, id: string): string =>
  [brand, model].filter((one) => one !== null && one !== "").join(" ") || id;

type Maker = Knowledge["makers"][number];
type MakerCloud = NonNullable<Maker["cloud"]>;
export type Outbound = MakerCloud["outbound"][number];

/** The maker's entry with its cloud; null: neither is known. */
export function cloudOf(knowledge: Knowledge, brand: string | null): { maker: Maker; cloud: MakerCloud } | null {
  const maker = brand === null ? null : makerEntry(knowledge, brand);
  return maker?.cloud === undefined ? null : { maker, cloud: maker.cloud };
}
