import { addressOf } from "./cidr.ts";
import { recorderAddress } from "./internet.ts";
import type { ManualForward, Topology } from "./topology.ts";
import {
  accessLine,
  bothGranted,
  carrierNat,
  carrierTruth,
  connected,
  doubleNatSite,
  doubleNatTruth,
  homeRouter,
  mapsAnyway,
  noAnswers,
  passwordFirst,
  secondRouter,
} from "./topology-pieces.ts";

/** Sites with several routers of their own, some behind a carrier's NAT besides. */

const granted = { truth: { stockMappings: bothGranted } };
const silent = { truth: { stockMappings: noAnswers } };
const refused = { upnp: "refused", natpmp: "refused" } as const;
const without = { mappingDaemon: null };
const recorderWeb = { transport: "tcp", externalPort: 8000, toPort: 8000 } as const;
const toRecorder: ManualForward = { ...recorderWeb, toAddress: addressOf(recorderAddress) };
const toHome: ManualForward = { ...recorderWeb, toAddress: "192.168.0.2" };

export const doubleNatTopologies: readonly Topology[] = [
  doubleNatSite(
    "double-nat",
    "Two routers on site, both with UPnP, NAT-PMP and PCP; the inner one tells no outside address",
  ),
  doubleNatSite(
    "double-nat-mapped",
    "Two routers on site, both with all protocols; the inner one tells its private address and grants mappings",
    { home: { mappingDaemon: mapsAnyway } },
    granted,
  ),
  doubleNatSite(
    "double-nat-mapped+vantage",
    "The same, and the firm's own server outside is there: mappings at both routers lead in",
    { home: { mappingDaemon: mapsAnyway } },
    { vantage: true, truth: { stockMappings: bothGranted, inbound: "proven" } },
  ),
  doubleNatSite(
    "double-nat-inner-maps",
    "Two routers on site; the inner one maps, the outer one has a page and no protocol",
    { home: { mappingDaemon: mapsAnyway }, outer: without },
    granted,
  ),
  doubleNatSite(
    "double-nat-outer-maps",
    "Two routers on site; the outer one maps, the inner one speaks no protocol",
    { home: without },
    silent,
  ),
  doubleNatSite(
    "double-nat-none",
    "Two routers on site, none with a mapping protocol; the outer one asks for its password",
    { home: without, outer: { ...without, webPage: passwordFirst } },
    silent,
  ),
  doubleNatSite("double-nat-10", "Two routers on site, the outer one's network in 10.0.0.0/8", {
    outer: { inside: "10.0.0.1/24" },
  }),
  doubleNatSite(
    "double-nat-10-bare",
    "Two routers on site, the outer one's network in 10.0.0.0/8; it has no page and no protocol, and refuses what it is asked",
    { home: without, outer: { inside: "10.0.0.1/24", ...without, webPage: null } },
    silent,
  ),
  doubleNatSite(
    "double-nat-172",
    "Two routers on site, the outer one's network in 172.16.0.0/12; it has a page and no protocol",
    { outer: { inside: "172.16.0.1/24", ...without } },
  ),
  doubleNatSite(
    "double-nat-forwarded",
    "Two routers on site, with a port forwarded through both to the recorder",
    { home: { ...without, manualForwards: [toRecorder] }, outer: { ...without, manualForwards: [toHome] } },
    silent,
  ),
  {
    name: "triple-nat-site",
    summary: "Three routers on site, one behind the other",
    laptop: "lan",
    layers: [
      homeRouter({ outside: "192.168.2.2/24" }),
      secondRouter({ host: "middle", inside: "192.168.2.1/24", outside: "192.168.0.2/24", webPage: passwordFirst }),
      secondRouter(),
    ],
    access: connected,
    truth: doubleNatTruth,
    tolerance: null,
  },
  {
    name: "triple-nat-carrier",
    summary: "Two routers on site behind a carrier's NAT in 100.64.0.0/10; the inner one maps, to no avail",
    laptop: "lan",
    layers: [
      homeRouter({ outside: "192.168.0.2/24", mappingDaemon: mapsAnyway }),
      secondRouter({ outside: "100.64.5.2/24" }),
      carrierNat("100.64.5.1/24"),
    ],
    access: connected,
    truth: { ...carrierTruth, stockMappings: bothGranted },
    tolerance: null,
  },
  {
    name: "triple-nat-carrier-10",
    summary: "Two routers on site behind a carrier's NAT in 10.0.0.0/8; the outer one has a page and no protocol",
    laptop: "lan",
    layers: [
      homeRouter({ outside: "192.168.0.2/24" }),
      secondRouter({ outside: "10.20.5.2/24", ...without, ...accessLine }),
      carrierNat("10.20.5.1/24"),
    ],
    access: connected,
    truth: { ...carrierTruth, stockMappings: refused },
    tolerance: null,
  },
];
