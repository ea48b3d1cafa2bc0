import { MESH_NAMES } from "../mesh/mesh-status.ts";
import { MAX_SITE_NUMBER } from "../mesh/four-via-six.ts";
import { whyNoBox } from "../mesh/mesh-setup.ts";
import { isControlServer, MESH_PLATFORMS } from "../mesh/setup-plan.ts";
import { assertNever } from "../never.ts";
import { meshProductSchema } from "../tunnel/tunnel.ts";
import type { EffectResult, WalkEffect } from "./effect.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import { clashesWith, freeMapped, takenSiteNumbers, tunnelEntry } from "./mesh-vpn-plan.ts";
import {
  IDENTITIES,
  MESH_VPN_BEFORE,
  meshVpnStateSchema,
  OWNERS,
  type MeshVpnAt,
  type MeshVpnState,
} from "./mesh-vpn-state.ts";
import { meshVpnSteps, meshVpnView, trapsOf } from "./mesh-vpn-view.ts";
import { say } from "./mesh-vpn-words.ts";
import {
  asking,
  choiceValue,
  confirmValue,
  dayArgument,
  dayOf,
  dayValue,
  failed,
  lineValue,
  neededLine,
  nothingPending,
  numberValue,
  readValues,
  refused,
  strangeResult,
  wrongStep,
} from "./step-helpers.ts";
import { movesOf } from "./step-moves.ts";
import { decideRoute, writeEntry, writeField } from "./step-writing.ts";
import { putTunnel, waysOut } from "./vpn-given-up.ts";
import { lanOf } from "./vpn-lan.ts";
import { afterTest, handleVpnProof, isOwnProof, NO_PROOF, waitsForProof } from "./vpn-proof.ts";

type Next = Outcome<MeshVpnState>;

const { at, goTo, usual } = movesOf<MeshVpnState>({
  schema: meshVpnStateSchema,
  previous: MESH_VPN_BEFORE,
  status: (state) => (state.step === "done" && state.isOver ? "done" : "open"),
  waiting: waitsForProof,
  isOwnPending,
});
const { giveUp, undone } = waysOut<MeshVpnState>(meshVpnStateSchema);

/** A mesh VPN: the site's box becomes its way into the site's network, and a device answers through it. */
export const meshVpnMachine: WalkMachine<MeshVpnState> = {
  kind: "mesh-vpn",
  schema: meshVpnStateSchema,
  begin({ check }) {
    // Every line does that lets anything out.
    if (check?.diagnosis.verdict.kind === "offline")
      return refused("walk.mesh-vpn.refused.offline", { date: dayArgument(check.startedAt) });
    return at({
      step: "product",
      ...nothingPending,
      written: [],
      product: null,
      place: null,
      reach: null,
      tunnelId: null,
      account: null,
      isSetUp: false,
      seen: null,
      approval: null,
      proof: NO_PROOF,
    });
  },
  steps: meshVpnSteps,
  view: meshVpnView,
  handle(state, event, context) {
    if (event.type === "abandon") return giveUp(state, context);
    return usual(state, event, context) ?? ownEvent({ ...state, trouble: null }, event, context);
  },
  settle,
};

function isOwnPending(state: MeshVpnState, context: WalkContext): boolean {
  const { pending, step } = state;
  if (pending === null) return true;
  if (step === "forecast") return pending.kind === "check-site";
  const isLook = pending.kind === "look-at-mesh" && pending.product === state.product;
  if (step === "approve") return isLook;
  if (step !== "proof") return false;
  return isLook || isOwnProof(pending, pathOf(state), context);
}

const pathOf = ({ tunnelId, place: { lan }, proof }: MeshVpnAt<"proof">) => ({ tunnelId, lan, proof });

function settle(state: MeshVpnState, effect: WalkEffect, result: EffectResult, { check }: WalkContext): Next {
  if (result.kind === "failed") return failed(state, result.why);
  if (effect.kind === "check-site" && state.step === "forecast" && result.kind === "checked")
    return check?.checkId === result.checkId ? goTo(state, "forecast") : strangeResult(state);
  const isThere = state.step === "approve" || state.step === "proof";
  if (effect.kind === "look-at-mesh" && isThere && result.kind === "mesh-seen")
    return goTo(state, state.step, { seen: result });
  // Whether that was direct or relayed the mesh itself knows, now that packets went through it.
  if (effect.kind === "prove-through" && state.step === "proof" && result.kind === "proven")
    return asking<MeshVpnState>(
      { ...state, proof: afterTest(state.proof, state.tunnelId, result.record) },
      { kind: "look-at-mesh", product: state.product },
    );
  return strangeResult(state);
}

function ownEvent(state: MeshVpnState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "product":
      return event.type === "next" ? keepProduct(state, event) : wrongStep();
    case "forecast":
      if (event.type === "next") return goTo(state, "site");
      return event.type === "check" ? asking(state, { kind: "check-site" }) : wrongStep();
    case "site":
      return event.type === "next" ? keepPlace(state, event) : wrongStep();
    case "addresses":
      return event.type === "next" ? keepReach(state, event, context) : wrongStep();
    case "account":
      return event.type === "next" ? keepAccount(state, event) : wrongStep();
    case "box":
      return event.type === "next" ? setUp(state, context) : wrongStep();
    case "approve":
      if (event.type === "look") return asking(state, { kind: "look-at-mesh", product: state.product });
      return event.type === "next" ? keepApproval(state, event, context) : wrongStep();
    case "proof":
      return prove(state, event, context);
    case "done":
      return event.type === "finish" && !state.isOver ? finish(state, event, context) : wrongStep();
    case "undo":
      return undone(state, event, context);
    default:
      return assertNever(state);
  }
}

function keepProduct(state: MeshVpnAt<"product">, event: WalkEvent): Next {
  const read = readValues(event, { product: meshProductSchema.nullish() });
  if ("refused" in read) return read;
  const { product } = read.values;
  if (product === null || product === undefined) return refused("walk.refused.values");
  // Numbers, keys and what the laptop's mesh said were the other product's.
  const others = { reach: null, account: null, seen: null, approval: null, proof: NO_PROOF };
  return goTo(state, "forecast", { product, ...(state.product !== product && others) });
}

function keepPlace(state: MeshVpnAt<"site">, event: WalkEvent): Next {
  const read = readValues(event, { platform: choiceValue(MESH_PLATFORMS), lan: neededLine(64) });
  if ("refused" in read) return read;
  const { platform } = read.values;
  if (platform === null) return refused("walk.refused.values");
  const why = whyNoBox(state.product, platform);
  if (why !== null) return { refused: why };
  const lan = lanOf(read.values.lan);
  if (lan === undefined) return refused("walk.mesh-vpn.refused.lan");
  const isSame = state.place?.lan === lan;
  return goTo(state, "addresses", { place: { platform, lan }, ...(!isSame && { reach: null, proof: NO_PROOF }) });
}

function keepReach(state: MeshVpnAt<"addresses">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(
    event,
    {
      called: choiceValue(["own", "mapped"]),
      siteNumber: numberValue({ max: MAX_SITE_NUMBER }),
      mapped: lineValue(64),
    },
    { siteNumber: say("refused.site-number", { most: MAX_SITE_NUMBER }) },
  );
  if ("refused" in read) return read;
  const { called, siteNumber, mapped } = read.values;
  if (called === null) return refused("walk.refused.values");
  const reach = called === "own" ? ownReach(state, context) : mappedReach(state, { siteNumber, mapped }, context);
  if ("refused" in reach) return reach;
  const tunnelId = context.newId();
  const entry = tunnelEntry({ ...state, reach }, tunnelId, context);
  return goTo(state, "account", { reach, tunnelId }, [writeEntry("addresses", "tunnels", entry)]);
}

type Reach = NonNullable<MeshVpnState["reach"]>;
type Refused = ReturnType<typeof refused>;

function ownReach({ product, place: { lan } }: MeshVpnAt<"addresses">, context: WalkContext): Reach | Refused {
  const { inMesh } = clashesWith(lan, product, context);
  if (inMesh.length > 0)
    return refused("walk.mesh-vpn.refused.in-mesh", { lan, product: MESH_NAMES[product], name: inMesh[0] ?? "" });
  return { siteNumber: null, mapped: null };
}

function mappedReach(
  { product, place: { lan } }: MeshVpnAt<"addresses">,
  { siteNumber, mapped }: Reach,
  context: WalkContext,
): Reach | Refused {
  if (product !== "tailscale") {
    const free = freeMapped(lan, mapped, context);
    return free.ok ? { siteNumber: null, mapped: free.mapped } : { refused: free.finding.title };
  }
  if (siteNumber === null || !Number.isInteger(siteNumber))
    return refused("walk.mesh-vpn.refused.site-number", { most: MAX_SITE_NUMBER });
  if (takenSiteNumbers(context).has(siteNumber))
    return refused("walk.mesh-vpn.refused.site-number-taken", { number: siteNumber });
  return { siteNumber, mapped: null };
}

function keepAccount(state: MeshVpnAt<"account">, event: WalkEvent): Next {
  const traps = trapsOf(state.product);
  const read = readValues(event, {
    owner: choiceValue(OWNERS),
    name: lineValue(),
    identity: choiceValue(IDENTITIES),
    control: lineValue(300),
    ...Object.fromEntries(traps.map((trap) => [trap, confirmValue])),
  });
  if ("refused" in read) return read;
  const { owner, name, identity } = read.values;
  if (owner === null) return refused("walk.refused.values");
  const control = read.values.control?.replace(/\/+$/, "") ?? null;
  if (control !== null && !isControlServer(control)) return refused("walk.mesh-vpn.refused.control");
  if (!traps.every((trap) => event.values[trap] === true)) return refused("walk.mesh-vpn.refused.traps");
  return goTo(state, "box", {
    account: { owner, name, control, identity: state.product === "tailscale" ? (identity ?? "machine") : "machine" },
  });
}

function setUp(state: MeshVpnAt<"box">, { document, now }: WalkContext): Next {
  const changes = putTunnel(document, state.tunnelId, { installedAt: now });
  return goTo(state, "approve", { isSetUp: true }, [{ changes, written: [] }]);
}

function keepApproval(state: MeshVpnAt<"approve">, event: WalkEvent, { now }: WalkContext): Next {
  const read = readValues(event, {
    routesApproved: confirmValue,
    expiryOff: confirmValue,
    keyExpires: dayValue,
  });
  if ("refused" in read) return read;
  const { routesApproved, expiryOff, keyExpires } = read.values;
  if (!routesApproved) return refused("walk.mesh-vpn.refused.not-approved");
  if (state.product !== "tailscale") return goTo(state, "proof", { approval: { keyExpires: null } });
  if (state.account.identity === "machine") {
    if (!expiryOff) return refused("walk.mesh-vpn.refused.expires");
    return goTo(state, "proof", { approval: { keyExpires: null } });
  }
  if (keyExpires === null || keyExpires <= dayOf(now)) return refused("walk.mesh-vpn.refused.expiry-day");
  return goTo(state, "proof", { approval: { keyExpires } });
}

function prove(state: MeshVpnAt<"proof">, event: WalkEvent, context: WalkContext): Next {
  const handled = handleVpnProof(pathOf(state), event, context);
  if (handled === null) return wrongStep();
  if ("refused" in handled) return handled;
  const { proof } = handled;
  switch (handled.kind) {
    case "ask":
      return asking<MeshVpnState>({ ...state, proof, seen: null }, handled.effect);
    case "stay":
      return goTo(state, "proof", { proof });
    case "done":
      return goTo(state, "done", { proof, isOver: false });
    default:
      return assertNever(handled);
  }
}

function finish(state: MeshVpnAt<"done">, event: WalkEvent, context: WalkContext): Next {
  const read = readValues(event, { nextReview: dayValue });
  if ("refused" in read) return read;
  const { nextReview } = read.values;
  const decided = decideRoute(context, {
    chosen: "vpn",
    route: state.product,
    variant: MESH_NAMES[state.product],
  });
  return goTo(state, "done", { isOver: true }, [
    ...decided,
    ...(nextReview === null
      ? []
      : [writeField(context.document, "done", { section: "handover", field: "nextReview" }, nextReview)]),
  ]);
}
