/** Where a new server's services listen: each program's own port, and for WireGuard UDP 443 as well, which passes where others are blocked. */
export const STANDARD_PORTS = {
  ssh: [22, 443],
  vpn: [51_820, 443],
  turn: 3_478,
  turnTls: 5_349,
  media: 8_443,
  frp: 7_000,
} as const;

/** Of the relay: one for each device, above what systems use themselves. */
export const RELAY_PORTS = { first: 20_001, last: 29_999 } as const;
