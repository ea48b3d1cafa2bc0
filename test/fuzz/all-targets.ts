import { BROKEN_READERS } from "./broken-readers.ts";
import { ADDRESS_TARGETS } from "./targets/addresses.ts";
import { DATA_TARGETS } from "./targets/data.ts";
import { DISCOVERY_TARGETS } from "./targets/discovery.ts";
import { DOCUMENT_TARGETS } from "./targets/documents.ts";
import { LAPTOP_TARGETS } from "./targets/laptop.ts";
import { LEGACY_VPN_TARGETS } from "./targets/legacy-vpn.ts";
import { LOOK_TARGETS } from "./targets/looks.ts";
import { LOGIN_TARGETS } from "./targets/logins.ts";
import { MAKER_TARGETS } from "./targets/makers.ts";
import { NEIGHBOUR_TARGETS } from "./targets/neighbours.ts";
import { PACKET_TARGETS } from "./targets/packets.ts";
import { PICTURE_TARGETS } from "./targets/pictures.ts";
import { REHEARSAL_TARGETS } from "./targets/rehearsal.ts";
import { SYSTEM_TARGETS } from "./targets/system.ts";
import { WIREGUARD_TARGETS } from "./targets/wireguard.ts";
import { TURN_TARGETS } from "./targets/turn.ts";
import type { FuzzTarget } from "./target.ts";

/** Every reader of what others write. */
export const ALL_TARGETS: readonly FuzzTarget[] = [
  ...PACKET_TARGETS,
  ...DOCUMENT_TARGETS,
  ...DISCOVERY_TARGETS,
  ...MAKER_TARGETS,
  ...LOGIN_TARGETS,
  ...LOOK_TARGETS,
  ...SYSTEM_TARGETS,
  ...NEIGHBOUR_TARGETS,
  ...LAPTOP_TARGETS,
  ...LEGACY_VPN_TARGETS,
  ...ADDRESS_TARGETS,
  ...DATA_TARGETS,
  ...PICTURE_TARGETS,
  ...TURN_TARGETS,
  ...REHEARSAL_TARGETS,
  ...WIREGUARD_TARGETS,
];

export function targetNamed(name: string): FuzzTarget {
  const target = [...ALL_TARGETS, ...BROKEN_READERS].find((one) => one.name === name);
  if (!target) throw new Error(`no target “${name}”; there are ${ALL_TARGETS.map((one) => one.name).join(", ")}`);
  return target;
}
