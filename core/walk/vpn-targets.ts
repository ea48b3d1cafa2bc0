import { z } from "zod";
import { forwardUseSchema } from "../forward/forward.ts";
import type { Message } from "../nat/diagnosis.ts";
import { message } from "../nat/diagnosis.ts";
import { inPrefix } from "../net/ip-address.ts";
import { devicePorts, portValue } from "./device-ports.ts";
import type { WalkContext } from "./machine.ts";

/** What is asked through a VPN: ports of devices in the site's LAN. */

export const vpnTargetSchema = z.object({
  deviceId: z.string().min(1).max(200).nullable(),
  address: z.string().max(64),
  port: z.number().int().min(1).max(65_535),
  use: forwardUseSchema,
});
export type VpnTarget = z.infer<typeof vpnTargetSchema>;

/** As many as one test takes. */
export const MAX_TARGETS = 16;
/** As many as a field offers. */
const MAX_OFFERED = 99;

export interface OfferedTarget extends VpnTarget {
  readonly label: Message;
}

/** The ports of the site's devices that are worth asking, each once; TCP only, as a test is. The likeliest devices stand first. */
export function offeredTargets(lan: string, context: WalkContext): OfferedTarget[] {
  const offered = devicePorts(context)
    .filter(({ address }) => inPrefix(address, lan))
    .map(({ device: { deviceId, name }, address, port, use }): OfferedTarget => ({
      deviceId,
      address,
      port,
      use,
      label: message("walk.vpn-proof.target", { name, address, port }),
    }));
  return [...new Map(offered.toReversed().map((one) => [portValue(one), one])).values()]
    .toReversed()
    .slice(0, MAX_OFFERED);
}
