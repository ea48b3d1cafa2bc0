import type { VantageTest } from "#core/contract/contract.ts";
import type { VantageAccess } from "#core/vantage/vantage-address.ts";
import type { CheckEnvironment } from "../check/environment.ts";

/** "Does my vantage work?": asked from the settings page, without a check. Never throws. */
export async function testVantage(access: VantageAccess | null, _environment: CheckEnvironment): Promise<VantageTest> {
  return { state: "failed", trouble: access === null ? "no-vantage" : "no-vantage-token", detail: null };
}
