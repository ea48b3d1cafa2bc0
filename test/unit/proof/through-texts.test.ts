import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { judgeStall, judgeStream } from "#core/proof/stream-judge.ts";
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
] as const)("a stall of the %s, small ones before %s and after %s", (what, smallBefore, afterwards, word) => {
  expect(judgeStall({ what, smallBefore, afterwards }).key).toBe(`through.trouble.${word}`);
});

test.each([
  [{}, null, "measured"],
  [{}, 4, "enough"],
  [{}, 5, "smaller"],
  [{ lostPackets: 11 }, 4, "lossy"],
  [{ lostPackets: 10 }, 4, "enough"],
  [{ behindMs: 800, lostPackets: 50 }, 4, "too-slow"],
  [{ behindMs: 700 }, 4, "enough"],
] as const)("a stream with %j of which %s Mbit/s are wanted", (changes, wanted, word) => {
  const stream = { mbps: 4, seconds: 5, packets: 1_000, lostPackets: 0, behindMs: 0, codec: "H264", ...changes };
  expect(judgeStream(stream, wanted).key).toBe(`through.stream.${word}`);
});
