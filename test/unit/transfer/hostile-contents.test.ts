import { createPrivateKey, sign } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "#core/survey/canonical-json.ts";
import { signedText } from "#core/survey/revision.ts";
import { PACKAGE_VERSION } from "#core/team/package-manifest.ts";
import { jpegSegment, jpegWith } from "../../fakes/jpeg-bytes.ts";
import {
  fileOf,
  makeGoodPackage,
  packed,
  expectRefused,
  withManifest,
  type Contents,
  type GoodPackage,
  type manifestOf,
} from "./forged-package.ts";
import { hashOf, newLaptop } from "./transfer-fixture.ts";

let good: GoodPackage;
beforeAll(async () => {
  good = await makeGoodPackage();
});

describe("a manifest that lies", () => {
  it.each<[string, (manifest: ReturnType<typeof manifestOf>) => unknown]>([
    ["is no object", () => []],
    ["is of another program", (manifest) => ({ ...manifest, format: "other" })],
    ["has no version", ({ version: _version, ...rest }) => rest],
    ["lists too little", (manifest) => ({ ...manifest, entries: manifest.entries.slice(1) })],
    [
      "lists what is not there",
      (manifest) => ({
        ...manifest,
        entries: [...manifest.entries, { name: `photos/${"c".repeat(64)}.jpg`, size: 1, sha256: "c".repeat(64) }],
      }),
    ],
    ["lists one twice", ({ entries, ...rest }) => ({ ...rest, entries: [...entries.slice(1), ...entries.slice(-1)] })],
    [
      "gives other sizes",
      ({ entries, ...rest }) => ({
        ...rest,
        entries: entries.map((one) => ({ ...one, size: one.size + 1 })),
      }),
    ],
    [
      "gives other hashes",
      ({ entries, ...rest }) => ({
        ...rest,
        entries: entries.map((one) => ({ ...one, sha256: "d".repeat(64) })),
      }),
    ],
    [
      "names other heads",
      ({ sites, ...rest }) => ({ ...rest, sites: sites.map((s) => ({ ...s, heads: ["e".repeat(64)] })) }),
    ],
    [
      "counts other revisions",
      ({ sites, ...rest }) => ({ ...rest, sites: sites.map((s) => ({ ...s, revisions: 1 })) }),
    ],
    ["names a site twice", ({ sites, ...rest }) => ({ ...rest, sites: [...sites, ...sites] })],
    ["names no site", (manifest) => ({ ...manifest, sites: [] })],
    [
      "names a site that is not there",
      ({ sites, ...rest }) => ({
        ...rest,
        sites: [...sites, ...sites.map((s) => ({ ...s, id: "5a0c1a52-6f5e-4a35-9c0b-0d6a2d3a7c99" }))],
      }),
    ],
    [
      "has somebody else's card with a wrong signature",
      ({ madeBy, ...rest }) => ({ ...rest, madeBy: madeBy && { ...madeBy, name: "The boss" } }),
    ],
  ])("that %s is refused", async (_name, change) => {
    await expectRefused(packed(withManifest(good.contents, change)));
  });

  it("of a newer Farsite says so", async () => {
    const newer = packed(
      withManifest(good.contents, (manifest) => ({ ...manifest, version: PACKAGE_VERSION + 1, sites: "elsewhere" })),
    );
    await expect(newLaptop().transfers.open(fileOf(newer), null)).rejects.toMatchObject({
      code: "PACKAGE_NEWER",
      data: { found: PACKAGE_VERSION + 1, known: PACKAGE_VERSION },
    });
  });
});

describe("revisions that are not what they say", () => {
  type Line = { hash: string; text: string; signature: string | null };
  const edited = (index: number, change: (line: Line) => Line): Contents =>
    good.withLines((all) => all.map((one, i) => (i === index ? JSON.stringify(change(JSON.parse(one) as Line)) : one)));
  const renamed = (text: string): string => text.replaceAll("Bakery", "Butcher");
  it.each<[string, () => Contents]>([
    ["another text", () => edited(0, (line) => ({ ...line, text: renamed(line.text) }))],
    [
      "another text with its own hash, which nothing follows",
      () => edited(0, (line) => ({ ...line, text: renamed(line.text), hash: hashOf(renamed(line.text)) })),
    ],
    [
      "a forged signature",
      () => {
        const raw = Buffer.alloc(32, 7);
        const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), raw]);
        const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
        return edited(0, (line) => ({
          ...line,
          signature: sign(null, Buffer.from(signedText(line.hash)), key).toString("base64"),
        }));
      },
    ],
    [
      "another one's signature",
      () => {
        const { signature } = JSON.parse(good.lines[1] ?? "null") as Line;
        return edited(0, (line) => ({ ...line, signature }));
      },
    ],
    [
      "a changed last revision, hash and all, with the old signature",
      () => {
        const last = JSON.parse(good.lines.at(-1) ?? "null") as Line;
        const text = canonicalJson({ ...(JSON.parse(last.text) as object), createdAt: "2030-01-01T00:00:00Z" });
        const contents = good.withLines((all) => [
          ...all.slice(0, -1),
          JSON.stringify({ ...last, text, hash: hashOf(text) }),
        ]);
        return withManifest(contents, ({ sites, ...rest }) => ({
          ...rest,
          sites: sites.map((s) => ({ ...s, heads: [hashOf(text)] })),
        }));
      },
    ],
    [
      "a spelling that is not canonical",
      () => {
        const last = JSON.parse(good.lines.at(-1) ?? "null") as Line;
        const text = ` ${last.text}`;
        const contents = good.withLines((all) => [
          ...all.slice(0, -1),
          JSON.stringify({ text, hash: hashOf(text), signature: null }),
        ]);
        return withManifest(contents, ({ sites, ...rest }) => ({
          ...rest,
          sites: sites.map((s) => ({ ...s, heads: [hashOf(text)] })),
        }));
      },
    ],
    ["the wrong order", () => good.withLines((all) => all.toReversed())],
    ["a gap", () => good.withLines((all) => all.filter((_, i) => i !== 2))],
    ["one twice", () => good.withLines((all) => [...all, ...all.slice(-1)])],
    ["another member", () => edited(0, (line) => ({ ...line, note: "x" }) as Line)],
    [
      "a line cut off",
      () =>
        withManifest(
          new Map([
            ...good.contents,
            [good.revisionsName, (good.contents.get(good.revisionsName) ?? Buffer.alloc(0)).subarray(0, -5)],
          ]),
        ),
    ],
    [
      "no UTF-8",
      () => withManifest(new Map([...good.contents, [good.revisionsName, Buffer.from([0xff, 0xfe, 0x0a])]])),
    ],
    ["no card of their author", () => withManifest(new Map([...good.contents, ["laptops.json", Buffer.from("[]")]]))],
    [
      "a card with another name",
      () => {
        const cards = JSON.parse(good.contents.get("laptops.json")?.toString() ?? "[]") as { name: string }[];
        return withManifest(
          new Map([
            ...good.contents,
            ["laptops.json", Buffer.from(JSON.stringify(cards.map((card) => ({ ...card, name: "x" }))))],
          ]),
        );
      },
    ],
  ])("%s: refused", async (_name, contents) => {
    await expectRefused(packed(contents()));
  });
});

describe("records and pictures that are not what they say", () => {
  const replaced = (prefix: string, content: Buffer, name = good.entryWith(prefix)): Buffer =>
    packed(withManifest(new Map([...good.contents, [name, content]])));
  it("another record under the same name is refused", async () => {
    const name = good.entryWith("/records/");
    await expectRefused(
      replaced("/records/", Buffer.from((good.contents.get(name)?.toString() ?? "").replace("cgnat", "public"))),
    );
  });

  it("another picture under the same name is refused", async () => {
    await expectRefused(replaced("photos/", Buffer.from(jpegWith(jpegSegment(0xe2, "x")))));
  });

  it("what no revision names is refused", async () => {
    const picture = Buffer.from(jpegWith(jpegSegment(0xe2, "x")));
    expect(await expectRefused(replaced("", picture, `photos/${hashOf(picture)}.jpg`))).toContain(
      "no revision names it",
    );
    const record = Buffer.from("{}");
    const name = `sites/${good.siteId}/records/${hashOf(record)}.json`;
    expect(await expectRefused(replaced("", record, name))).toContain("no revision names it");
  });
});
