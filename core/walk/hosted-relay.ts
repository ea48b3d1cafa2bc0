import { productsFor } from "../knowledge/lookup.ts";
import { message } from "../nat/diagnosis.ts";
import { isDeviceAddress } from "../net/device-address.ts";
import { canonicalAddress } from "../net/ip-address.ts";
import { assertNever } from "../never.ts";
import { isSameValue } from "../survey/same-value.ts";
import { serverHostSchema } from "../tunnel/firm-server.ts";
import type { Tunnel } from "../tunnel/tunnel.ts";
import type { WalkEffect } from "./effect.ts";
import {
  HOSTED_RELAY_BEFORE,
  HOSTED_USES,
  hostedRelayStateSchema,
  type HostedRelayAt,
  type HostedRelayState,
} from "./hosted-relay-state.ts";
import { hostedRelaySteps, hostedRelayView, OTHER } from "./hosted-relay-view.ts";
import type { Outcome, WalkContext, WalkEvent, WalkMachine } from "./machine.ts";
import {
  asking,
  choiceValue,
  confirmValue,
  dayArgument,
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
import { decideRoute, writeEntry } from "./step-writing.ts";
import { isProvenThrough, proofById } from "./through-result.ts";

type Next = Outcome<HostedRelayState>;

const { at, goTo, usual } = movesOf<HostedRelayState>({
  schema: hostedRelayStateSchema,
  previous: HOSTED_RELAY_BEFORE,
  status: (state) => (state.step === "done" && state.isOver ? "done" : "open"),
  isOwnPending: (state) => state.step === "proof" && isSameValue(state.pending, proveEffect(state)),
});

/** A relay that a company runs: whose contract it is, who could look in, and whether the device answers through it. */
export const hostedRelayMachine: WalkMachine<HostedRelayState> = {
  kind: "hosted-relay",
  schema: hostedRelayStateSchema,
  begin({ check, newId }) {
    if (check?.diagnosis.verdict.kind === "offline")
      return refused("walk.hosted-relay.refused.offline", { date: dayArgument(check.startedAt) });
    return at({
      step: "product",
      ...nothingPending,
      written: [],
      tunnelId: newId(),
      product: null,
      contract: null,
      address: null,
      proofId: null,
      noProof: null,
    });
  },
  steps: hostedRelaySteps,
  view: hostedRelayView,
  handle: (state, event, context) => usual(state, event, context) ?? ownEvent(state, event, context),
  settle(state, effect, result) {
    if (!isSameValue(state.pending, effect)) return { state };
    if (result.kind === "failed") return failed(state, result.why);
    if (state.step !== "proof" || result.kind !== "proven") return strangeResult(state);
    return goTo(state, "proof", { proofId: result.record.proofId });
  },
};

const proveEffect = ({ tunnelId, address }: HostedRelayAt<"proof">): WalkEffect => ({
  kind: "prove-through",
  tunnelId,
  targets: [{ deviceId: null, address: address.deviceAddress, port: address.devicePort, use: address.use }],
  accountId: null,
  reconnect: false,
});

function ownEvent(state: HostedRelayState, event: WalkEvent, context: WalkContext): Next {
  switch (state.step) {
    case "product":
      return event.type === "next" ? keepProduct(state, event, context) : wrongStep();
    case "prepare":
      return event.type === "next" ? keepContract(state, event) : wrongStep();
    case "address":
      return event.type === "next" ? keepAddress(state, event, context) : wrongStep();
    case "proof":
      return whileProving(state, event, context);
    case "done":
      return event.type === "finish" && !state.isOver ? finish(state, context) : wrongStep();
    default:
      return assertNever(state);
  }
}

function keepProduct(state: HostedRelayAt<"product">, event: WalkEvent, { knowledge }: WalkContext): Next {
  const read = readValues(event, { product: lineValue(80), name: lineValue(120) });
  if ("refused" in read) return read;
  const known = productsFor(knowledge, "hosted-relay").find(({ id }) => id === read.values.product);
  if (known !== undefined) return goTo(state, "prepare", { product: { entryId: known.id, name: known.name } });
  const { product, name } = read.values;
  if (product !== OTHER || name === null) return refused("walk.hosted-relay.refused.product");
  return goTo(state, "prepare", { product: { entryId: null, name } });
}

function keepContract(state: HostedRelayAt<"prepare">, event: WalkEvent): Next {
  const read = readValues(event, { owner: neededLine(), isCustomers: confirmValue });
  if ("refused" in read) return read;
  // With the installer's account the customer loses the pictures when the installer goes.
  if (!read.values.isCustomers) return refused("walk.hosted-relay.refused.not-customers");
  return goTo(state, "address", { contract: { owner: read.values.owner } });
}

function keepAddress(state: HostedRelayAt<"address">, event: WalkEvent, { newId, now, by }: WalkContext): Next {
  const read = readValues(
    event,
    {
      host: serverHostSchema,
      port: numberValue({ min: 1, max: 65_535 }),
      use: choiceValue(HOSTED_USES),
      deviceAddress: neededLine(64),
      devicePort: numberValue({ min: 1, max: 65_535 }),
    },
    { host: message("walk.hosted-relay.refused.host") },
  );
  if ("refused" in read) return read;
  const { host, port, use, devicePort } = read.values;
  const deviceAddress = canonicalAddress(read.values.deviceAddress);
  if (deviceAddress === undefined || !isDeviceAddress(deviceAddress))
    return refused("walk.hosted-relay.refused.device");
  const isWhole = Number.isInteger(port) && Number.isInteger(devicePort);
  if (port === null || devicePort === null || use === null || !isWhole) return refused("walk.refused.values");
  const published = {
    id: newId(),
    deviceId: null,
    address: deviceAddress,
    transport: "tcp",
    port: devicePort,
    use,
    serverPort: port,
    listen: "everyone",
  } as const;
  const entry: Tunnel = {
    id: state.tunnelId,
    kind: "hosted",
    serverName: state.product.name,
    host,
    ports: [port],
    peers: [],
    published: [published],
    madeAt: now,
    madeBy: by,
    installedAt: now,
  };
  const address = { host, port, use, deviceAddress, devicePort };
  return goTo(state, "proof", { address, proofId: null }, [writeEntry("address", "tunnels", entry)]);
}

function whileProving(state: HostedRelayAt<"proof">, event: WalkEvent, { proofs }: WalkContext): Next {
  switch (event.type) {
    case "prove":
      return asking(state, proveEffect(state));
    case "next":
      return isProvenThrough(proofById(proofs, state.proofId), state.tunnelId)
        ? goTo(state, "done", { noProof: null })
        : refused("walk.hosted-relay.refused.not-proven");
    case "leave": {
      const read = readValues(event, { noProof: lineValue(500) });
      if ("refused" in read) return read;
      if (read.values.noProof === null) return refused("walk.hosted-relay.refused.no-reason");
      return goTo(state, "done", read.values);
    }
    default:
      return wrongStep();
  }
}

function finish(state: HostedRelayAt<"done">, context: WalkContext): Next {
  const decided = decideRoute(context, {
    chosen: "relay",
    route: "hosted-relay",
    variant: state.product.name,
  });
  return goTo(state, "done", { isOver: true }, decided);
}
