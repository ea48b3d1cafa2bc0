import type { EffectResult } from "#core/walk/effect.ts";
import { systemErrorCode } from "../system-error.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { tcpPortState } from "../net/tcp-port.ts";
import { failed } from "./open-forward.ts";
import { isOnLink } from "./site-router.ts";

type Failed = Extract<EffectResult, { kind: "failed" }>;

/** A recorder on the same cable answers in milliseconds; one that wakes its disk first takes a second. */
const REACH_MS = 2_000;
/** What a result takes. */
const MAX_ADDRESSES = 16;

/** Which ports of a device answer the laptop. Only in networks that the laptop is on: nothing leaves the site. Never throws. */
export async function reachDevice(
  { computer }: CheckEnvironment,
  address: string,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<Extract<EffectResult, { kind: "device-reached" }> | Failed> {
  if (!isOnLink(computer, address)) return failed("not-own-network", { address });
  const states = await Promise.all(
    ports.map(async (port) => {
      const where = { address, port, timeoutMs: REACH_MS };
      // No way to it at all is no answer either.
      return { port, state: await tcpPortState(where, signal).catch(() => "silent" as const) };
    }),
  );
  return signal.aborted ? failed("cancelled") : { kind: "device-reached", ports: states };
}

/** The name server said that there is nothing; anything else is no word of it. */
const NOTHING_THERE: ReadonlySet<string | undefined> = new Set(["ENOTFOUND", "ENODATA"]);

/** Where a name leads, in both families. Never throws. */
export async function lookUpName(
  { computer }: CheckEnvironment,
  name: string,
  signal: AbortSignal,
): Promise<Extract<EffectResult, { kind: "name-found" }> | Failed> {
  const answers = await Promise.allSettled([computer.lookupIpv4(name, signal), computer.lookupIpv6(name, signal)]);
  const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (addresses.length > 0) return { kind: "name-found", addresses: addresses.slice(0, MAX_ADDRESSES) };
  if (signal.aborted) return failed("cancelled");
  const codes = answers.map((answer) => (answer.status === "rejected" ? systemErrorCode(answer.reason) : "ENODATA"));
  return failed(codes.some((code) => NOTHING_THERE.has(code)) ? "no-such-name" : "no-name-server");
}
