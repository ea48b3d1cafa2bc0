import { randomBytes } from "node:crypto";
import type { VantageTest } from "#core/contract/vantage-status.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { toProbeTrouble } from "../check/probe-trouble.ts";
import { timeoutSignal } from "../net/timeout-signal.ts";
import { VantageLink } from "./vantage-link.ts";

/** A person waits for it, and it may have to look up a name first. */
const TEST_MS = 5_000;

/** "Does my vantage work?": asked from the settings page, without a check. Never throws. */
export async function testVantage(
  access: VantageAccess | null,
  { computer, budget }: Pick<CheckEnvironment, "computer" | "budget">,
  now: () => number = Date.now,
): Promise<VantageTest> {
  if (access === null) return { state: "failed", trouble: "no-vantage", detail: null };
  const { url, token } = access;
  if (token === null) return { state: "failed", trouble: "no-vantage-token", detail: null };
  const deadline = timeoutSignal(TEST_MS);
  const link = new VantageLink({ url, token }, { computer, budget, outsideSignal: deadline.signal, randomBytes }, now);
  const startedMs = performance.now();
  try {
    const { value } = await link.view(await link.family());
    const tookMs = Math.round(performance.now() - startedMs);
    // The vantage read its clock about half the way ago.
    const clockAheadMs = Math.round(now() - tookMs / 2 - value.timeMs);
    const { address, port, ports } = value;
    return { state: "answered", seenAs: { address, port }, clockAheadMs, tookMs, ports };
  } catch (error) {
    const { trouble, message } = toProbeTrouble(error);
    return { state: "failed", trouble, detail: message === trouble ? null : message };
  } finally {
    link.close();
    deadline.end();
  }
}
