import type { Device } from "#core/lan/device.ts";
import { inPrefix } from "#core/net/ip-address.ts";
import { isInWrongNetwork } from "./listed-device.ts";
import { useRescues } from "./rescue-context.tsx";

/** Nothing on the device can be opened: it is in another network, and no second address of the laptop leads there. */
export function useOutOfReach(device: Device): boolean {
  const { standing } = useRescues();
  const leadsThere = standing.some((rescue) =>
    device.addresses.some(({ address }) => inPrefix(address, `${rescue.address}/${rescue.prefixLength}`)),
  );
  return isInWrongNetwork(device) && !leadsThere;
}
