import type { ServerStatus } from "#core/server-setup/server-status.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";

const SERVICES = ["login", "firewall", "vpn", "turn", "frp", "media", "shared-port"] as const;
type Service = (typeof SERVICES)[number];

/** systemd's units on the server, by the word for each. */
const UNITS: Readonly<Record<Service, string>> = {
  login: "ssh",
  firewall: "nftables",
  vpn: "wg-quick@wg0",
  turn: "coturn",
  frp: "frps",
  media: "farsite-media",
  "shared-port": "farsite-shared-port",
};

/** Login and firewall run on each; the port's sharing only where several services want it, which nobody says here. */
function expectedServices({ wireguard, turn, frp, media }: FirmServer): Service[] {
  return [
    "login",
    "firewall",
    ...(wireguard === null ? [] : (["vpn"] as const)),
    ...(turn === null ? [] : (["turn"] as const)),
    ...(frp === null ? [] : (["frp"] as const)),
    ...(media === null ? [] : (["media"] as const)),
  ];
}

/** What a login at a busy server takes at most between its word about the time and this laptop's own. */
const CLOCK_TOLERANCE_MS = 60_000;

type StatusTrouble = { kind: "failed" | "stopped"; service: Service } | { kind: "clock"; apartSeconds: number };

const stateOf = ({ services }: ServerStatus, service: Service): string => services[UNITS[service]] ?? "";

export const runningServices = (server: FirmServer, status: ServerStatus): Service[] =>
  expectedServices(server).filter((service) => stateOf(status, service) === "active");

/** What somebody has to see to. `at`: when the status was read, by this laptop's clock. */
export function statusTroubles(server: FirmServer, status: ServerStatus, at: string): StatusTrouble[] {
  const expected = new Set(expectedServices(server));
  const services = SERVICES.flatMap((service): StatusTrouble[] => {
    const state = stateOf(status, service);
    if (state === "failed") return [{ kind: "failed", service }];
    return expected.has(service) && state !== "active" ? [{ kind: "stopped", service }] : [];
  });
  const apartMs = Math.abs(Date.parse(status.time) - Date.parse(at));
  return [
    ...services,
    ...(apartMs > CLOCK_TOLERANCE_MS ? [{ kind: "clock" as const, apartSeconds: Math.round(apartMs / 1_000) }] : []),
  ];
}
