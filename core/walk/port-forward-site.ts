import { makerEntry, routerFamilyOf } from "../knowledge/lookup.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Device } from "../lan/device.ts";
import type { Diagnosis } from "../nat/diagnosis.ts";
import { observationsOf } from "../nat/observation.ts";
import { isIpv4 } from "../net/ip-address.ts";
import type { SurveyDevice } from "../survey/survey-sections.ts";
import type { WalkContext } from "./machine.ts";
import type { Target } from "./port-forward-plan.ts";

/** What a walk wants to know of the site, read anew each time: a check or search since the last step counts. */

export type KnownRouter = Knowledge["routers"][number];
export type KnownMaker = Knowledge["makers"][number];

export const diagnosisOf = ({ check }: WalkContext): Diagnosis | null => check?.diagnosis ?? null;

/** The router's own address, towards the site. */
export const gatewayOf = (context: WalkContext): string | null => diagnosisOf(context)?.gateway ?? null;

export type OuterBox = {
  /** Where its pages are, as seen from inside; null: not known. */
  address: string | null;
  name: string | null;
  owner: Diagnosis["layers"][number]["owner"];
};

/** The boxes behind the router that translate too, the nearest first; none unless the check said so. */
export function outerBoxes(context: WalkContext): OuterBox[] {
  const diagnosis = diagnosisOf(context);
  if (diagnosis?.verdict.kind !== "double-nat") return [];
  const beyond = diagnosis.layers.filter(({ kind }) => BEYOND.has(kind));
  if (beyond.length === 0) return [{ address: null, name: null, owner: "unknown" }];
  return beyond.map(({ insideAddress, name, owner }) => ({ address: insideAddress, name, owner }));
}

const BEYOND: ReadonlySet<Diagnosis["layers"][number]["kind"]> = new Set(["second-router", "unidentified-nat"]);

/** What the router is called towards the box outside of it. */
export function innerWanAddress(context: WalkContext): string | null {
  const diagnosis = diagnosisOf(context);
  const router = diagnosis?.layers.find(({ kind }) => kind === "router");
  return diagnosis?.wanAddress ?? router?.address ?? null;
}

type PortRange = { readonly from: number; readonly to: number };

/** The ports that this line has for itself; null: all of them. */
export function usablePorts(context: WalkContext): readonly PortRange[] | null {
  const diagnosis = diagnosisOf(context);
  return diagnosis?.verdict.kind === "shared-address" ? (diagnosis.usablePorts ?? []) : null;
}

/** What is known of the router at this address, by what it says of itself. */
export function routerFamilyAt(context: WalkContext, address: string | null): KnownRouter | null {
  const { check, document, knowledge } = context;
  const isGateway = address !== null && address === gatewayOf(context);
  const observations = check?.observations ?? [];
  const said = [
    ...observationsOf(observations, "upnp-gateway").flatMap(({ data }) =>
      data.from === address ? [data.manufacturer, data.modelName, data.friendlyName] : [],
    ),
    ...observationsOf(observations, "router-page").flatMap(({ data }) =>
      data.from === address ? [data.title, data.server, data.realm] : [],
    ),
    ...(check?.diagnosis.layers ?? []).flatMap(({ insideAddress, name }) => (insideAddress === address ? [name] : [])),
  ];
  const maker = observationsOf(observations, "gateway-neighbour").map(({ data }) => data.maker);
  return (
    (isGateway ? routerFamilyOf(knowledge, [document.line.router]) : null) ??
    routerFamilyOf(knowledge, said) ??
    // Who made its network port says least: providers put their own software on it.
    (isGateway ? routerFamilyOf(knowledge, maker) : null)
  );
}

/** The survey's entry for a device that the search found. */
export const surveyDeviceFor = ({ document }: WalkContext, device: Device): SurveyDevice | null =>
  document.devices.find(({ id, keys }) => id === device.id || keys.some((key) => device.keys.includes(key))) ?? null;

/** What the last search saw of the chosen device; null: it was not found there. */
export function targetDevice(
  context: WalkContext,
  { deviceId, address }: Pick<Target, "deviceId" | "address">,
): Device | null {
  const byId = context.devices.find(
    (device) => device.id === deviceId || surveyDeviceFor(context, device)?.id === deviceId,
  );
  return byId ?? context.devices.find((device) => device.addresses.some((one) => one.address === address)) ?? null;
}

export const makerOf = ({ knowledge }: WalkContext, { brand }: Pick<Target, "brand">): KnownMaker | null =>
  brand === null ? null : makerEntry(knowledge, brand);

/** What the site is called under outside, by the check or a test from outside. */
export function publicAddressOf(context: WalkContext): string | null {
  const tested = context.proofs.find(({ publicAddress }) => publicAddress !== null)?.publicAddress;
  const checked = diagnosisOf(context)?.publicAddress ?? null;
  return checked ?? (typeof tested === "string" && isIpv4(tested) ? tested : null);
}
