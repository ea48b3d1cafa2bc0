import {
  Box,
  Building2,
  Cctv,
  CircleQuestionMark,
  Globe,
  Laptop,
  Router,
  ShieldHalf,
  type LucideIcon,
} from "lucide-react";
import { useMemo } from "react";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import { natMap, type MapBox, type NatMap } from "#core/nat/nat-map.ts";
import { boxWords, mapParagraph, type BoxWords } from "#core/nat/nat-map-text.ts";
import { useText, type Text } from "../../i18n/language.tsx";
import { Card, Divider } from "../../ui/card.tsx";
import { MapDrawing, type BoxLook } from "../../ui/map-drawing.tsx";
import type { MapGround } from "../../ui/map-layout.ts";
import { MapList } from "../../ui/map-list.tsx";
import type { Tone } from "../../ui/tone.ts";
import { ShowEvidenceButton } from "./show-evidence-button.tsx";

type MapCardProps = {
  diagnosis: Diagnosis;
  /** What is missing may still come. */
  running: boolean;
  /** Whether anybody on the internet was asked at all. */
  internetAsked: boolean;
  onShowEvidence: (observationIds: readonly string[]) => void;
};

/** Every box between the cameras and the internet: whose it is, where a call ends, and which one to touch. */
export function MapCard({ diagnosis, running, internetAsked, onShowEvidence }: MapCardProps) {
  const text = useText();
  const { t } = text;
  const silent = internetAsked ? "ui.map.internetSilent" : "ui.map.internetNotAsked";
  const internetNote = t(running ? "ui.map.internetWaiting" : silent);
  const { drawing, boxes } = useMemo(
    () => drawn(natMap(diagnosis), internetNote, text),
    [diagnosis, internetNote, text],
  );
  return (
    <Card title={t("ui.map.title")} hint={t("ui.map.hint")}>
      <MapDrawing title={t("map.title")} {...drawing} />
      <Divider />
      <MapList
        label={t("ui.map.label")}
        items={boxes.map(({ box, words }) => ({
          key: box.key,
          seen: box.seen,
          look: lookOf(box),
          ...words,
          action: box.observationIds.length > 0 && (
            <ShowEvidenceButton ids={box.observationIds} about={words.title} onShow={onShowEvidence} />
          ),
        }))}
      />
    </Card>
  );
}

type Named = { box: MapBox; words: BoxWords };

function drawn(map: NatMap, internetNote: string, { t, say }: Text) {
  const boxes: Named[] = map.boxes.map((box) => ({
    box,
    words: boxWords(box, say, box.kind === "internet" ? internetNote : null),
  }));
  return {
    boxes,
    drawing: {
      description: mapParagraph(boxes.map(({ words }) => words)),
      grounds: groundsOf(boxes, (zone) => t(`map.zone.${zone}`)),
      links: map.links,
      looks: Object.fromEntries(boxes.map(({ box }) => [box.key, lookOf(box)])),
    },
  };
}

/** Neighbours on the same ground stand on one piece of it; the cameras and the laptop are beside each other. */
function groundsOf(boxes: readonly Named[], label: (zone: MapBox["zone"]) => string): MapGround[] {
  const grounds: { zone: MapBox["zone"]; columns: Named[][] }[] = [];
  for (const one of boxes) {
    const last = grounds.at(-1);
    const beside = one.box.kind === "laptop" ? last?.columns.at(-1) : undefined;
    if (beside !== undefined) beside.push(one);
    else if (last?.zone === one.box.zone) last.columns.push([one]);
    else grounds.push({ zone: one.box.zone, columns: [[one]] });
  }
  return grounds.map(({ zone, columns }, index) => ({
    key: `${zone} ${index}`,
    label: zone === "outside" ? null : label(zone),
    columns: columns.map((column) => column.map(({ box, words }) => ({ key: box.key, seen: box.seen, ...words }))),
  }));
}

const stopTones: Readonly<Record<string, Tone>> = {
  "map.stop.for-good": "critical",
  "map.stop.tested": "critical",
  "map.stop.filtered": "caution",
  "map.stop.some-ports": "caution",
};
/** What every router does until it is set up is no fault. */
function callToneOf({ stop, passed }: MapBox): Tone {
  if (passed !== null) return "positive";
  return (stop && stopTones[stop.key]) ?? "info";
}

const pictures: Record<MapBox["kind"], { icon: LucideIcon; tone: Tone }> = {
  devices: { icon: Cctv, tone: "neutral" },
  laptop: { icon: Laptop, tone: "neutral" },
  vpn: { icon: ShieldHalf, tone: "caution" },
  router: { icon: Router, tone: "neutral" },
  "second-router": { icon: Router, tone: "caution" },
  "carrier-nat": { icon: Building2, tone: "caution" },
  "shared-address": { icon: Building2, tone: "caution" },
  nat64: { icon: Building2, tone: "info" },
  "unidentified-nat": { icon: Box, tone: "info" },
  gap: { icon: CircleQuestionMark, tone: "neutral" },
  internet: { icon: Globe, tone: "neutral" },
};

const lookOf = (box: MapBox): BoxLook => ({ ...pictures[box.kind], callTone: callToneOf(box) });
