/** How long the parts of a scan may take, and how hard they may knock. All times in milliseconds. */
export type ScanBudget = {
  /** Questions are repeated at these times: Wi-Fi loses multicast, and some devices sleep through the first. */
  searchAtMs: readonly number[];
  /** Answers are waited for until then. WS-Discovery devices wait up to 500 ms before they answer (APP_MAX_DELAY), SSDP ones up to MX. */
  searchWindowMs: number;
  /**
   * Addresses that are asked for and may still answer, at any time: Linux holds 1,024 neighbours (gc_thresh3), with everything else, and
   * goes on asking for three seconds (`neighbour-search.ts` keeps those in view, too).
   */
  unresolvedAddresses: number;
  /** How long a neighbour may take until others are asked for. Whoever answers later is found all the same. */
  neighbourMs: number;
  /** TCP connections being opened at any time, to all and to any one device: a recorder's web server takes few. */
  connections: number;
  connectionsPerDevice: number;
  /**
   * Datagrams and connection attempts per second, all together, evenly: a cheap switch drops what comes in bursts. 4,000 small
   * packets are 2 % of a line of 100 Mbit/s; of those, no more than 2,000 are such that everybody has to look at them (ARP).
   */
  packetsPerSecond: number;
  /** A device on the LAN takes a connection within milliseconds; Wi-Fi and sleeping radios need longer. */
  connectMs: number;
  /** One question to one port of a device (a page, a certificate, an RTSP answer). */
  questionMs: number;
  /** All questions to one device. */
  deviceMs: number;
  /** The whole scan of up to 1,024 addresses, which a usual site needs a third of, and 300 devices two thirds; wider ranges get more in proportion. */
  scanMs: number;
};

export const siteScanBudget: ScanBudget = {
  searchAtMs: [0, 400, 1_200],
  searchWindowMs: 2_800,
  unresolvedAddresses: 256,
  neighbourMs: 400,
  connections: 256,
  connectionsPerDevice: 6,
  packetsPerSecond: 4_000,
  connectMs: 600,
  questionMs: 1_500,
  deviceMs: 2_500,
  scanMs: 15_000,
};
