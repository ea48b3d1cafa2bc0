import { SOMEWHERE_OUTSIDE } from "../system/local-address.ts";
import type { Computer } from "../check/environment.ts";
import type { LaptopForwards } from "../forward/laptop-forwards.ts";
import type { ForwardWish } from "#core/walk/effect.ts";
import type { RehearsalServiceOptions } from "./rehearsal-options.ts";

/** A UDP port by PCP, UPnP or NAT-PMP, written to the journal before, for as long as a rehearsal lasts. */
export function openForLaptop(
  forwards: Pick<LaptopForwards, "open" | "close">,
  { computer, randomUuid }: { computer: Pick<Computer, "localAddressTowards">; randomUuid: () => string },
): RehearsalServiceOptions["openPort"] {
  return async (localPort, signal) => {
    const own = await computer.localAddressTowards(SOMEWHERE_OUTSIDE.ipv4);
    if (own === null || signal.aborted) return null;
    const wish: ForwardWish = {
      id: randomUuid(),
      deviceId: null,
      address: own,
      transport: "udp",
      internalPort: localPort,
      externalPort: localPort,
      use: "other",
    };
    const result = await forwards.open(wish, signal);
    if (result.kind !== "forward-opened") return null;
    const close = (): Promise<void> => forwards.close(wish);
    // A router that does not tell its outside address has opened a port nobody can be sent to.
    if (result.externalAddress === null) {
      await close();
      return null;
    }
    return { address: result.externalAddress, port: result.externalPort, close };
  };
}
