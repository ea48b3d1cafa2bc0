import { assertNever } from "../never.ts";
import { message, type Diagnosis, type Layer, type Message } from "./diagnosis.ts";

/** An address of a box, by the side it is on; null: the box must have one, and nobody told it. */
export type MapAddress = { side: "own" | "inside" | "outside"; address: string | null };

export type MapBox = {
  /** Unique within the map. */
  key: string;
  /** `devices`: recorder and cameras; `gap`: what may stand where nobody could look. Neither is a layer. */
  kind: Layer["kind"] | "devices" | "gap";
  /** On whose ground it stands. */
  zone: "site" | "provider" | "unknown" | "outside";
  title: Message;
  /** Whose box it is; null where nobody owns it. */
  owner: Message | null;
  /** Maker and model, as the network told them. */
  name: string | null;
  addresses: readonly MapAddress[];
  /** False: nobody saw it; it is drawn as an outline. */
  seen: boolean;
  /** Why a call from outside ends at this box; null: it does not, or nobody knows. */
  stop: Message | null;
  /** That a call from outside was seen to pass this box; null: none was. */
  passed: Message | null;
  /** What can be done at this box on this site; null: nothing needs to be. */
  advice: Message | null;
  /** The observations that the box was seen in. */
  observationIds: readonly string[];
};

/** The way between two boxes, by their keys. */
export type MapLink = {
  from: string;
  to: string;
  /** False: nothing has come through that this check knows of. */
  known: boolean;
};

/** The way from the cameras to the internet: boxes in their order, and the ways between them. */
export type NatMap = { boxes: readonly MapBox[]; links: readonly MapLink[] };

type Drawn = Pick<Diagnosis, "layers" | "verdict" | "inbound">;

/**
 * The way out as it is drawn in the window, on paper and in the terminal. Recorder and cameras come first, since the site
 * is about them: they are supposed in the network that the laptop stands in, and are an outline until they are found.
 * What the check could not see stays visible as unknown. Pure.
 */
export function natMap(diagnosis: Drawn): NatMap {
  const layers = diagnosis.layers;
  const outermost = outermostIndex(diagnosis);
  const drawn = layers.map((layer, index) => ({
    layer,
    box: layerBox(layer, index, diagnosis, index === outermost),
  }));
  const reached = layers.some((layer) => layer.kind === "internet");
  const way = drawn.filter(({ layer }) => layer.kind !== "internet").map(({ box }) => box);
  const internet = drawn.find(({ layer }) => layer.kind === "internet")?.box ?? unreachedInternet();
  if (reached && hasGap(diagnosis)) way.push(gap());
  const boxes = [devices(), ...way, internet];
  return { boxes, links: links(boxes, reached) };
}

/** Boxes that stand between the laptop and the site's own network: what is on the site does not go through them. */
const LAPTOPS_OWN: ReadonlySet<MapBox["kind"]> = new Set<MapBox["kind"]>(["laptop", "vpn"]);

function links(boxes: readonly MapBox[], reached: boolean): MapLink[] {
  const [site, ...way] = boxes;
  const known = (from: MapBox, to: MapBox): boolean => from.seen && to.seen && (to.kind !== "internet" || reached);
  const along = way.flatMap((to, index) => {
    const from = way[index - 1];
    return from === undefined ? [] : [{ from: from.key, to: to.key, known: known(from, to) }];
  });
  const first = way.find((box) => !LAPTOPS_OWN.has(box.kind) && box.kind !== "internet");
  if (site === undefined || first === undefined) return along;
  return [{ from: site.key, to: first.key, known: false }, ...along];
}

const devices = (): MapBox => ({
  key: "devices",
  kind: "devices",
  zone: "site",
  title: message("map.devices"),
  owner: message("layer.owner.customer"),
  name: null,
  addresses: [],
  seen: false,
  stop: null,
  passed: null,
  advice: null,
  observationIds: [],
});

/** A place on the way where nobody was seen. */
const unseen = (kind: "gap" | "internet", zone: MapBox["zone"], title: Message): MapBox => ({
  key: kind,
  kind,
  zone,
  title,
  owner: null,
  name: null,
  addresses: [],
  seen: false,
  stop: null,
  passed: null,
  advice: null,
  observationIds: [],
});

const gap = (): MapBox => unseen("gap", "unknown", message("map.gap"));
const unreachedInternet = (): MapBox => unseen("internet", "outside", message("layer.internet"));

/** Between the last box that was seen and the internet there may be more, as long as the verdict is open. */
function hasGap({ layers, verdict }: Drawn): boolean {
  const last = layers.findLast((layer) => layer.kind !== "internet");
  return verdict.kind === "unknown" && last !== undefined && !IS_BEYOND_THE_ROUTER.has(last.kind);
}

const IS_BEYOND_THE_ROUTER: ReadonlySet<Layer["kind"]> = new Set<Layer["kind"]>([
  "second-router",
  "carrier-nat",
  "shared-address",
  "nat64",
  "unidentified-nat",
]);

const BOXES: ReadonlySet<Layer["kind"]> = new Set<Layer["kind"]>(["router", ...IS_BEYOND_THE_ROUTER]);

/** The outermost box that lets nothing in unasked: a call from outside gets as far as this. Null: nobody knows. */
function outermostIndex({ layers, verdict }: Drawn): number | null {
  if (verdict.kind === "offline") return null;
  const isStop = ({ kind, translates }: Layer): boolean =>
    // As long as the verdict is open, only a box that was seen translating counts.
    BOXES.has(kind) && (translates === true || (translates === null && verdict.kind !== "unknown"));
  const index = layers.findLastIndex(isStop);
  return index === -1 ? null : index;
}

function layerBox(layer: Layer, index: number, diagnosis: Drawn, isOutermost: boolean): MapBox {
  const isProven = diagnosis.inbound === "proven";
  return {
    key: `${layer.kind}-${index}`,
    kind: layer.kind,
    zone: zoneOf(layer),
    title: message(`layer.${layer.kind}`),
    owner: layer.owner === "nobody" ? null : message(`layer.owner.${layer.owner}`),
    name: layer.name,
    addresses: addressesOf(layer),
    seen: true,
    stop: isOutermost && !isProven ? stopOf(diagnosis) : null,
    passed: isOutermost && isProven ? message("map.passed") : null,
    advice: adviceFor(layer, diagnosis),
    observationIds: layer.observationIds,
  };
}

function zoneOf({ kind, owner }: Layer): MapBox["zone"] {
  switch (owner) {
    case "installer":
    case "customer":
      return "site";
    case "carrier":
      return "provider";
    case "unknown":
      return "unknown";
    case "nobody":
      return kind === "internet" ? "outside" : "unknown";
    default:
      return assertNever(owner);
  }
}

function addressesOf({ kind, address, insideAddress }: Layer): MapAddress[] {
  switch (kind) {
    case "laptop":
    case "vpn":
      return address === null ? [] : [{ side: "own", address }];
    case "internet":
      return [];
    case "router":
    case "second-router":
    case "carrier-nat":
    case "shared-address":
    case "nat64":
    case "unidentified-nat":
      return [
        { side: "inside", address: insideAddress },
        { side: "outside", address },
      ];
    default:
      return assertNever(kind);
  }
}

function stopOf({ verdict, inbound }: Drawn): Message {
  switch (verdict.kind) {
    case "cgnat":
    case "nat64":
      return message("map.stop.for-good");
    case "shared-address":
      return message(isSharedByPorts(verdict) ? "map.stop.some-ports" : "map.stop.for-good");
    case "firewalled":
      return message("map.stop.filtered");
    default:
      // Nothing need be wrong: every router keeps strangers out until a port is forwarded.
      return message(inbound === "blocked" ? "map.stop.tested" : "map.stop.until-forwarded");
  }
}

/** The one thing to do, or to leave alone, at each box; what the findings say in full. */
function adviceFor(layer: Layer, { layers, verdict }: Drawn): Message | null {
  const beyond = layers.slice(layers.indexOf(layer) + 1);
  const isUseless = beyond.some(({ kind }) => PROVIDERS.has(kind));
  switch (layer.kind) {
    case "laptop":
    case "internet":
      return null;
    case "vpn":
      return message("map.advice.vpn");
    case "router":
      if (verdict.kind === "public" || verdict.kind === "firewalled") return message("map.advice.forward-here");
      if (isSharedByPorts(verdict)) return message("map.advice.forward-own-ports");
      if (isUseless) return message("map.advice.forward-is-useless");
      return beyond.some(({ kind }) => kind === "second-router") ? message("map.advice.forward-here-too") : null;
    case "second-router":
      if (isUseless) return message("map.advice.forward-is-useless");
      // Of several, the outermost is the one that the internet sees.
      return beyond.some(({ kind }) => kind === "second-router")
        ? message("map.advice.forward-here-too")
        : message("map.advice.second-router");
    case "carrier-nat":
      return message("map.advice.carrier");
    case "shared-address":
      return message(isSharedByPorts(verdict) ? "map.advice.shared-address" : "map.advice.carrier");
    case "nat64":
      return message("map.advice.nat64");
    case "unidentified-nat":
      return message("map.advice.find-out");
    default:
      return assertNever(layer.kind);
  }
}

/** MAP-E and alike leave a line some ports; at the end of a DS-Lite tunnel it has none. */
const isSharedByPorts = (verdict: Drawn["verdict"]): boolean =>
  verdict.kind === "shared-address" && verdict.sentence.key !== "verdict.shared-address.ds-lite";

const PROVIDERS: ReadonlySet<Layer["kind"]> = new Set<Layer["kind"]>(["carrier-nat", "shared-address", "nat64"]);
