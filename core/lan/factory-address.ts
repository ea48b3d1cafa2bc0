import { builtBy } from "./brands.ts";

/**
 * Addresses that devices have when they leave the factory, by maker. Only where the maker documents one; many ask DHCP.
 * Hikvision, Dahua, Uniview and Axis by their quick start guides; Panasonic by its support page 6595; Illustra by the
 * installation guide of the 400 series.
 */
const FACTORY_ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  Hikvision: ["192.168.1.64", "192.0.0.64"],
  Dahua: ["192.168.1.108"],
  Uniview: ["192.168.1.13"],
  Axis: ["192.168.0.90"],
  Panasonic: ["192.168.0.10"],
  "i-PRO": ["192.168.0.10"],
  "American Dynamics": ["192.168.1.168"],
};

/** Whether this is where the maker's devices are before somebody gives them an address. */
export function isFactoryAddress(brand: string, address: string): boolean {
  return [brand, builtBy(brand)].some((name) => FACTORY_ADDRESSES[name]?.includes(address) ?? false);
}
