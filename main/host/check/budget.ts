/** The times of a site check. A parameter, so that a test of silence need not wait for it. All are milliseconds. */
export type Budget = {
  gatewaySilenceMs: number;
  gatewayRetransmitMs: readonly number[];
  ssdpWindowMs: number;
  ssdpRepeatMs: readonly number[];
  /** Once the gateway itself answered, others get this long to show themselves too. */
  ssdpAfterGatewayMs: number;
  routerHttpMs: number;
  /** All of a router's WAN services together say in this time whether their line is up. */
  upnpServicesMs: number;
  /** For reading all entries of a router's port table. */
  upnpTableMs: number;
  /** Second tries of a mapping, and the one for another device, begin no later than this. */
  furtherMappingMs: number;
  /** Long enough for most tables; test mappings wait so long for the reading. */
  upnpTableHeadStartMs: number;
  stunRetransmitMs: readonly number[];
  /** So long nothing must come from a STUN server before a filter is believed; in between, four round trips to it. */
  filteredSilenceMs: { least: number; most: number };
  /** After which silences a mapping is looked at; a test's seconds may be shorter than the real ones. */
  bindingLifetime: { stepsSeconds: readonly number[]; secondMs: number };
  /** If nothing on the internet has answered by then, nothing will; nor a STUN server in that time, where others answered. */
  outsideSilenceMs: number;
  /** Where something did answer, slower servers may take this long. */
  outsideLimitMs: number;
  /** Datagrams to the vantage's ports, and how long no answer may come before that counts as blocked. */
  vantageEcho: { sendAtMs: readonly number[]; waitMs: number };
  /** How long the vantage tries to come in; in between, four round trips to it. */
  dialPatienceMs: { least: number; most: number };
  /** For the vantage to come back to us and tell. */
  dialBackMs: number;
  /** When the vantage's word and its packet are not there at the same time. */
  arrivalGraceMs: number;
  /** A box behind the router: what answers there at all answers in this time. */
  outerBoxMs: number;
  /** The carrier's PCP server, where there is one; mostly there is none, and nothing says so. In between, four times the way outside. */
  carrierSilenceMs: { least: number; most: number };
  /** When its UPnP search has been silent for so long, its description is looked for where makers put it. */
  outerBoxSearchMs: number;
  limitedPingMs: number;
  /** For a whole traceroute, where ping can't be used. */
  traceRouteMs: number;
  /** No probe runs longer than this, whatever happens; undoing test mappings comes on top. */
  checkLimitMs: number;
  /** Deleting a test mapping is one question to the gateway, asked even after cancelling. */
  undoMs: number;
};

export const siteCheckBudget: Budget = {
  // A gateway is one hop away: 250 ms of silence is telling, a second also covers a router that is busy.
  gatewaySilenceMs: 1_000,
  gatewayRetransmitMs: [0, 250, 600],
  // M-SEARCH asks devices to answer within MX = 1 s (UPnP Device Architecture 1.1, 1.3.2); a little for the way.
  ssdpWindowMs: 1_150,
  ssdpRepeatMs: [0, 180, 450],
  ssdpAfterGatewayMs: 200,
  // Cheap routers build their description page slowly.
  routerHttpMs: 1_800,
  // Up to six services; a service that takes longer is not the one to choose.
  upnpServicesMs: 1_000,
  // A hundred entries at 10 ms each; slower routers show the first of theirs.
  upnpTableMs: 1_200,
  upnpTableHeadStartMs: 300,
  // A router that takes its whole time for the answer and for the undoing ends by 5.5 s.
  furtherMappingMs: 2_500,
  // RFC 8489 starts at 500 ms; public servers are 20-300 ms away, so asking sooner costs nothing and saves a second.
  stunRetransmitMs: [0, 250, 650, 1_250, 2_400],
  // Jitter of a busy line is 100-200 ms; a mobile line with a bad cell takes 200 ms for a round trip.
  filteredSilenceMs: { least: 300, most: 900 },
  // Finer where routers are (30 s); up to the 5 minutes that RFC 4787 section 4.3 recommends.
  bindingLifetime: { stepsSeconds: [10, 15, 20, 25, 30, 45, 60, 90, 120, 150, 180, 240, 300], secondMs: 1_000 },
  // A satellite line answers DNS and STUN in 1.4 s.
  outsideSilenceMs: 1_500,
  outsideLimitMs: 3_800,
  // Three tries cover lost packets; the last one still has a satellite's way back and forth.
  vantageEcho: { sendAtMs: [0, 200, 400], waitMs: 1_100 },
  // Jitter of a busy line; a handshake over a satellite.
  dialPatienceMs: { least: 600, most: 1_100 },
  // The vantage tries for up to 1.1 s; asking it may take as long over a satellite.
  dialBackMs: 2_600,
  // Both come from the same server, a packet apart.
  arrivalGraceMs: 300,
  // A few milliseconds away, or the carrier's at the end of the access line.
  outerBoxMs: 1_000,
  // At least: a second packet has come back over 100 ms. At most: a satellite.
  carrierSilenceMs: { least: 400, most: 700 },
  outerBoxSearchMs: 350,
  // Covers a satellite line; most boxes on the way are a few milliseconds off.
  limitedPingMs: 650,
  // One silent step costs Linux and macOS a second.
  traceRouteMs: 2_500,
  checkLimitMs: 4_600,
  undoMs: 1_200,
};

/** A second try covers a lost packet, and begins when a box nearby would have answered the first. */
export const LIMITED_PING_AT_MS: readonly number[] = [0, 250];

/** The shortest of three: one may be held up by a busy router or this computer. */
export const DISTANCE_ECHOES = 3;

/** Long enough for a slow check, short enough that a forgotten one is harmless; miniupnpd's minimum is 120 s. */
export const TEST_MAPPING_LIFETIME_SECONDS = 120;

/** The last step of the binding lifetime, and time to ask. */
export const BINDING_LIFETIME_LIMIT_MS = 310_000;
