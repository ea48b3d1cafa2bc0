import type { WalkView } from "#core/contract/route-calls.ts";
import type { StepField, StepView } from "#core/walk/step-view.ts";
import type { WalkKind } from "#core/walk/walk.ts";
import { fakeScan } from "./fake-devices.ts";
import { fakeRecord } from "./fake-host.ts";
import { fakeObservations, type FakeSite } from "./fake-observations.ts";
import { emptySite, keepRecord, keepScan } from "./fake-survey.ts";
import type { FakeShell } from "./serve-fake.ts";

const SWEEP = { ranges: ["192.168.1.0/24"], sweep: true, byHand: [] };

/** More steps than any walk has. */
const MOST_STEPS = 30;

/** A site that was checked and searched, with nothing begun there. */
export function checkedSite({ store }: FakeShell, line: FakeSite): string {
  const site = emptySite("Hotel Alpenblick");
  store.sites.set(site.id, site);
  keepRecord(store, fakeRecord(line, new Date(), fakeObservations(line)), site.id);
  keepScan(store, fakeScan("three", new Date(), SWEEP), site.id);
  return site.id;
}

/** Begins a walk there and answers whatever each step proposes until it is at `step`. */
export async function walkAt(shell: FakeShell, siteId: string, kind: WalkKind, step: string): Promise<WalkView> {
  const { walk } = await shell.host.walks.begin({ siteId, kind, deviceId: null });
  if (walk === null) throw new Error(`there is no walk ${kind} at this site`);
  let shown = walk;
  for (let turn = 0; shown.walk.state.step !== step; turn++) {
    if (turn === MOST_STEPS) throw new Error(`the walk stays at ${shown.walk.state.step}`);
    const walkId = walk.walk.id;
    const file = new File(["settings"], "fritz.export");
    if (shown.walk.state.step === "backup")
      await shell.host.walks.keepRouterBackup({ siteId, walkId, fileName: file.name, file });
    const event = { type: onwards(shown.view), values: answers(shown.view) };
    shown = await shell.host.walks.send({ siteId, walkId, event });
    if (shown.refused !== null) throw new Error(`${event.type} at ${shown.walk.state.step}: ${shown.refused.key}`);
  }
  return shown;
}

const onwards = ({ actions }: StepView): string =>
  (actions.find(({ look }) => look === "primary") ?? actions[0])?.event ?? "";

const answers = ({ fields }: StepView) => Object.fromEntries(fields.map((field) => [field.name, answer(field)]));

/** What stands there, or the first that can be chosen. */
function answer({ name, kind, value, options = [], required }: StepField): unknown {
  if (name === "uses") return ["app", "stream"];
  if (kind === "confirm" && required) return true;
  if (value !== null) return value;
  if (kind === "choice") return options.find(({ notPossible }) => notPossible == null)?.value ?? null;
  return required ? "Frau Moser" : null;
}
