import type { Device } from "#core/lan/device.ts";

/** Maker and model as one line; null where neither is known. */
export function brandAndModel({ brand, model }: Pick<Device, "brand" | "model">): string | null {
  if (brand === null) return model?.value ?? null;
  if (model === null) return brand.value;
  // "AXIS P1375" names its maker already.
  return model.value.toLowerCase().startsWith(brand.value.toLowerCase())
    ? model.value
    : `${brand.value} ${model.value}`;
}

/**
 * What to call a device: what the person called it, what somebody called it in its own settings, what it is, whose card it
 * has. Null where nothing of it is known but its address.
 */
export function deviceName(device: Device, personsName: string | null): string | null {
  return personsName ?? device.name?.value ?? brandAndModel(device) ?? device.maker;
}
