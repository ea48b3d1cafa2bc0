import type { ProbeId } from "#core/nat/observation.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import type { Settings } from "#core/survey/settings.ts";
import type { CheckEnvironment } from "../check/environment.ts";
import { runCheck } from "../check/run-check.ts";
import { refusingJournal } from "../mapping/refusing-journal.ts";

export type Surroundings = {
  environment: CheckEnvironment;
  /** The servers in force. */
  servers: () => Pick<Settings, "stunServers" | "whoamiUrls">;
  version: string;
  now: () => Date;
  randomUuid: () => string;
  randomBytes: (length: number) => Uint8Array;
};

/**
 * Where the laptop is now: its networks, its gateway and under which address the internet sees it. A check of these questions alone;
 * nothing is opened, and nothing is kept. With `only` these questions besides the way out.
 *
 * @throws the signal's reason
 */
export async function lookAround(
  around: Surroundings,
  signal: AbortSignal,
  only: readonly ProbeId[] = ["interfaces", "stun", "public-address"],
): Promise<CheckRecord> {
  const check = runCheck({
    settings: { ...around.servers(), testMappings: false, skippedProbes: [], vantage: null },
    environment: around.environment,
    journal: refusingJournal,
    only: [...only],
    signal,
    farsiteVersion: around.version,
    now: () => around.now(),
    monotonicMs: () => performance.now(),
    randomUuid: () => around.randomUuid(),
    randomBytes: (length) => around.randomBytes(length),
  });
  for await (const event of check) {
    signal.throwIfAborted();
    if (event.type === "finished") return event.record;
  }
  throw new Error("a check ended without a result");
}
