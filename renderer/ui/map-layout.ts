import { textWidth, wrapText, type Face } from "./text-width.ts";

/**
 * Where everything of the NAT map goes. Pure: texts and a width in, positions out, so that it can be tested without a
 * browser. All lengths are CSS pixels at a root font size of 16 px; the drawing scales with the font.
 */

export type MapPart = {
  key: string;
  title: string;
  note: string | null;
  /** `label` says which side it is on; null where the box has one only. */
  addresses: readonly { label: string | null; text: string; known: boolean }[];
  /** Said at the foot of the box: a call from outside ends here, or was seen to pass. */
  stop: string | null;
  passed: string | null;
  /** Drawn as an outline when false. */
  seen: boolean;
};

export type MapGround = {
  key: string;
  /** Written above it; null: nobody's ground, which is not drawn. */
  label: string | null;
  /** Boxes that stand beside each other on the way are one column. */
  columns: readonly (readonly MapPart[])[];
};

export type MapInput = {
  /** The grounds that the way crosses, from the cameras to the internet. */
  grounds: readonly MapGround[];
  links: readonly { from: string; to: string; known: boolean }[];
  width: number;
  rightToLeft: boolean;
};

export type TextRole = "title" | "note" | "label" | "address" | "unknown" | "stop" | "ground";
export type PlacedText = {
  x: number;
  /** The baseline. */
  y: number;
  text: string;
  role: TextRole;
  anchor: "start" | "end";
  /** Addresses run left to right whatever the language does. */
  leftToRight: boolean;
};
type Area = { x: number; y: number; width: number; height: number };
export type PlacedBox = Area & {
  key: string;
  seen: boolean;
  icon: { x: number; y: number; size: number };
  texts: PlacedText[];
  /** The tinted foot that says where a call ends. */
  foot: Area | null;
};
export type PlacedGround = Area & { key: string; label: PlacedText };
export type PlacedLink = { key: string; points: readonly (readonly [number, number])[]; known: boolean };
/** A bar across the way, in front of the box where a call from outside ends. */
export type PlacedStop = { key: string; from: readonly [number, number]; to: readonly [number, number] };

export type MapLayout = {
  direction: "across" | "down";
  width: number;
  height: number;
  grounds: PlacedGround[];
  boxes: PlacedBox[];
  links: PlacedLink[];
  stops: PlacedStop[];
};

/** How each kind of text is set; the drawing takes its sizes from here. */
export const TYPE: Record<TextRole, { size: number; lineHeight: number; face: Face }> = {
  title: { size: 14, lineHeight: 18, face: "sans" },
  note: { size: 12.5, lineHeight: 16, face: "sans" },
  label: { size: 12, lineHeight: 16, face: "sans" },
  address: { size: 12.5, lineHeight: 17, face: "mono" },
  unknown: { size: 12.5, lineHeight: 17, face: "sans" },
  stop: { size: 12, lineHeight: 15, face: "sans" },
  ground: { size: 12, lineHeight: 16, face: "sans" },
};
/** Baseline within a line, as a share of its height. */
const BASELINE = 0.76;

const PAD = 12;
const ICON = 24;
const ICON_GAP = 8;
const GROUND_PAD = 8;
const GROUND_HEAD = 22;
const STACK_GAP = 12;
/** Between columns: room for two grounds' edges, a bar and a piece of the way. */
const GAP = 34;
/** An IPv4 address in one piece (15 characters of 7.5) and the box's margins. */
const MIN_COLUMN = 15 * 7.5 + 2 * PAD;
const MAX_COLUMN = 250;
/** Downwards the first column's boxes lie beside each other where each gets this much. */
const MIN_BESIDE = 170;
const MAX_DOWN = 560;
const BAR = 20;
const BAR_DISTANCE = 9;

/** The one that fits: across where every column gets enough room, otherwise downwards. */
export function layoutMap(input: MapInput): MapLayout {
  const columns = input.grounds.flatMap((ground) => ground.columns);
  const least = columns.length * MIN_COLUMN + (columns.length - 1) * GAP + 2 * GROUND_PAD;
  const layout = least <= input.width ? across(input, columns.length) : down(input);
  return input.rightToLeft ? mirrored(layout) : layout;
}

type Measured = { part: MapPart; width: number; height: number; body: Placed[]; foot: Placed[]; footHeight: number };
/** A text relative to the box's corner. */
type Placed = { x: number; y: number; text: string; role: TextRole };

/** Puts a box's texts below each other and tells how high it gets. */
function measure(part: MapPart, width: number, direction: "across" | "down"): Measured {
  const beside = direction === "down";
  const textStart = beside ? PAD + ICON + ICON_GAP : PAD;
  const textRoom = width - textStart - PAD;
  const body: Placed[] = [];
  let y = beside ? PAD : PAD + ICON + 6;
  const write = (text: string, role: TextRole, x = textStart, room = textRoom): void => {
    const { size, lineHeight, face } = TYPE[role];
    for (const line of wrapText(text, room, size, face)) {
      body.push({ x, y: y + lineHeight * BASELINE, text: line, role });
      y += lineHeight;
    }
  };
  write(part.title, "title");
  if (part.note !== null) write(part.note, "note");
  if (part.addresses.length > 0) y += 4;
  for (const { label, text, known } of part.addresses) {
    const role = known ? "address" : "unknown";
    const labelWidth = textWidth(label ?? "", TYPE.label.size, "sans") + 6;
    if (label !== null && label !== "" && labelWidth + textWidth(text, TYPE[role].size, TYPE[role].face) <= textRoom) {
      const { lineHeight } = TYPE.address;
      const after = y + lineHeight;
      body.push({ x: textStart, y: y + lineHeight * BASELINE, text: label, role: "label" });
      write(text, role, textStart + labelWidth, textRoom - labelWidth);
      y = after;
    } else {
      if (label !== null) write(label, "label");
      write(text, role);
    }
  }
  y = Math.max(y, PAD + ICON) + PAD;
  const { size, lineHeight } = TYPE.stop;
  const call = part.stop ?? part.passed;
  const lines = call === null ? [] : wrapText(call, width - 2 * PAD, size, "sans");
  const foot = lines.map((text, index) => ({
    x: PAD,
    y: y + 6 + lineHeight * (index + BASELINE),
    text,
    role: "stop" as const,
  }));
  const footHeight = lines.length === 0 ? 0 : lines.length * lineHeight + 12;
  return { part, width, height: y + footHeight, body, foot, footHeight };
}

function place({ part, width, height, body, foot, footHeight }: Measured, x: number, y: number): PlacedBox {
  const texts = [...body, ...foot].map((line): PlacedText => ({
    ...line,
    x: x + line.x,
    y: y + line.y,
    anchor: "start",
    leftToRight: line.role === "address",
  }));
  return {
    key: part.key,
    seen: part.seen,
    x,
    y,
    width,
    height,
    icon: { x: x + PAD, y: y + PAD, size: ICON },
    texts,
    foot: footHeight === 0 ? null : { x, y: y + height - footHeight, width, height: footHeight },
  };
}

const stackHeight = (boxes: readonly Measured[]): number =>
  boxes.reduce((sum, box) => sum + box.height, 0) + STACK_GAP * (boxes.length - 1);

function across(input: MapInput, count: number): MapLayout {
  const room = (input.width - 2 * GROUND_PAD - (count - 1) * GAP) / count;
  const columnWidth = Math.min(room, MAX_COLUMN);
  const used = columnWidth * count + GAP * (count - 1) + 2 * GROUND_PAD;
  const top = GROUND_HEAD + GROUND_PAD;
  const measured = input.grounds.map((ground) => ({
    ground,
    columns: ground.columns.map((column) => column.map((part) => measure(part, columnWidth, "across"))),
  }));
  const height = Math.max(...measured.flatMap(({ columns }) => columns.map(stackHeight)));
  // What is left over goes to both sides.
  let x = (input.width - used) / 2 + GROUND_PAD;
  const boxes: PlacedBox[] = [];
  const grounds: PlacedGround[] = [];
  for (const { ground, columns } of measured) {
    const start = x;
    for (const column of columns) {
      let y = top + (height - stackHeight(column)) / 2;
      for (const box of column) {
        boxes.push(place(box, x, y));
        y += box.height + STACK_GAP;
      }
      x += columnWidth + GAP;
    }
    if (ground.label !== null)
      grounds.push(
        placeGround(ground.key, ground.label, {
          x: start - GROUND_PAD,
          y: 0,
          width: x - GAP - start + 2 * GROUND_PAD,
          height: top + height + GROUND_PAD,
        }),
      );
  }
  return {
    direction: "across",
    width: input.width,
    height: top + height + GROUND_PAD,
    grounds,
    boxes,
    links: input.links.flatMap((link) => linkAcross(link, boxes)),
    stops: stopsOf(input, boxes, "across"),
  };
}

function down(input: MapInput): MapLayout {
  const width = Math.min(input.width, MAX_DOWN);
  const left = (input.width - width) / 2;
  const inner = width - 2 * GROUND_PAD;
  const boxes: PlacedBox[] = [];
  const grounds: PlacedGround[] = [];
  let y = 0;
  for (const [index, ground] of input.grounds.entries()) {
    if (index > 0) y += GAP - GROUND_PAD;
    const start = y;
    y += ground.label === null ? GROUND_PAD : GROUND_HEAD + GROUND_PAD;
    for (const [at, column] of ground.columns.entries()) {
      if (at > 0) y += GAP;
      const row = placeRow(column, left + GROUND_PAD, y, inner);
      boxes.push(...row);
      y = Math.max(...row.map((box) => box.y + box.height));
    }
    y += GROUND_PAD;
    if (ground.label !== null)
      grounds.push(placeGround(ground.key, ground.label, { x: left, y: start, width, height: y - start }));
  }
  return {
    direction: "down",
    width: input.width,
    height: y,
    grounds,
    boxes,
    links: input.links.flatMap((link) => linkDown(link, boxes)),
    stops: stopsOf(input, boxes, "down"),
  };
}

/** One column turned on its side, where its boxes have room beside each other; otherwise below each other. */
function placeRow(column: readonly MapPart[], x: number, y: number, width: number): PlacedBox[] {
  const each = (width - STACK_GAP * (column.length - 1)) / column.length;
  if (each >= MIN_BESIDE)
    return column.map((part, at) => place(measure(part, each, "down"), x + at * (each + STACK_GAP), y));
  let top = y;
  return column.map((part) => {
    const box = place(measure(part, width, "down"), x, top);
    top += box.height + STACK_GAP;
    return box;
  });
}

function placeGround(key: string, label: string, area: Area): PlacedGround {
  const { lineHeight } = TYPE.ground;
  return {
    key,
    ...area,
    label: {
      x: area.x + GROUND_PAD + 2,
      y: area.y + (GROUND_HEAD - lineHeight) + lineHeight * BASELINE + 2,
      text: label,
      role: "ground",
      anchor: "start",
      leftToRight: false,
    },
  };
}

const boxOf = (boxes: readonly PlacedBox[], key: string): PlacedBox | undefined => boxes.find((box) => box.key === key);

type Link = MapInput["links"][number];

function linkAcross({ from, to, known }: Link, boxes: readonly PlacedBox[]): PlacedLink[] {
  const [a, b] = [boxOf(boxes, from), boxOf(boxes, to)];
  if (a === undefined || b === undefined) return [];
  const [startX, startY] = [a.x + a.width, a.y + a.height / 2];
  const [endX, endY] = [b.x, b.y + b.height / 2];
  // Ways that come from boxes above each other meet in the middle of the gap.
  const turn = endX - GAP / 2;
  const points: [number, number][] =
    startY === endY
      ? [
          [startX, startY],
          [endX, endY],
        ]
      : [
          [startX, startY],
          [turn, startY],
          [turn, endY],
          [endX, endY],
        ];
  return [{ key: `${from} ${to}`, points, known }];
}

function linkDown({ from, to, known }: Link, boxes: readonly PlacedBox[]): PlacedLink[] {
  const [a, b] = [boxOf(boxes, from), boxOf(boxes, to)];
  if (a === undefined || b === undefined) return [];
  const centre = (box: PlacedBox): number => box.x + box.width / 2;
  const [startX, startY] = [centre(a), a.y + a.height];
  const [endX, endY] = [centre(b), b.y];
  const turn = endY - GAP / 2;
  // A box that stands between the two (one below the other on the same ground) is passed behind.
  const points: [number, number][] =
    startX === endX
      ? [
          [startX, startY],
          [endX, endY],
        ]
      : [
          [startX, startY],
          [startX, turn],
          [endX, turn],
          [endX, endY],
        ];
  return [{ key: `${from} ${to}`, points, known }];
}

/** The bar stands on the outer side of the box: that is where a call comes from. */
function stopsOf(input: MapInput, boxes: readonly PlacedBox[], direction: MapLayout["direction"]): PlacedStop[] {
  const parts = input.grounds.flatMap((ground) => ground.columns.flat());
  return parts.flatMap((part): PlacedStop[] => {
    const box = boxOf(boxes, part.key);
    if (part.stop === null || box === undefined) return [];
    if (direction === "across") {
      const [x, y] = [box.x + box.width + BAR_DISTANCE, box.y + box.height / 2];
      return [{ key: part.key, from: [x, y - BAR / 2], to: [x, y + BAR / 2] }];
    }
    const [x, y] = [box.x + box.width / 2, box.y + box.height + BAR_DISTANCE];
    return [{ key: part.key, from: [x - BAR / 2, y], to: [x + BAR / 2, y] }];
  });
}

/** The same map for languages that are read from right to left: the cameras at the right. */
function mirrored(layout: MapLayout): MapLayout {
  const { width } = layout;
  const flip = <T extends { x: number; width: number }>(area: T): T => ({ ...area, x: width - area.x - area.width });
  const flipText = (text: PlacedText): PlacedText => ({
    ...text,
    x: width - text.x,
    // The text's own start is at the right by then, except for what still runs left to right.
    anchor: text.leftToRight ? "end" : "start",
  });
  const flipPoint = ([x, y]: readonly [number, number]): readonly [number, number] => [width - x, y];
  return {
    ...layout,
    grounds: layout.grounds.map((ground) => ({ ...flip(ground), label: flipText(ground.label) })),
    boxes: layout.boxes.map((box) => ({
      ...flip(box),
      icon: { ...box.icon, x: width - box.icon.x - box.icon.size },
      texts: box.texts.map(flipText),
      foot: box.foot && flip(box.foot),
    })),
    links: layout.links.map((link) => ({ ...link, points: link.points.map(flipPoint) })),
    stops: layout.stops.map((stop) => ({ ...stop, from: flipPoint(stop.from), to: flipPoint(stop.to) })),
  };
}
