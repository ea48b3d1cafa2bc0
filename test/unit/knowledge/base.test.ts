import { describe, expect, it } from "vitest";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { KNOWLEDGE_KINDS, knowledgeFilesSchema } from "#core/knowledge/knowledge.ts";
import { BRANDS } from "#core/lan/brand-table.ts";
import { WHEN_WRITTEN } from "./when-written.ts";

const base = baseKnowledge();

/** Every object inside, with the way to it. */
function objectsIn(value: unknown, path = ""): { path: string; value: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => objectsIn(one, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  const own = Object.fromEntries(Object.entries(value));
  return [{ path, value: own }, ...Object.entries(own).flatMap(([name, one]) => objectsIn(one, `${path}.${name}`))];
}

const all = KNOWLEDGE_KINDS.flatMap((kind) =>
  base[kind].map((entry) => ({ kind, id: entry.id, entry, objects: objectsIn(entry, `${kind}/${entry.id}`) })),
);
const objects = all.flatMap((one) => one.objects);

describe("the facts that come with Farsite", () => {
  it("have their shape, and no field that nobody reads", () => {
    expect(knowledgeFilesSchema.safeParse(base).error?.issues ?? []).toEqual([]);
  });

  it("are each there once", () => {
    for (const kind of KNOWLEDGE_KINDS) {
      const ids = base[kind].map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    }
    const brands = base.makers.map(({ brand }) => brand);
    expect(new Set(brands).size).toBe(brands.length);
  });

  it("were seen, and not tomorrow", () => {
    const days = objects.flatMap(({ path, value }) => ("seen" in value ? [{ path, seen: value["seen"] }] : []));
    expect(days.length).toBeGreaterThan(all.length - 1);
    expect(days.filter(({ seen }) => typeof seen !== "string" || seen > WHEN_WRITTEN)).toEqual([]);
  });

  it("are no surer than their source", () => {
    const unchecked = objects.filter(
      ({ value: { source } }) => typeof source === "string" && source.includes("general knowledge"),
    );
    expect(unchecked.length).toBeGreaterThan(0);
    expect(unchecked.filter(({ value }) => value["confidence"] !== "low").map(({ path }) => path)).toEqual([]);
    // A source without how sure it makes the group would borrow the entry's certainty, and the other way round.
    expect(objects.filter(({ value }) => "source" in value !== "confidence" in value).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it("are worded in both languages", () => {
    const worded = objects.filter(({ path }) =>
      /\.(?:words|note|exit|whoSees|dataLocation|what|steps\[\d+\])$/.test(path),
    );
    const prose = worded.filter(({ value }) => !("words" in value));
    expect(prose.length).toBeGreaterThan(100);
    expect(prose.filter(({ value }) => !("en" in value && "de" in value)).map(({ path }) => path)).toEqual([]);
  });

  it("name brands that devices are recognised by", () => {
    const known = new Set(BRANDS.map(({ name }) => name));
    expect(base.makers.filter(({ brand }) => !known.has(brand)).map(({ brand }) => brand)).toEqual([]);
  });

  it("forward only ports that the maker's devices have, and none that must never be", () => {
    const name = ({ port, transport }: { port: number; transport: string }): string => `${transport}/${port}`;
    for (const { brand, ports, forward, neverForward } of base.makers) {
      const has = new Set(ports.map(name));
      const never = new Set(neverForward.map(name));
      const wanted = forward.flatMap((one) => one.ports.map(name));
      expect(
        wanted.filter((port) => !has.has(port) || never.has(port)),
        brand,
      ).toEqual([]);
      for (const { use, ports: needed } of forward) {
        const meant = ports.filter((one) => one.uses.includes(use)).map(name);
        expect(
          needed.map(name).filter((port) => !meant.includes(port)),
          `${brand} ${use}`,
        ).toEqual([]);
      }
    }
  });

  it("forward no page without encryption", () => {
    const plain = base.makers.flatMap(({ brand, ports, forward }) =>
      forward
        .filter(({ use }) => use === "web")
        .flatMap((one) => one.ports)
        .filter(({ port }) => ports.some((own) => own.port === port && own.encrypted !== true))
        .map(({ port }) => `${brand} ${port}`),
    );
    expect(plain).toEqual([]);
  });

  it("price a route once, with the day of the price, and only with products that are there", () => {
    const typical = base.prices.filter(({ use }) => use === "typical").map(({ route }) => route);
    expect(new Set(typical).size).toBe(typical.length);
    for (const { id, date, product, route } of base.prices) {
      expect(date <= WHEN_WRITTEN, id).toBe(true);
      if (product === undefined) continue;
      expect(base.products.find((one) => one.id === product)?.route, id).toBe(route);
    }
  });

  it("put what a router runs before who built it", () => {
    const order = base.routers.map(({ id }) => id);
    for (const firmware of ["openwrt", "pfsense", "opnsense"]) {
      expect(order.indexOf(firmware)).toBeLessThan(order.indexOf("tp-link"));
    }
    expect(order.indexOf("tp-link-deco")).toBeLessThan(order.indexOf("tp-link"));
  });
});
