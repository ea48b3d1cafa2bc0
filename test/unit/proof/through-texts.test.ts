import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { copiesFor, isPoorStream, judgeStall, judgeStream, together } from "#core/proof/stream-judge.ts";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";

const leaves = (tree: object, prefix: string): [string, string][] =>
  Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[`${prefix}.${name}`, value] as [string, string]]
      : leaves(value as object, `${prefix}.${name}`),
  );
const english = [en.through, en.turn, en.serverDistance].flatMap((tree, index) =>
  leaves(tree, ["through", "turn", "serverDistance"][index] ?? ""),
);
const german = new Map([
  ...leaves(de.through, "through"),
  ...leaves(de.turn, "turn"),
  ...leaves(de.serverDistance, "serverDistance"),
]);
const sources = ["core/proof", "main/host/proof", "core/relay"]
  .flatMap((path) => {
    const root = fileURLToPath(new URL(`../../../${path}/`, import.meta.url));
    return readdirSync(root).map((file) => readFileSync(root + file, "utf8"));
  })
  .join("\n");

test.each(english)("%s has the same values in German", (key, sentence) => {
  const values = (text: string): string[] =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").toSorted();
  expect(new Set(values(german.get(key) ?? ""))).toEqual(new Set(values(sentence)));
});

test("all are used", () => {
  const unused = english
    .map(([key]) => key)
    .filter((key) => {
      const last = key.split(".").at(-1) ?? "";
      const isMadeUp = sources.includes(`\`${key.slice(0, -last.length)}`);
      const words = [last, last.replace(/^mtu-/, "")];
      return !sources.includes(`"${key}"`) && !(isMadeUp && words.some((word) => sources.includes(`"${word}"`)));
    });
  expect(unused).toEqual([]);
});

test.each([
  ["describe", true, true, "mtu-describe"],
  ["stream", true, true, "mtu-stream"],
  ["page", true, true, "mtu-page"],
  ["page", true, false, "stalled"],
  ["stream", false, true, "stalled"],
  ["tls", true, true, "mtu-tls"],
  ["tls", true, false, "silent"],
  ["stream", true, "some", "comes-and-goes"],
] as const)("a stall of the %s, small ones before %s and after %s", (what, smallBefore, afterwards, word) => {
  expect(judgeStall({ what, smallBefore, afterwards }).key).toBe(`through.trouble.${word}`);
});

const STREAM = { copies: 1, mbps: 4, seconds: 5, packets: 1_000, lostPackets: 0, behindMs: 0, codec: "H264" };

test.each([
  [{}, null, "measured"],
  [{}, 4, "enough"],
  [{}, 5, "smaller"],
  [{ lostPackets: 11 }, 4, "lossy"],
  [{ lostPackets: 10 }, 4, "enough"],
  [{ behindMs: 800, lostPackets: 50 }, 4, "too-slow"],
  [{ behindMs: 700 }, 4, "enough"],
  [{ longestGapMs: 1_500 }, 4, "enough"],
] as const)("a stream with %j of which %s Mbit/s are wanted", (changes, wanted, word) => {
  const stream = { ...STREAM, ...changes };
  expect(judgeStream(stream, wanted).key).toBe(`through.stream.${word}`);
  const group = wanted === null ? "stream" : "together";
  expect(judgeStream({ ...stream, copies: 2 }, wanted).key).toBe(`through.${group}.${word}`);
});

test.each([
  [4, null, 1],
  [4, 4, 1],
  [4, 4.1, 2],
  [4, 16, 4],
  [0.1, 16, 6],
  [0, 16, 1],
])("a stream of %s Mbit/s, where %s are wanted, is played %s times at once", (mbps, wanted, copies) => {
  expect(copiesFor({ ...STREAM, mbps }, wanted)).toBe(copies);
});

test("streams at the same time are judged by their sum and the worst of them", () => {
  const all = together([STREAM, { ...STREAM, mbps: 3.5, lostPackets: 30, behindMs: null }]);
  expect(all).toEqual({ ...STREAM, copies: 2, mbps: 7.5, packets: 2_000, lostPackets: 30 });
  expect(isPoorStream(judgeStream(all, 7))).toBe(true);
  expect(isPoorStream(judgeStream({ ...all, lostPackets: 20 }, 8))).toBe(false);
  expect(isPoorStream(null)).toBe(false);
});

test("a stream that stood still and went on is called broken off, though its pictures are late, too", () => {
  const stream = { ...STREAM, behindMs: 3_000, longestGapMs: 3_100 };
  expect(judgeStream(stream, 4)).toMatchObject({ key: "through.stream.broken-off", args: { gap: 3.1 } });
});
