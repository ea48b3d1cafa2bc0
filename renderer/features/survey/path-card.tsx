import { Box, Building2, CircleQuestionMark, Globe, Laptop, Router, type LucideIcon } from "lucide-react";
import type { Layer } from "#core/nat/diagnosis.ts";
import { useText, type Text } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { PathDiagram, type PathNode } from "../../ui/path-diagram.tsx";
import type { Tone } from "../../ui/tone.ts";

const looks: Record<Layer["kind"], { icon: LucideIcon; tone: Tone }> = {
  laptop: { icon: Laptop, tone: "neutral" },
  router: { icon: Router, tone: "neutral" },
  "second-router": { icon: Router, tone: "caution" },
  vpn: { icon: Box, tone: "caution" },
  "carrier-nat": { icon: Building2, tone: "caution" },
  "shared-address": { icon: Building2, tone: "caution" },
  nat64: { icon: Building2, tone: "info" },
  "unidentified-nat": { icon: Box, tone: "info" },
  internet: { icon: Globe, tone: "neutral" },
};

type PathCardProps = {
  layers: readonly Layer[];
  /** What is missing may still come. */
  running: boolean;
  /** Whether anybody on the internet was asked at all. */
  internetAsked: boolean;
};

/** The way out as the evidence draws it. */
export function PathCard({ layers, running, internetAsked }: PathCardProps) {
  const text = useText();
  const silent = internetAsked ? "ui.path.internetSilent" : "ui.path.internetNotAsked";
  const internetNote = running ? "ui.path.internetWaiting" : silent;
  return (
    <Card title={text.t("ui.path.title")}>
      <PathDiagram label={text.t("ui.path.label")} nodes={pathNodes(layers, text.t(internetNote), text)} />
    </Card>
  );
}

/** The line at rest, before anything is known. */
export function GhostPath() {
  const { t } = useText();
  const waiting = { tone: "neutral", note: null, addresses: [], waiting: true } as const;
  return (
    <PathDiagram
      plain
      label={t("ui.home.ghostPath")}
      nodes={[
        { ...waiting, key: "laptop", icon: Laptop, title: t("layer.laptop"), waiting: false },
        { ...waiting, key: "router", icon: Router, title: t("layer.router") },
        { ...waiting, key: "unknown", icon: CircleQuestionMark, title: t("ui.home.ghostBox") },
        { ...waiting, key: "internet", icon: Globe, title: t("layer.internet") },
      ]}
    />
  );
}

/** `internetNote`: said of the internet where no layer stands for it. */
function pathNodes(layers: readonly Layer[], internetNote: string, text: Text): PathNode[] {
  const nodes = layers.map((layer, index) => node(layer, index, text));
  if (layers.some((layer) => layer.kind === "internet")) return nodes;
  return [
    ...nodes,
    {
      key: "internet",
      ...looks.internet,
      title: text.t("layer.internet"),
      note: internetNote,
      addresses: [],
      waiting: true,
    },
  ];
}

function node(layer: Layer, index: number, { t }: Text): PathNode {
  const owner = layer.owner === "nobody" ? null : t(`layer.owner.${layer.owner}`);
  return {
    key: `${index}-${layer.kind}`,
    ...looks[layer.kind],
    title: t(`layer.${layer.kind}`),
    note: [layer.name, owner].filter(Boolean).join(", ") || null,
    addresses: [
      ...(layer.insideAddress === null ? [] : [{ name: t("ui.path.inside"), value: layer.insideAddress }]),
      // The laptop has one side only: no need to say which.
      ...(layer.address === null
        ? []
        : [{ name: layer.kind === "laptop" ? null : t("ui.path.outside"), value: layer.address }]),
    ],
  };
}
