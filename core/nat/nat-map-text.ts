import type { Diagnosis, Message } from "./diagnosis.ts";
import { message } from "./diagnosis.ts";
import type { MapBox, NatMap } from "./nat-map.ts";

/** A box of the map in words, the same in the window, on paper and in the terminal. */
export type BoxWords = {
  title: string;
  /** Maker and model, and whose it is; or why it is only an outline. */
  note: string | null;
  /** `label` says which side it is on; null where the box has one only. */
  addresses: { label: string | null; text: string; known: boolean }[];
  stop: string | null;
  passed: string | null;
  advice: string | null;
};

type Say = (message: Message) => string;

/** `outline` says why a box that nobody saw is there, where the map's own words are not exact enough. */
export function boxWords(box: MapBox, say: Say, outline: string | null = null): BoxWords {
  return {
    title: say(box.title),
    note: noteOf(box, say, outline),
    addresses: box.addresses.map(({ side, address }) => ({
      label: side === "own" ? null : say(message(`map.side.${side}`)),
      text: address ?? say(message("map.notKnown")),
      known: address !== null,
    })),
    stop: box.stop && say(box.stop),
    passed: box.passed && say(box.passed),
    advice: box.advice && say(box.advice),
  };
}

function noteOf(box: MapBox, say: Say, outline: string | null): string | null {
  if (!box.seen) return outline ?? say(message(OUTLINES[box.kind] ?? "map.notSeen"));
  return [box.name, box.owner && say(box.owner)].filter(Boolean).join(", ") || null;
}

const OUTLINES: Partial<Record<MapBox["kind"], string>> = {
  devices: "map.notLookedFor",
  internet: "map.notReached",
};

/** The whole map as running text, box by box from the cameras outwards: what a picture of it says to who can't see it. */
export function mapParagraph(boxes: readonly BoxWords[]): string {
  return boxes
    .map(({ title, note, addresses, stop, passed }) => {
      const head = note === null ? title : `${title} (${note})`;
      const sides = addresses.map(({ label, text }) => [label, text].filter(Boolean).join(" ")).join(", ");
      return [sides === "" ? head : `${head}: ${sides}`, stop, passed].filter(Boolean).join(". ");
    })
    .join(" → ");
}

/** All boxes of a map in words, in their order. */
export const mapWords = (map: NatMap, say: Say): BoxWords[] => map.boxes.map((box) => boxWords(box, say));

/** IPv6 in one line, beside the verdict on IPv4; null while nothing is known of it. */
export function ipv6Line({ state, address, inbound }: Diagnosis["ipv6"]): Message | null {
  switch (state) {
    case "unknown":
      return null;
    case "none":
    case "local-only":
      return message(`map.ipv6.${state}`);
    default:
      return message(`map.ipv6.${state}-${inbound}`, { address: address ?? "" });
  }
}
