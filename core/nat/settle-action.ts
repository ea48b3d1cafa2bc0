/**
 * What the person can do in the window to settle what is open: read the router's address off its page, run the check again
 * once something was changed on site, or set up a server to test with. Null: it takes a call or a walk, not a button.
 */
export type SettleAction = "type-wan-address" | "check-again" | "set-up-vantage" | "open-settings";

const ACTIONS: Readonly<Record<string, SettleAction>> = {
  "settle.read-wan-address": "type-wan-address",
  "settle.compare-wan-address": "type-wan-address",
  "settle.test-from-outside": "set-up-vantage",
  "settle.switch-vpn-off": "check-again",
  "settle.leave-adapter": "check-again",
  "settle.use-dhcp": "check-again",
  "settle.plug-in": "check-again",
  "settle.router-tunnel": "check-again",
  "settle.ask-provider-firewall": "check-again",
  "settle.log-in": "check-again",
  "settle.mend-names": "check-again",
  "settle.line-light": "check-again",
  "settle.one-uplink": "check-again",
  "settle.find-box": "check-again",
  "settle.find-other-box": "check-again",
  "settle.ask-one-to-one": "set-up-vantage",
  "settle.find-second-router": "check-again",
  "settle.add-servers": "open-settings",
};

/** Of a verdict's `settledBy`; a test that this version does not know has no button. */
export const settleAction = (key: string): SettleAction | null => ACTIONS[key] ?? null;
