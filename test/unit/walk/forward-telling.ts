import type { Knowledge } from "#core/knowledge/knowledge.ts";
import type { Device } from "#core/lan/device.ts";
import type { VerdictKind } from "#core/nat/diagnosis.ts";
import type { EffectResult, RouterOffer, WalkEffect } from "#core/walk/effect.ts";
import type { WalkContext } from "#core/walk/machine.ts";
import { portForwardMachine } from "#core/walk/port-forward.ts";
import type { PortForwardState } from "#core/walk/port-forward-plan.ts";
import {
  aDevice,
  allGoesWell,
  knowledge,
  proofOf,
  RECORDER,
  siteContext,
  someRouter,
  storyOf,
  upnpOffer,
  type Story,
} from "./forward-story.ts";
import { NOW } from "./walk-context.ts";

/** Short ways to anywhere in a walk through a forward, by devices, lines and routers of all kinds. */

export type Walk = Story<PortForwardState>;
export const begun = (more: Partial<WalkContext> = {}): Walk => storyOf(portForwardMachine, siteContext(more));
export const device = (values: object = {}) => ({ device: aDevice().id, stays: "no", ...values });
export const toUses = (walk: Walk): Walk => walk.send("next", device()).send("next", { looked: "no" }).send("skip");
export const toRisks = (walk: Walk, uses: object): Walk =>
  toUses(walk)
    .send("next", { ...uses })
    .send("next");
export function accepting(walk: Walk): Walk {
  walk.send("answer", { password: "own" });
  const left = () => portForwardMachine.view(walk.state, walk.context).actions.some(({ event }) => event === "accept");
  while (left()) walk.send("accept", { acceptedBy: "K", role: "Owner", reason: "x" });
  return walk.send("next");
}
export const toMethod = (walk: Walk, uses: object = { uses: ["app"] }): Walk => accepting(toRisks(walk, uses));
export const toAddress = (walk: Walk, uses?: object): Walk =>
  toMethod(walk, uses).send("next", { means: "by-hand" }).send("entered");
export const toProof = (walk: Walk): Walk => toAddress(walk).send("next", { addressKind: "static" });

type KnownRouter = Knowledge["routers"][number];

/** A site whose router is the one that is known, or none. */
export const router = (known: KnownRouter | null): Partial<WalkContext> => ({
  knowledge: { ...knowledge, routers: known === null ? [] : [known] },
});
const { portForward: _portForward, ...withoutForward } = someRouter;
const { ownPage: _ownPage, ...withoutPage } = someRouter;
const { backup: _backup, ddns: _ddns, bridge: _bridge, pinhole: _pinhole, ...hardly } = withoutForward;
/** Routers of which less is known: of nothing but the name, where forwards are not, what its pages are called not. */
export const lessKnown: Readonly<Record<"hardly" | "withoutForward" | "withoutPage", KnownRouter>> = {
  hardly,
  withoutForward,
  withoutPage,
};
export const offering = (walk: Walk, more: Partial<RouterOffer>): Walk =>
  walk.when((effect) =>
    effect.kind === "ask-router" ? { kind: "router-asked", offer: { ...upnpOffer, ...more } } : null,
  );
export const opening = (walk: Walk, more: Partial<Extract<EffectResult, { kind: "forward-opened" }>>): Walk =>
  walk.when((effect) =>
    effect.kind === "open-forward"
      ? { ...(allGoesWell(effect) as Extract<EffectResult, { kind: "forward-opened" }>), ...more }
      : null,
  );
export const proving = (walk: Walk, result: Parameters<typeof proofOf>[1], stands: boolean | null): Walk =>
  walk.when((effect) => {
    if (effect.kind === "prove") return { kind: "proven", record: proofOf(effect.forwardIds, result) };
    return effect.kind === "look-at-forward" ? { kind: "forward-seen", stands, leaseSeconds: null } : null;
  });
export const why = { key: "walk.refused.values", args: {} };
export const failing = (walk: Walk, kind: WalkEffect["kind"]): Walk =>
  walk.when((effect) => (effect.kind === kind ? { kind: "failed", why } : null));

export const ROLES = [
  "recorder",
  "camera",
  "panel",
  "door-station",
  "controller",
  "bridge",
  "other",
  "unknown",
] as const;
export const inRole = (value: Device["role"]["value"]): Device =>
  aDevice({ id: value, keys: [value], role: { ...aDevice().role, value } });
export const surveyed = { id: "typed-in", keys: [], name: "Panel", address: "192.168.1.77" };
export const backup = {
  id: "b",
  fileName: "a.cfg",
  bytes: 1,
  hash: "0".repeat(64),
  savedAt: NOW,
  laptopId: "0b6b1a5e-8f0e-4f53-9d4f-1f6f4d7c1a01",
};
export const documentOf = (more: Partial<WalkContext["document"]>) => ({
  document: { ...siteContext().document, ...more },
});
export const forward = {
  id: "f",
  address: RECORDER,
  transport: "tcp" as const,
  internalPort: 8000,
  externalPort: 8000,
  use: "app" as const,
  means: "upnp" as const,
  openedAt: NOW,
};
export const REFUSED_LINES: readonly VerdictKind[] = [
  "cgnat",
  "shared-address",
  "nat64",
  "firewalled",
  "offline",
  "unknown",
  "double-nat",
];
export const item = (code: "upnp" | "cloud", state: "warning" | "ok") => ({ code, state, title: why, whatToDo: null });
