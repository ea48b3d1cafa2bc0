import type { LucideIcon } from "lucide-react";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { classNames } from "./class-names.ts";
import {
  layoutMap,
  TYPE,
  type MapGround,
  type MapInput,
  type PlacedBox,
  type PlacedText,
  type TextRole,
} from "./map-layout.ts";
import { toneInk, type Tone } from "./tone.ts";

/** `callTone`: of what becomes of a call from outside at this box. */
export type BoxLook = { icon: LucideIcon; tone: Tone; callTone: Tone };

type MapDrawingProps = {
  title: string;
  /** The whole map as running text: what the picture says to who can't see it. */
  description: string;
  grounds: readonly MapGround[];
  links: MapInput["links"];
  /** By the boxes' keys. */
  looks: Readonly<Record<string, BoxLook>>;
};

/** The layout counts in CSS pixels at this root font size; a larger one enlarges the drawing with the page's text. */
const LAYOUT_REM = 16;

/** Before the first measuring, which happens before the first paint. */
const FIRST_FRAME = { width: 640, rightToLeft: false };

/** Room and reading direction as they are, and as they change with the window, the zoom and the language. */
function useFrame() {
  const frame = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState(FIRST_FRAME);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || LAYOUT_REM;
      const width = Math.floor((element.clientWidth * LAYOUT_REM) / rem);
      const rightToLeft = getComputedStyle(element).direction === "rtl";
      // A hidden element has no width; the last known layout is better than none.
      if (width === 0) return;
      setMeasured((last) => (last.width === width && last.rightToLeft === rightToLeft ? last : { width, rightToLeft }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { frame, ...measured };
}

/** The NAT map as a picture with a text of its own; a list beside it says the same, and more, box by box. */
export function MapDrawing({ title, description, grounds, links, looks }: MapDrawingProps) {
  const titleId = useId();
  const descriptionId = useId();
  const { frame, width, rightToLeft } = useFrame();
  const layout = useMemo(() => layoutMap({ grounds, links, width, rightToLeft }), [grounds, links, width, rightToLeft]);
  return (
    <div ref={frame} className="min-w-0 break-inside-avoid">
      <svg
        role="img"
        aria-labelledby={titleId}
        aria-describedby={descriptionId}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        className="block h-auto w-full"
      >
        <title id={titleId}>{title}</title>
        <desc id={descriptionId}>{description}</desc>
        {layout.grounds.map((ground) => (
          <g key={ground.key}>
            <rect
              x={ground.x}
              y={ground.y}
              width={ground.width}
              height={ground.height}
              rx={14}
              className="fill-sunken stroke-line"
            />
            <MapText of={ground.label} />
          </g>
        ))}
        {layout.links.map((link) => (
          <polyline
            key={link.key}
            points={link.points.map(([x, y]) => `${x},${y}`).join(" ")}
            strokeWidth={2}
            strokeDasharray={link.known ? undefined : "4 5"}
            className="fill-none stroke-line-strong"
          />
        ))}
        {layout.boxes.map((box) => (
          <MapBox key={box.key} box={box} look={looks[box.key]} />
        ))}
        {layout.stops.map((stop) => (
          <line
            key={stop.key}
            x1={stop.from[0]}
            y1={stop.from[1]}
            x2={stop.to[0]}
            y2={stop.to[1]}
            strokeWidth={5}
            strokeLinecap="round"
            className={barTone[looks[stop.key]?.callTone ?? "neutral"]}
          />
        ))}
      </svg>
    </div>
  );
}

const RADIUS = 10;

function MapBox({ box, look }: { box: PlacedBox; look: BoxLook | undefined }) {
  const { x, y, width, height, icon, foot } = box;
  const tone = look?.callTone ?? "neutral";
  const Picture = look?.icon;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={RADIUS}
        strokeWidth={1.5}
        strokeDasharray={box.seen ? undefined : "5 4"}
        className="fill-surface stroke-line-strong"
      />
      {foot && (
        <path
          d={`M${foot.x} ${foot.y}h${foot.width}v${foot.height - RADIUS}a${RADIUS} ${RADIUS} 0 0 1 ${-RADIUS} ${RADIUS}h${2 * RADIUS - foot.width}a${RADIUS} ${RADIUS} 0 0 1 ${-RADIUS} ${-RADIUS}z`}
          strokeWidth={1.5}
          className={footTone[tone]}
        />
      )}
      {Picture && (
        <Picture
          x={icon.x}
          y={icon.y}
          width={icon.size}
          height={icon.size}
          strokeWidth={1.75}
          className={box.seen ? toneInk[look.tone] : toneInk.neutral}
        />
      )}
      {box.texts.map((text) => (
        <MapText key={`${text.x} ${text.y} ${text.text}`} of={text} tone={tone} />
      ))}
    </g>
  );
}

const faces: Record<TextRole, string> = {
  title: "fill-ink font-semibold",
  note: "fill-ink-soft",
  label: "fill-ink-faint",
  address: "fill-ink font-mono",
  unknown: "fill-ink-faint italic",
  stop: "font-semibold",
  ground: "fill-ink-faint font-semibold",
};

function MapText({ of: text, tone = "neutral" }: { of: PlacedText; tone?: Tone }) {
  return (
    <text
      x={text.x}
      y={text.y}
      fontSize={TYPE[text.role].size}
      textAnchor={text.anchor}
      direction={text.leftToRight ? "ltr" : undefined}
      unicodeBidi={text.leftToRight ? "isolate" : undefined}
      className={classNames(faces[text.role], text.role === "stop" && inkTone[tone])}
    >
      {text.text}
    </text>
  );
}

const footTone: Record<Tone, string> = {
  neutral: "fill-sunken stroke-line-strong",
  accent: "fill-accent-soft stroke-line-strong",
  positive: "fill-positive-soft stroke-positive-line",
  caution: "fill-caution-soft stroke-caution-line",
  critical: "fill-critical-soft stroke-critical-line",
  info: "fill-info-soft stroke-info-line",
};

const inkTone: Record<Tone, string> = {
  neutral: "fill-ink-soft",
  accent: "fill-accent-ink",
  positive: "fill-positive",
  caution: "fill-caution",
  critical: "fill-critical",
  info: "fill-info",
};

const barTone: Record<Tone, string> = {
  neutral: "stroke-line-strong",
  accent: "stroke-accent",
  positive: "stroke-positive",
  caution: "stroke-caution",
  critical: "stroke-critical",
  info: "stroke-info",
};
