import { connect } from "node:net";
import type { InspectionRequest } from "#core/lan/inspection.ts";
import { systemErrorCode } from "../../system-error.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";

export type Door = { port: number; secure: boolean };

/** Where devices have their web pages and ONVIF; encrypted ones first. */
const USUAL_DOORS: readonly Door[] = [
  { port: 443, secure: true },
  { port: 80, secure: false },
  { port: 8443, secure: true },
  { port: 8080, secure: false },
  { port: 88, secure: false },
  { port: 81, secure: false },
  // ONVIF of TP-Link, Xiongmai, Reolink.
  { port: 2020, secure: false },
  { port: 8899, secure: false },
  { port: 8000, secure: false },
];

/** A device on the LAN takes a connection within milliseconds; one beyond a VPN or asleep needs longer. */
const CONNECT_MS = 1_500;

export type Doors = { open: Door[]; refused: boolean };

/**
 * The doors to ask at, best first. Where the device was seen with a certificate, only such: whoever makes TLS fail must not get the
 * login without it.
 */
export async function openDoors(
  { address, port, secure }: Pick<InspectionRequest, "address" | "port" | "secure">,
  pinned: ReadonlyMap<number, string>,
  signal: AbortSignal,
): Promise<Doors> {
  if (port !== null) return { open: [{ port, secure }], refused: false };
  const known = USUAL_DOORS.filter((door) => door.secure && pinned.has(door.port));
  const doors = known.length > 0 ? known : USUAL_DOORS;
  const states = await Promise.all(doors.map((door) => knock(address, door.port, signal)));
  return { open: doors.filter((_, index) => states[index] === "open"), refused: states.includes("refused") };
}

async function knock(host: string, port: number, signal: AbortSignal): Promise<"open" | "refused" | "silent"> {
  const deadline = timeoutSignal(CONNECT_MS, signal);
  const socket = connect({ host, port });
  try {
    return await new Promise((resolve) => {
      const give = (): void => resolve("silent");
      deadline.signal.addEventListener("abort", give, { once: true });
      if (deadline.signal.aborted) give();
      socket.on("connect", () => resolve("open"));
      socket.on("error", (error) => resolve(systemErrorCode(error) === "ECONNREFUSED" ? "refused" : "silent"));
    });
  } finally {
    deadline.end();
    socket.destroy();
  }
}
