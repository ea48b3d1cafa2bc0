import { describe, expect, test, vi } from "vitest";
import type { FarsiteClient } from "../../../renderer/connection/client.ts";
import { followChanges } from "../../../renderer/host-state/follow-changes.ts";

type Event = { type: "watching" } | { type: "changed"; siteIds: string[] };

/** A host that tells these events and nothing more until the watch ends. */
function hostTelling(events: readonly Event[]) {
  async function* told(signal: AbortSignal): AsyncGenerator<Event> {
    yield* events;
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }
  const watch = (_: undefined, { signal }: { signal: AbortSignal }) => Promise.resolve(told(signal));
  return { sites: { watch } } as unknown as Pick<FarsiteClient, "sites">;
}

describe("what is written elsewhere", () => {
  const events: readonly Event[] = [{ type: "watching" }, { type: "changed", siteIds: ["a"] }];

  async function heard(isAgain: boolean): Promise<readonly (readonly string[] | null)[]> {
    const calls: (readonly string[] | null)[] = [];
    const stop = new AbortController();
    const following = followChanges(hostTelling(events), stop.signal, (ids) => calls.push(ids), isAgain);
    await vi.waitFor(() => expect(calls).toContainEqual(["a"]));
    stop.abort();
    await following;
    return calls;
  }

  test("is told by the names of its sites; a page that was just opened has everything else", async () => {
    expect(await heard(false)).toEqual([["a"]]);
  });

  test("may have been missed when a line comes back: it can be written before the watch begins", async () => {
    expect(await heard(true)).toEqual([null, ["a"]]);
  });
});
