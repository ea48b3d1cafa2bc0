/** The times of a site check. A parameter, so that a test of silence need not wait for it. All are milliseconds. */
export type Budget = {
  gatewaySilenceMs: number;
  gatewayRetransmitMs: readonly number[];
  ssdpWindowMs: number;
  ssdpRepeatMs: readonly number[];
  /** Once the gateway itself answered, others get this long to show themselves too. */
  ssdpAfterGatewayMs: number;
  routerHttpMs: number;
  stunRetransmitMs: readonly number[];
  /** If nothing on the internet has answered by then, nothing will. */
  outsideSilenceMs: number;
  /** Where something did answer, slower servers may take this long. */
  outsideLimitMs: number;
  limitedPingMs: number;
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
  // RFC 8489 starts at 500 ms; public servers are 20-300 ms away, so asking sooner costs nothing and saves a second.
  stunRetransmitMs: [0, 250, 650, 1_250, 2_400],
  // A satellite line answers DNS and STUN in 1.4 s.
  outsideSilenceMs: 1_500,
  outsideLimitMs: 3_800,
  // One or two hops away.
  limitedPingMs: 650,
  checkLimitMs: 4_600,
  undoMs: 1_200,
};

/** A second try covers a lost packet. */
export const LIMITED_PING_TRIES = 2;

/** Long enough for a slow check, short enough that a forgotten one is harmless; miniupnpd's minimum is 120 s. */
export const TEST_MAPPING_LIFETIME_SECONDS = 120;
