import { builtBy } from "#core/lan/brands.ts";
import type { Inspection, InspectionRequest } from "#core/lan/inspection.ts";
import { preflight } from "#core/lan/preflight.ts";
import { assertNever } from "#core/never.ts";
import { timeoutSignal } from "../../net/timeout-signal.ts";
import { inspectByDahuaCgi } from "./dahua-way.ts";
import { DeviceSession } from "./device-session.ts";
import { InspectTrouble } from "./inspect-trouble.ts";
import { inspectByIsapi } from "./isapi-way.ts";
import { inspectByOnvif } from "./onvif-way.ts";
import { openDoors, type Door } from "./open-doors.ts";
import { Talk } from "./talk.ts";
import type { Told } from "./told.ts";
import { inspectByVapix } from "./vapix-way.ts";

export type InspectOptions = {
  signal: AbortSignal | undefined;
  now: () => Date;
  randomBytes: (length: number) => Uint8Array;
  /** SHA-256 of the certificates that the device was seen with, by port. */
  pinnedFingerprints: ReadonlyMap<number, string>;
  /** Routers of the site, where they are known. */
  routers: readonly string[];
};

/** A dozen questions one after the other; a slow recorder over TLS takes half a second for each. */
const INSPECT_MS = 20_000;
const MAX_DETAIL_CHARACTERS = 400;

type Way = Told["way"];

/**
 * Asks one device, and no other address, with the login that a person typed for it. The login is sent once: after the first refusal
 * nothing more is asked. Never throws for what the device or the network does.
 *
 * @param request `address` with its zone where it is link-local
 */
export async function inspectDevice(request: InspectionRequest, options: InspectOptions): Promise<Inspection> {
  const deadline = timeoutSignal(INSPECT_MS, options.signal);
  try {
    const told = await tell(request, options, deadline.signal);
    const { claims, ipFilter, channels, snapshot, way } = told;
    const context = { address: request.address, routers: options.routers, now: options.now().toISOString() };
    return { state: "read", way, claims, preflight: preflight(told, context), snapshot, channels, ipFilter };
  } catch (error) {
    if (!(error instanceof InspectTrouble)) throw error;
    return { state: "failed", why: error.why, detail: error.detail?.slice(0, MAX_DETAIL_CHARACTERS) ?? null };
  } finally {
    deadline.end();
  }
}

/** @throws InspectTrouble */
async function tell(request: InspectionRequest, options: InspectOptions, signal: AbortSignal): Promise<Told> {
  const doors = await openDoors(request, options.pinnedFingerprints, signal);
  if (doors.open.length === 0) throw new InspectTrouble(doors.refused ? "refused" : "silent");
  let worst: InspectTrouble | null = null;
  for (const door of doors.open) {
    try {
      const told = await tellAt(door, request, options, signal);
      if (told !== null) return told;
      worst = new InspectTrouble("not-supported");
    } catch (error) {
      if (!(error instanceof InspectTrouble) || isFinal(error)) throw error;
      worst ??= error;
    }
  }
  throw worst ?? new InspectTrouble("not-supported");
}

async function tellAt(
  door: Door,
  request: InspectionRequest,
  options: InspectOptions,
  signal: AbortSignal,
): Promise<Told | null> {
  const { address, userName, password, brand } = request;
  const { now, randomBytes, pinnedFingerprints } = options;
  const openSession = ({ port, secure }: Door): DeviceSession =>
    new DeviceSession({
      address,
      port,
      secure,
      userName,
      password,
      pinnedFingerprint: (secure ? pinnedFingerprints.get(port) : undefined) ?? null,
      mayShowPassword: pinnedFingerprints.size === 0,
      signal,
      randomBytes,
    });
  const talk = new Talk({ session: openSession(door), now });
  const ask = (way: Way): Promise<Told | null> => {
    switch (way) {
      case "isapi":
        return inspectByIsapi(talk, brand);
      case "dahua-cgi":
        return inspectByDahuaCgi(talk, brand);
      case "axis-vapix":
        return inspectByVapix(talk);
      case "onvif":
        return inspectByOnvif({
          talk,
          now,
          brand,
          // What was asked over TLS goes on over TLS.
          openSession: (port, secure) => (door.secure && !secure ? null : openSession({ port, secure })),
        });
      default:
        return assertNever(way);
    }
  };
  for (const way of waysOf(brand)) {
    const told = await ask(way);
    if (told !== null) return told;
  }
  return null;
}

/** The maker's own way says more than ONVIF, and needs no second list of users, as ONVIF does on some devices. */
function waysOf(brand: string | null): readonly Way[] {
  switch (brand === null ? null : builtBy(brand)) {
    case "Hikvision":
      return ["isapi", "onvif"];
    case "Dahua":
      return ["dahua-cgi", "onvif"];
    case "Axis":
      return ["axis-vapix", "onvif"];
    case null:
      return ["isapi", "dahua-cgi", "axis-vapix", "onvif"];
    default:
      return ["onvif", "isapi", "dahua-cgi"];
  }
}

/** Another port would say the same, or get the login again. */
function isFinal({ why }: InspectTrouble): boolean {
  return why === "wrong-login" || why === "locked" || why === "not-activated" || why === "certificate-changed";
}
