import type { TcpService, UdpAnswer } from "../model.ts";

/** What the process that plays the devices of one room is told, as a JSON file. */
export interface RoomScript {
  /** The address of the interface on which it hears what is sent to all. */
  readonly earAddress: string;
  readonly devices: readonly {
    readonly name: string;
    readonly address: string;
    readonly udp: readonly UdpAnswer[];
    readonly tcp: readonly TcpService[];
    /** Its interface, where it answers by IPv6 as well. */
    readonly ipv6Interface: string | null;
  }[];
  /** Where the certificates are: NAME.pem and NAME.key. */
  readonly folder: string;
  /** Made once all sockets are bound. */
  readonly readyFile: string;
  /** Devices that do not exist, played from the first one's card. */
  readonly flood: number;
}
