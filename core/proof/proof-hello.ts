import type { Forward, ForwardUse } from "../forward/forward.ts";
import { portPurpose, type PortService } from "../lan/port-purpose.ts";
import { assertNever } from "../never.ts";
import type { TCP_HELLOS } from "../vantage/vantage-protocol.ts";

/** What is said to a port that is tested. */
export type ProofHello = Exclude<(typeof TCP_HELLOS)[number], "none">;

/**
 * Makers' own protocols are only listened to: what a recorder makes of bytes that it does not expect, nobody documents, and the
 * test must not hang one up.
 */
const LISTEN: readonly ProofHello[] = ["banner"];

const BY_SERVICE: Readonly<Record<PortService, readonly ProofHello[]>> = {
  web: ["http", "https"],
  "web-secure": ["https", "http"],
  "web-or-apps": ["http", "https"],
  onvif: ["http", "https"],
  upnp: ["http"],
  rtsp: ["rtsp"],
  "rtsp-secure": ["tls"],
  ubiquiti: ["http", "https"],
  hikvision: LISTEN,
  dahua: LISTEN,
  xiongmai: LISTEN,
  reolink: LISTEN,
  tvt: LISTEN,
  hanwha: LISTEN,
  uniview: LISTEN,
  idis: LISTEN,
  zkteco: LISTEN,
  console: LISTEN,
  panel: LISTEN,
  serial: LISTEN,
  "serial-setup": LISTEN,
  "makers-own": LISTEN,
  ftp: LISTEN,
  ssh: LISTEN,
  telnet: LISTEN,
  sip: LISTEN,
  modbus: LISTEN,
  knx: LISTEN,
  bacnet: LISTEN,
};

/** Hikvision's apps over TLS. */
const SECURE_APP_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/**
 * What to say to the device behind a forward, the likeliest first: the port as the device has it tells, then what it was opened
 * for. The first one that the device answers inside is the one to use from outside.
 */
export function proofHellos(
  { internalPort, use }: Pick<Forward, "internalPort" | "use">,
  brand: string | undefined,
): readonly ProofHello[] {
  const service = portPurpose(internalPort, "tcp", brand);
  if (use === "app" && SECURE_APP_PORTS.has(internalPort)) return ["tls"];
  // What stands on such a port depends on the device; what it was opened for says more.
  if (service !== null && service !== "web-or-apps" && service !== "makers-own") return BY_SERVICE[service];
  return byUse(use);
}

function byUse(use: ForwardUse): readonly ProofHello[] {
  switch (use) {
    case "web":
      return ["http", "https"];
    case "stream":
      return ["rtsp"];
    case "app":
    case "panel":
    case "vpn":
      return LISTEN;
    case "other":
      return ["banner", "http"];
    default:
      return assertNever(use);
  }
}
