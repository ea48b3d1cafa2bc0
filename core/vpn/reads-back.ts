import { checkedDevice } from "./checked-device.ts";
import { readWireGuardConfig } from "./read-wireguard-config.ts";
import type { WireGuardDevice } from "./wireguard-device.ts";

/** What a reader of some format makes of what was written in it. */
export type DeviceReader = (text: string) => WireGuardDevice | null;

/**
 * The last look at a file before it leaves the program: read back, it must be the very device that it was written from.
 *
 * @param forgets what the format has no room for
 * @throws Error when it isn't: Farsite's own fault, and better no file than a wrong one
 */
export function assertReadsBack(
  text: string,
  device: WireGuardDevice,
  read: DeviceReader,
  forgets: Partial<WireGuardDevice> = {},
): void {
  const back = read(text);
  const wanted = { ...checkedDevice(device), ...forgets };
  if (back === null || textOf(back) !== textOf(wanted)) throw new Error("a configuration reads back as something else");
}

/** Reads wg-quick's form for assertReadsBack: commands that aren't Farsite's own make it fail. */
export const readOwnWgQuick =
  (interfaceName: string): DeviceReader =>
  (text) => {
    const { device, commands } = readWireGuardConfig(text, { interfaceName });
    return commands.length > 0 ? null : device;
  };

/** Key order is the same in all of them. */
const textOf = ({
  name,
  interfaceName,
  privateKey,
  addresses,
  listenPort,
  mtu,
  peers,
  lan,
  translation,
}: WireGuardDevice) =>
  JSON.stringify([
    [name, interfaceName, privateKey, addresses, listenPort, mtu, lan, translation?.mapped, translation?.lan],
    peers.map((peer) => [
      [peer.name, peer.publicKey, peer.presharedKey, peer.endpoint?.address, peer.endpoint?.port],
      peer.allowedIps,
      peer.keepaliveSeconds,
    ]),
  ]);
