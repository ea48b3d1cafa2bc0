import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { withOverlay } from "#core/knowledge/with-overlay.ts";
import { emptyDocument, type SurveyDocument } from "#core/survey/survey-document.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import { WalkService } from "#host/walk/walk-service.ts";
import { noOverlay } from "../../fakes/own-knowledge.ts";
import { cgnatRecord, publicRecord } from "../../fakes/sample-records.ts";

const SITE = "6f1e1c1e-7b4b-4a0c-9d0e-5d2f7c1b9a01";
/** What the person says on site, to have the line checked. */
const CHECK = { type: "check", values: { onSite: true, routerReplaced: true } };
const never = new AbortController().signal;

/** A site whose line was translated at its first check, and the service over it. */
function site(perform: (effect: WalkEffect, place: Place) => Promise<EffectResult>) {
  const place: Place = {
    document: {
      ...emptyDocument("Bakery"),
      checks: [{ checkId: cgnatRecord.checkId, hash: "0".repeat(64) }],
    },
    amend: (change) => {
      place.document = change(place.document);
    },
  };
  const walks = new WalkService({
    store: () => ({
      document: () => place.document,
      amend: (siteId, change) => {
        place.amend(change);
        return { siteId, revision: "0".repeat(64), document: place.document };
      },
      checkRecord: (_siteId, checkId) => (checkId === cgnatRecord.checkId ? cgnatRecord : publicRecord),
      scan: () => {
        throw new Error("there is no scan");
      },
      proofs: () => [],
    }),
    knowledge: () => withOverlay(baseKnowledge(), noOverlay()),
    hasVantage: () => false,
    firm: () => ({ servers: [], mayChange: [], sites: () => [] }),
    technician: () => "Anna",
    locale: () => "en",
    perform: (_siteId, effect) => perform(effect, place),
    now: () => new Date("2026-11-20T15:00:00Z"),
    randomUuid: randomUUID,
  });
  return { place, walks };
}
type Place = { document: SurveyDocument; amend(change: (document: SurveyDocument) => SurveyDocument): void };

test("a walk that leads nowhere here is not begun, and nothing is kept", async () => {
  const place = site(() => Promise.reject(new Error("nothing is to be done")));
  const begun = await place.walks.begin({ siteId: SITE, kind: "fix-double-nat", deviceId: null }, never);
  expect(begun).toMatchObject({ walk: null, refused: { key: expect.any(String) as string } });
  expect(place.place.document.walks).toEqual([]);
});

test("the step is kept before anything is done, so that a killed one is found again", async () => {
  const seen: SurveyDocument[] = [];
  const { place, walks } = site((_effect, { document }) => {
    seen.push(document);
    // Killed here: the answer never comes.
    return Promise.reject(new Error("killed"));
  });
  const walkId = await walkedToRecheck(walks);
  await expect(walks.send({ siteId: SITE, walkId, event: CHECK }, never)).rejects.toThrow("killed");
  expect(seen[0]?.walks[0]?.state).toMatchObject({ pending: { kind: "check-site" } });
  const view = walks.get(SITE, walkId);
  expect(view.view.actions.map(({ event }) => event)).toContain("again");
  expect(place.document.walks).toHaveLength(1);
});

test("a walk that somebody gave up meanwhile stays over, whatever comes of what was under way", async () => {
  const { place, walks } = site((_effect, { amend }) => {
    amend((document) => ({
      ...withChanges(document, [
        { op: "set-in", list: "walks", id: document.walks[0]?.id ?? "", field: "status", value: "abandoned" },
      ]),
      checks: [...document.checks, { checkId: publicRecord.checkId, hash: "1".repeat(64) }],
    }));
    return Promise.resolve({ kind: "checked", checkId: publicRecord.checkId });
  });
  const walkId = await walkedToRecheck(walks);
  const after = await walks.send({ siteId: SITE, walkId, event: CHECK }, never);
  expect(after.walk.status).toBe("abandoned");
  expect(place.document.walks[0]?.status).toBe("abandoned");
});

/** The request to the provider, as far as the check that shows the new address. */
async function walkedToRecheck(walks: WalkService): Promise<string> {
  const { walk } = await walks.begin({ siteId: SITE, kind: "public-ip", deviceId: null }, never);
  if (walk === null) throw new Error("it was refused");
  const walkId = walk.walk.id;
  let view = walk;
  for (let step = 0; step < 12 && view.walk.state.step !== "recheck"; step += 1) {
    const values = Object.fromEntries(
      view.view.fields.map(({ name, kind, value, options }) => [
        name,
        value ?? (kind === "date" ? "2026-12-01" : kind === "choice" ? (options?.[0]?.value ?? "") : "x"),
      ]),
    );
    const primary = view.view.actions.find(({ look }) => look === "primary")?.event ?? "";
    // The provider says that it is done.
    const type = view.walk.state.step === "promised" ? "delivered" : primary;
    view = await walks.send({ siteId: SITE, walkId, event: { type, values } }, never);
  }
  return walkId;
}
