import type { DiscoveryProtocol } from "./discovery-protocol.ts";
import { bacnet } from "./protocols/bacnet.ts";
import { bosch } from "./protocols/bosch.ts";
import { dahuaV1 } from "./protocols/dahua-v1.ts";
import { dhDiscover } from "./protocols/dhdiscover.ts";
import { foscam } from "./protocols/foscam.ts";
import { hanwha } from "./protocols/hanwha.ts";
import { hid } from "./protocols/hid.ts";
import { knx } from "./protocols/knx.ts";
import { lantronix } from "./protocols/lantronix.ts";
import { loxone } from "./protocols/loxone.ts";
import { mdns } from "./protocols/mdns.ts";
import { mhed } from "./protocols/mhed.ts";
import { netbios } from "./protocols/netbios.ts";
import { onvifDiscovery } from "./protocols/onvif-discovery.ts";
import { panasonic } from "./protocols/panasonic.ts";
import { sadp } from "./protocols/sadp.ts";
import { sofia } from "./protocols/sofia.ts";
import { sony } from "./protocols/sony.ts";
import { ssdp } from "./protocols/ssdp.ts";
import { threeSixtyVision } from "./protocols/three-sixty-vision.ts";
import { ubiquiti } from "./protocols/ubiquiti.ts";
import { vivotek } from "./protocols/vivotek.ts";
import { vstarcam } from "./protocols/vstarcam.ts";

/** All that a scan asks and listens to. Those that find most come first: their questions go out first. */
export const DISCOVERY_PROTOCOLS: readonly DiscoveryProtocol[] = [
  onvifDiscovery,
  sadp,
  dhDiscover,
  mdns,
  ssdp,
  sofia,
  mhed,
  hanwha,
  bosch,
  panasonic,
  vivotek,
  ubiquiti,
  sony,
  dahuaV1,
  foscam,
  vstarcam,
  threeSixtyVision,
  lantronix,
  hid,
  knx,
  bacnet,
  loxone,
  netbios,
];
