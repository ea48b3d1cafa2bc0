import { standingForwards, type Forward } from "#core/forward/forward.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import { portForwardMachine } from "#core/walk/port-forward.ts";
import type { PortForwardState } from "#core/walk/port-forward-plan.ts";
import type { StepView } from "#core/walk/step-view.ts";
import { aDevice, siteContext, storyOf, type Story } from "./forward-story.ts";

/** The first steps of a walk through a forward, as a technician with a healthy recorder takes them. */

export type ForwardStory = Story<PortForwardState>;
export const RECORDER_ID = aDevice().id;

export const begun = (context: WalkContext = siteContext()): ForwardStory => storyOf(portForwardMachine, context);
export const toBackup = (walk: ForwardStory = begun()): ForwardStory =>
  walk.send("next", { device: RECORDER_ID, stays: "device" }).send("next");
export const toUses = (walk: ForwardStory = begun()): ForwardStory => toBackup(walk).send("skip");
export const toPorts = (walk: ForwardStory = begun(), uses: string[] = ["app"]): ForwardStory =>
  toUses(walk).send("next", { uses });
export const toMethod = (walk: ForwardStory = begun(), uses: string[] = ["app"]): ForwardStory =>
  toPorts(walk, uses).send("next").send("answer", { password: "own" }).send("next");
export const toAddress = (walk: ForwardStory = begun()): ForwardStory =>
  toMethod(walk).send("next", { means: "upnp" }).send("next");

export const standing = (walk: ForwardStory): Forward[] => standingForwards(walk.context.document.forwards);
export const viewOf = (walk: ForwardStory): StepView => portForwardMachine.view(walk.state, walk.context);
export const eventsOf = (walk: ForwardStory): string[] => viewOf(walk).actions.map(({ event }) => event);
export const saidIn = (walk: ForwardStory): string[] => {
  const { facts, notices, instructions } = viewOf(walk);
  return [...facts.map(({ value }) => value), ...notices.map(({ text }) => text), ...instructions].map(
    ({ key }) => key,
  );
};
