import { addressScope, inPrefix } from "./ip-address.ts";

/** Reserved for protocol assignments, and yet the factory address of older Hikvision devices (192.0.0.64). */
const FACTORY_PREFIX = "192.0.0.0/24";

/**
 * Whether a device of a site can be at an address, as seen from the laptop. Devices fill fields they have no value for with 0.0.0.0,
 * 127.0.0.1 or 255.255.255.255, and tests of makers' tools send 240.0.0.0/4. Text that is no address is none.
 */
export function isDeviceAddress(address: string): boolean {
  switch (addressScope(address)) {
    case "loopback":
    case "unspecified":
    case "multicast":
      return false;
    case "reserved":
      return inPrefix(address, FACTORY_PREFIX);
    default:
      return true;
  }
}
