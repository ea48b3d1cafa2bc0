import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  layoutMap,
  type MapInput,
  type MapLayout,
  type MapPart,
  type PlacedText,
} from "../../../renderer/ui/map-layout.ts";
import { textWidth, wrapText } from "../../../renderer/ui/text-width.ts";

const part = (key: string, rest: Partial<MapPart> = {}): MapPart => ({
  key,
  title: key,
  note: null,
  addresses: [],
  stop: null,
  passed: null,
  seen: true,
  ...rest,
});

const address = (text: string, known = true) => ({ label: "outside", text, known });

const CARRIER: MapInput = {
  grounds: [
    {
      key: "site",
      label: "On site",
      columns: [
        [part("Recorder and cameras", { seen: false, note: "not looked for yet" }), part("This laptop")],
        [part("Router", { addresses: [address("192.168.178.1"), address("100.100.100.111")] })],
      ],
    },
    {
      key: "provider",
      label: "At the provider",
      columns: [[part("Shared NAT", { stop: "A call from outside ends here", addresses: [address("192.31.196.77")] })]],
    },
    { key: "outside", label: null, columns: [[part("Internet")]] },
  ],
  links: [
    { from: "Recorder and cameras", to: "Router", known: false },
    { from: "This laptop", to: "Router", known: true },
    { from: "Router", to: "Shared NAT", known: true },
    { from: "Shared NAT", to: "Internet", known: true },
  ],
  width: 900,
  rightToLeft: false,
};

const SIZES = { title: 14, note: 12.5, label: 12, address: 12.5, unknown: 12.5, stop: 12, ground: 12 } as const;

/** The horizontal extent of a text, whichever way it runs. */
function extent(text: PlacedText, rightToLeft: boolean): [number, number] {
  const width = textWidth(text.text, SIZES[text.role], text.role === "address" ? "mono" : "sans");
  const growsRight = text.leftToRight ? text.anchor === "start" : !rightToLeft;
  return growsRight ? [text.x, text.x + width] : [text.x - width, text.x];
}

function problems(layout: MapLayout, rightToLeft: boolean): string[] {
  const found: string[] = [];
  const slack = 0.01;
  for (const box of layout.boxes) {
    if (box.x < -slack || box.x + box.width > layout.width + slack) found.push(`${box.key} leaves the picture`);
    if (box.y < -slack || box.y + box.height > layout.height + slack) found.push(`${box.key} leaves the picture`);
    for (const text of box.texts) {
      const [from, to] = extent(text, rightToLeft);
      if (from < box.x - slack || to > box.x + box.width + slack) found.push(`“${text.text}” leaves ${box.key}`);
      if (text.y < box.y || text.y > box.y + box.height) found.push(`“${text.text}” leaves ${box.key}`);
    }
    for (const other of layout.boxes)
      if (
        other.key < box.key &&
        other.x < box.x + box.width &&
        box.x < other.x + other.width &&
        other.y < box.y + box.height &&
        box.y < other.y + other.height
      )
        found.push(`${box.key} and ${other.key} overlap`);
  }
  return found;
}

describe("the layout of the NAT map", () => {
  it("lies across where every box gets room for an address, otherwise it runs downwards", () => {
    expect(layoutMap(CARRIER).direction).toBe("across");
    expect(layoutMap({ ...CARRIER, width: 500 }).direction).toBe("down");
    const { boxes } = layoutMap(CARRIER);
    expect(boxes.map((box) => box.key)).toEqual(
      CARRIER.grounds.flatMap((ground) => ground.columns.flat().map((one) => one.key)),
    );
    const router = boxes.find((box) => box.key === "Router");
    expect(router?.texts.filter((text) => text.role === "address").map((text) => text.text)).toEqual([
      "192.168.178.1",
      "100.100.100.111",
    ]);
  });

  it("puts the cameras above the laptop, and both before the router", () => {
    const at = new Map(layoutMap(CARRIER).boxes.map((box) => [box.key, box]));
    const [cameras, laptop, router] = ["Recorder and cameras", "This laptop", "Router"].map((key) => at.get(key));
    expect(cameras?.x).toBe(laptop?.x);
    expect((cameras?.y ?? 0) + (cameras?.height ?? 0)).toBeLessThan(laptop?.y ?? 0);
    expect((cameras?.x ?? 0) + (cameras?.width ?? 0)).toBeLessThan(router?.x ?? 0);
  });

  it("draws a ground around its own boxes and nobody else's", () => {
    const { grounds, boxes } = layoutMap(CARRIER);
    expect(grounds.map((ground) => ground.label.text)).toEqual(["On site", "At the provider"]);
    const inside = grounds.map((ground) =>
      boxes.filter((box) => box.x >= ground.x && box.x + box.width <= ground.x + ground.width).map((box) => box.key),
    );
    expect(inside).toEqual([["Recorder and cameras", "This laptop", "Router"], ["Shared NAT"]]);
  });

  it("bars the way on the outer side of the box where a call ends", () => {
    for (const width of [900, 400]) {
      const { stops, boxes, direction } = layoutMap({ ...CARRIER, width });
      const box = boxes.find((one) => one.key === "Shared NAT");
      expect(stops.map((stop) => stop.key)).toEqual(["Shared NAT"]);
      const [x, y] = stops[0]?.from ?? [0, 0];
      const beyond =
        direction === "across" ? x - (box?.x ?? 0) - (box?.width ?? 0) : y - (box?.y ?? 0) - (box?.height ?? 0);
      expect(beyond, direction).toBeGreaterThan(0);
      expect(box?.foot).not.toBeNull();
    }
  });

  it("joins boxes edge to edge, and keeps what is not known apart", () => {
    const { links, boxes } = layoutMap(CARRIER);
    expect(links.map((link) => link.known)).toEqual([false, true, true, true]);
    for (const link of links) {
      const [from, to] = link.key.split(/ (?=Router$|Shared NAT$|Internet$)/);
      const [start, end] = [link.points[0], link.points.at(-1)];
      const [a, b] = [boxes.find((box) => box.key === from), boxes.find((box) => box.key === to)];
      expect(start).toEqual([(a?.x ?? 0) + (a?.width ?? 0), (a?.y ?? 0) + (a?.height ?? 0) / 2]);
      expect(end).toEqual([b?.x, (b?.y ?? 0) + (b?.height ?? 0) / 2]);
    }
  });

  it("is the mirror image where people read from right to left, with addresses as they are", () => {
    const [left, right] = [layoutMap(CARRIER), layoutMap({ ...CARRIER, rightToLeft: true })];
    expect(right.boxes.map((box) => Math.round(right.width - box.x - box.width))).toEqual(
      left.boxes.map((box) => Math.round(box.x)),
    );
    const texts = right.boxes.flatMap((box) => box.texts);
    expect(texts.every((text) => text.anchor === (text.leftToRight ? "end" : "start"))).toBe(true);
    expect(problems(right, true)).toEqual([]);
  });

  const anyText = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(
      "2001:db8:1234:5678:9abc:def0:1234:5678",
      "W".repeat(80),
      "ルーター".repeat(9),
      "a b c",
      "\u202egnp",
    ),
  );
  const anyPart = fc.record({
    title: anyText,
    note: fc.option(anyText),
    addresses: fc.array(fc.record({ label: anyText, text: anyText, known: fc.boolean() }), { maxLength: 3 }),
    stop: fc.option(anyText),
    passed: fc.option(anyText),
    seen: fc.boolean(),
  });

  it("never lets a text out of its box, nor boxes over each other, whatever the network says", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.array(anyPart, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 240, max: 2_000 }),
        fc.boolean(),
        (grounds, width, rightToLeft) => {
          let last = 0;
          const input: MapInput = {
            grounds: grounds.map((columns, at) => ({
              key: `ground ${at}`,
              label: at % 2 === 0 ? "Ground" : null,
              columns: columns.map((column) => column.map((one) => ({ ...one, key: `box ${++last}` }))),
            })),
            links: [],
            width,
            rightToLeft,
          };
          expect(problems(layoutMap(input), rightToLeft)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("the width of a text", () => {
  it("is exact for addresses and never too small for words", () => {
    expect(textWidth("192.168.178.1", 10, "mono")).toBeCloseTo(78);
    expect(textWidth("", 10, "sans")).toBe(0);
    expect(textWidth("W", 10, "sans")).toBeGreaterThan(textWidth("i", 10, "sans") * 2);
  });

  it("breaks between words, in long addresses behind a colon, and at last anywhere", () => {
    expect(wrapText("the quick brown fox", 60, 10, "sans")).toEqual(["the quick", "brown fox"]);
    expect(wrapText("2001:db8::1234:5678", 70, 10, "mono")).toEqual(["2001:db8::", "1234:5678"]);
    expect(wrapText("aaaaaaaaaa", 30, 10, "mono")).toEqual(["aaaaa", "aaaaa"]);
    expect(wrapText("  ", 30, 10, "sans")).toEqual([]);
  });
});
