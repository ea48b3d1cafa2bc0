import { ORPCError } from "@orpc/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Site } from "#core/contract/survey-calls.ts";
import { withChanges, type SurveyChange } from "#core/survey/survey-change.ts";
import { DisconnectedError, type FarsiteClient } from "../../../renderer/connection/client.ts";
import { saveState } from "../../../renderer/survey/edits-state.ts";
import { surveyEdits, type SurveyEdits } from "../../../renderer/survey/survey-edits.ts";
import { fakeSite, SITE_ID } from "./fake-survey-site.ts";

/** A host that keeps one survey, and what it was asked. */
function fakeHost() {
  const host = {
    site: fakeSite(),
    calls: [] as SurveyChange[][],
    undone: [] as string[],
    failWith: null as Error | null,
    /** Answers wait for this. */
    gate: Promise.resolve(),
  };
  const write = (document: Site["document"]): void => {
    host.site = { ...host.site, document, revision: `r${host.calls.length + host.undone.length}` };
  };
  const client = {
    sites: { get: () => Promise.resolve(host.site) },
    survey: {
      change: async ({ changes }: { changes: SurveyChange[] }) => {
        host.calls.push(changes);
        await host.gate;
        if (host.failWith !== null) throw host.failWith;
        write(withChanges(host.site.document, changes));
        return { siteId: SITE_ID, revision: host.site.revision, document: host.site.document };
      },
      undo: ({ revision }: { revision: string }) => {
        host.undone.push(revision);
        write({ ...host.site.document, line: {} });
        return Promise.resolve({ siteId: SITE_ID, revision: host.site.revision });
      },
    },
  } as unknown as FarsiteClient;
  return { host, client };
}

const provider = (value: string): SurveyChange => ({ op: "set", section: "line", field: "provider", value });

function readyState(edits: SurveyEdits) {
  const state = edits.state();
  if (state.step !== "ready") throw new Error(state.step);
  return state;
}

let edits: SurveyEdits;
beforeEach(() => {
  vi.useFakeTimers();
  edits = surveyEdits(SITE_ID);
});
afterEach(() => {
  edits.close();
  vi.useRealTimers();
});

async function opened() {
  const made = fakeHost();
  edits.use(made.client);
  await vi.advanceTimersByTimeAsync(0);
  return made;
}

describe("a survey in the window", () => {
  test("is sent after a pause in typing, with the last text", async () => {
    const { host } = await opened();
    for (const text of ["T", "Te", "Tel"]) edits.edit([provider(text)], "after-pause");
    await vi.advanceTimersByTimeAsync(699);
    expect(host.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(host.calls).toEqual([[provider("Tel")]]);
    expect(saveState(readyState(edits))).toBe("saved");
  });

  test("is sent at once when the field is left", async () => {
    const { host } = await opened();
    edits.edit([provider("Tel")], "after-pause");
    edits.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(host.calls).toHaveLength(1);
  });

  test("sends one call at a time, in order", async () => {
    const { host } = await opened();
    let open = (): void => {};
    host.gate = new Promise((resolve) => (open = resolve));
    edits.edit([provider("a")], "now");
    edits.edit([provider("b")], "now");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.calls).toEqual([[provider("a")]]);
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(host.calls).toEqual([[provider("a")], [provider("b")]]);
    expect(host.site.document.line.provider).toBe("b");
  });

  test("a full disk is tried again by itself, and what was typed stays", async () => {
    const { host } = await opened();
    host.failWith = new ORPCError("DISK_FULL", { defined: true, data: { folder: "/data" } });
    edits.edit([provider("a")], "now");
    await vi.advanceTimersByTimeAsync(0);
    expect(readyState(edits).problem?.code).toBe("DISK_FULL");
    expect(readyState(edits).shown.line.provider).toBe("a");
    expect(edits.isUnsaved()).toBe(true);
    host.failWith = null;
    await vi.advanceTimersByTimeAsync(8_000);
    expect(host.site.document.line.provider).toBe("a");
    expect(edits.isUnsaved()).toBe(false);
  });

  test("what is filled in without a line is sent when it is back", async () => {
    const { host, client } = await opened();
    host.failWith = new DisconnectedError();
    edits.edit([provider("a")], "now");
    await vi.advanceTimersByTimeAsync(0);
    edits.use(null);
    edits.edit([{ op: "set", section: "line", field: "plan", value: "50" }], "now");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(host.calls).toHaveLength(1);
    host.failWith = null;
    edits.use({ ...client });
    await vi.advanceTimersByTimeAsync(0);
    expect(host.site.document.line).toEqual({ provider: "a", plan: "50" });
  });

  test("a call that learns late that its line is lost does not keep what waits from going out", async () => {
    const { host, client } = await opened();
    let lose = (): void => {};
    host.gate = new Promise((_, reject) => (lose = () => reject(new DisconnectedError())));
    edits.edit([provider("a")], "now");
    await vi.advanceTimersByTimeAsync(0);
    edits.use(null);
    edits.use({ ...client });
    host.gate = Promise.resolve();
    lose();
    await vi.advanceTimersByTimeAsync(0);
    expect(host.site.document.line.provider).toBe("a");
    expect(saveState(readyState(edits))).toBe("saved");
  });

  test("an answer that was lost on the way does no harm when it is sent again", async () => {
    const { host, client } = await opened();
    const add: SurveyChange = { op: "put", list: "steps", entry: { id: "s1", text: "once" } };
    host.site = { ...host.site, document: withChanges(host.site.document, [add]), revision: "kept" };
    host.failWith = new DisconnectedError();
    edits.edit([add], "now");
    await vi.advanceTimersByTimeAsync(0);
    host.failWith = null;
    edits.use(null);
    edits.use({ ...client });
    await vi.advanceTimersByTimeAsync(0);
    expect(host.site.document.steps).toHaveLength(1);
  });

  test("what another window wrote comes in, and an older answer never sets it back", async () => {
    const { host } = await opened();
    edits.edit([provider("mine")], "after-pause");
    host.site = fakeSite({ line: { provider: "theirs", plan: "theirs" } }, "r9");
    edits.refresh();
    await vi.advanceTimersByTimeAsync(200);
    expect(readyState(edits).shown.line).toEqual({ provider: "mine", plan: "theirs" });
  });

  test("a revision is taken back, and that again", async () => {
    const { host } = await opened();
    edits.edit([provider("a")], "now");
    await edits.settled();
    const [last] = readyState(edits).done;
    expect(last).toBe("r1");
    const by = await edits.undo("r1", "undo");
    expect(readyState(edits).shown.line).toEqual({});
    expect(readyState(edits).done).toEqual([]);
    const again = await edits.undo(by, "redo");
    expect(host.undone).toEqual(["r1", by]);
    expect(readyState(edits).done).toEqual([again]);
  });

  test("a site that can't be had says why", async () => {
    edits.use({
      sites: { get: () => Promise.reject(new ORPCError("SITE_NOT_FOUND", { defined: true, data: { site: SITE_ID } })) },
    } as unknown as FarsiteClient);
    await vi.advanceTimersByTimeAsync(0);
    expect(edits.state()).toMatchObject({ step: "failed", problem: { code: "SITE_NOT_FOUND" } });
  });
});
