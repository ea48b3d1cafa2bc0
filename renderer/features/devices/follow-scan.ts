import type { ScanEvent } from "#core/contract/contract.ts";
import type { ScanRequest } from "#core/lan/scan-record.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { problemOf } from "../../problems/problem.ts";
import type { ScanAction } from "./scan-state.ts";

/** Devices may come in by the hundred: drawn this often, the list is alive and the page is not busy with it. */
const DRAW_EVERY_MS = 150;

/** Runs a scan and passes on what it reports, in batches, until it ends, fails or is aborted. */
export async function followScan(
  client: FarsiteClient,
  request: ScanRequest & { siteId: string | null },
  run: number,
  signal: AbortSignal,
  dispatch: (action: ScanAction) => void,
): Promise<void> {
  let waiting: ScanEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting.length > 0 && !signal.aborted) dispatch({ type: "events", run, events: waiting });
    waiting = [];
  };
  try {
    const events = await client.scan.run(request, { signal });
    for await (const event of events) {
      if (signal.aborted) return;
      waiting.push(event);
      if (event.type === "devices" || event.type === "progress") timer ??= setTimeout(flush, DRAW_EVERY_MS);
      else flush();
    }
    flush();
    // A stream that ends before "saved" is a fault of the host; after it, this changes nothing.
    if (!signal.aborted)
      dispatch({ type: "failed", run, problem: problemOf(new Error("the scan ended without a result")) });
  } catch (error) {
    flush();
    if (!signal.aborted) dispatch({ type: "failed", run, problem: problemOf(error) });
  }
}
