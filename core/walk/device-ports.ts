import { wantedPorts } from "../forward/wanted-ports.ts";
import type { WalkContext } from "./machine.ts";
import { candidates } from "./port-forward-device.ts";
import { makerOf, targetDevice } from "./port-forward-site.ts";

/** In the order of worth: a stream proves more than a page. */
const USES = ["stream", "web", "app"] as const;

/** A TCP port of a device that somebody may want to reach from afar. */
export interface DevicePort {
  readonly device: ReturnType<typeof candidates>[number];
  readonly address: string;
  readonly port: number;
  readonly use: (typeof USES)[number];
}

/** What a field calls a device's port by. */
export const portValue = ({ address, port }: Pick<DevicePort, "address" | "port">): string => `${address} ${port}`;

/** The ports of the site's devices that are worth reaching by IPv4, the likeliest device first; one may stand there for two uses. */
export function devicePorts(context: WalkContext): DevicePort[] {
  return candidates(context, 4).flatMap((device) => {
    const { brand, address } = device;
    const source = { brand, maker: makerOf(context, device), ports: targetDevice(context, device)?.ports ?? null };
    return USES.flatMap((use) =>
      wantedPorts(use, source)
        .filter(({ transport }) => transport === "tcp")
        .map(({ port }) => ({ device, address, port, use })),
    );
  });
}
