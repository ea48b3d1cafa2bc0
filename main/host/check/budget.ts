/** The times of a site check, each with its reason. All are milliseconds. */

/** A gateway is one hop away: 250 ms of silence is telling, a second also covers a router that is busy. */
export const GATEWAY_SILENCE_MS = 1_000;
export const GATEWAY_RETRANSMIT_MS = [0, 250, 600];

/** M-SEARCH asks devices to answer within MX = 1 s (UPnP Device Architecture 1.1, 1.3.2); a little for the way. */
export const SSDP_WINDOW_MS = 1_150;
export const SSDP_REPEAT_MS = [0, 180, 450];
/** Once the gateway itself answered, others get this long to show themselves too. */
export const SSDP_AFTER_GATEWAY_MS = 200;

/** Cheap routers build their description page slowly. */
export const ROUTER_HTTP_MS = 1_800;

/** RFC 8489 starts at 500 ms; public servers are 20-300 ms away, so asking sooner costs nothing and saves a second. */
export const STUN_RETRANSMIT_MS = [0, 250, 650, 1_250, 2_400];

/** If nothing on the internet has answered by then, nothing will: a satellite line answers DNS and STUN in 1.4 s. */
export const OUTSIDE_SILENCE_MS = 1_650;
/** Where something did answer, slower servers may take this long. */
export const OUTSIDE_LIMIT_MS = 3_800;

/** One or two hops away. A second try covers a lost packet. */
export const LIMITED_PING_MS = 650;
export const LIMITED_PING_TRIES = 2;

/** No probe runs longer than this, whatever happens; undoing test mappings comes on top. */
export const CHECK_LIMIT_MS = 4_600;

/** Deleting a test mapping is one question to the gateway, asked even after cancelling. */
export const UNDO_MS = 1_200;

/** Long enough for a slow check, short enough that a forgotten one is harmless; miniupnpd's minimum is 120 s. */
export const TEST_MAPPING_LIFETIME_SECONDS = 120;
