import type { RouterPorts } from "#host/check/environment.ts";
import { startMappingPort, type MappingManners } from "./fake-mapping-port.ts";
import {
  startUpnp,
  startWebPage,
  type ControlManners,
  type HttpManners,
  type SearchManners,
  type UpnpOptions,
} from "./fake-upnp.ts";
import { closedPort, LOOPBACK, secondHost } from "./loopback.ts";
import { PortTable, type TableEntry } from "./port-table.ts";

export type FakeGatewayOptions = {
  /** Where it is; another box beside the gateway listens on the same ports, as real ones do. */
  address?: string;
  samePortsAs?: { ports: RouterPorts };
  /** Under which address it sees every client, since a router in between translates. */
  seesClientAs?: string;
  externalAddress?: string;
  natPmp?: MappingManners;
  pcp?: MappingManners;
  /** Nobody listens on the port of NAT-PMP and PCP. */
  mappingPortClosed?: boolean;
  search?: SearchManners;
  description?: HttpManners;
  control?: HttpManners;
  answers?: ControlManners;
  /** The UPnP error code with which it refuses to map. */
  refuseWith?: number;
  /** The clock of NAT-PMP and PCP, and the longest that they grant. */
  epochSeconds?: () => number;
  maxLifetimeSeconds?: number;
  describe?: (xml: string) => string;
  lines?: UpnpOptions["lines"];
  /** Its web page; none unless said. */
  web?: HttpManners;
  /** What is open before the check. */
  open?: readonly TableEntry[];
};

export type FakeGateway = {
  address: string;
  otherHost: string;
  ports: RouterPorts;
  controlUrl: string;
  serviceType: string;
  /** What is open right now. */
  table: PortTable;
  /** Questions that arrived. */
  counts: { natPmp: number; pcp: number; ssdp: number; http: number; bigBytes: number; actions: string[] };
  close(): Promise<void>;
};

/** An address that is public by its range, but nobody's line (RFC 7535). */
export const FAKE_EXTERNAL_ADDRESS = "192.31.196.77";

/**
 * A gateway on loopback that speaks UPnP, NAT-PMP and PCP, counts what it is asked, holds a port table, and misbehaves as
 * told. Nothing it does leaves this machine.
 */
export async function startFakeGateway(options: FakeGatewayOptions = {}): Promise<FakeGateway> {
  const address = options.address ?? LOOPBACK;
  const otherHost = await secondHost();
  const table = new PortTable(options.open);
  const counts = { natPmp: 0, pcp: 0, ssdp: 0, http: 0, bigBytes: 0, actions: [] };
  const externalAddress = options.externalAddress ?? FAKE_EXTERNAL_ADDRESS;
  const common = { address, otherHost, externalAddress, table, counts };
  const mapping = options.mappingPortClosed
    ? { port: await closedPort(), close: async () => {} }
    : await startMappingPort({
        ...common,
        natPmp: options.natPmp ?? "right",
        pcp: options.pcp ?? "right",
        seesClientAs: options.seesClientAs ?? null,
        port: options.samePortsAs?.ports.mapping ?? 0,
        ...(options.epochSeconds && { epochSeconds: options.epochSeconds }),
        ...(options.maxLifetimeSeconds !== undefined && { maxLifetimeSeconds: options.maxLifetimeSeconds }),
      });
  const upnp = await startUpnp({
    ...common,
    search: options.search ?? "right",
    description: options.description ?? "right",
    control: options.control ?? "right",
    answers: options.answers ?? "right",
    port: options.samePortsAs?.ports.ssdp ?? 0,
    ...(options.refuseWith !== undefined && { refuseWith: options.refuseWith }),
    ...(options.describe && { describe: options.describe }),
    ...(options.lines && { lines: options.lines }),
  });
  const web = options.web && (await startWebPage(address, options.web, counts));
  return {
    address,
    otherHost,
    // No multicast on loopback: the search goes to the gateway twice instead.
    ports: {
      mapping: mapping.port,
      ssdp: upnp.port,
      ssdpMulticastAddress: address,
      web: web ? [web.port] : [],
      carrierPcp: [],
    },
    controlUrl: `http://${address}:${upnp.httpPort}/ctl`,
    serviceType: "urn:schemas-upnp-org:service:WANIPConnection:1",
    table,
    counts,
    close: async () => {
      await Promise.all([mapping.close(), upnp.close(), web?.close()]);
    },
  };
}
