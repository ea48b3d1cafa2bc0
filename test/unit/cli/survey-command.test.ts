import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diagnosisSchema } from "#core/nat/diagnosis.ts";
import { en } from "#core/text/en.ts";
import { FAKE_EXTERNAL_ADDRESS } from "../../fakes/fake-gateway.ts";
import { fakeTerminal, jsonOf, temporaryFolder } from "./terminal-fixture.ts";

/** Everything that the command line promises, by its path in the JSON. */
const PROMISED = [
  "verdict.kind",
  "verdict.confidence",
  "verdict.sentence",
  "verdict.for",
  "verdict.against",
  "verdict.settledBy",
  "layers",
  "nat.mapping",
  "nat.filtering",
  "nat.hairpin",
  "findings",
  ...["pcp", "natpmp", "upnp"].flatMap((p) =>
    ["available", "result", "externalAddress"].map((key) => `mappings.${p}.${key}`),
  ),
  "publicAddress",
  "wanAddress",
  "durationMs",
  "observations",
];

const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

describe("survey --json", () => {
  it("has every promised key, in types that never change", async () => {
    const { run } = await fakeTerminal();
    const result = await run(["survey", "--json"]);
    expect([result.status, result.err]).toEqual([0, ""]);
    const json = jsonOf(result);
    expect(PROMISED.filter((path) => at(json, path) === undefined)).toEqual([]);
    expect(json).toMatchObject({
      verdict: { kind: "public", confidence: 0.97, sentence: expect.stringContaining(FAKE_EXTERNAL_ADDRESS) as string },
      publicAddress: FAKE_EXTERNAL_ADDRESS,
      wanAddress: FAKE_EXTERNAL_ADDRESS,
      nat: { mapping: "unknown", filtering: "unknown", hairpin: "unknown" },
      mappings: { pcp: { available: true, result: "granted", externalAddress: FAKE_EXTERNAL_ADDRESS } },
    });
    for (const list of ["verdict.for", "verdict.against"])
      for (const reason of at(json, list) as unknown[]) expect(reason).toEqual(expect.any(String));
    for (const layer of at(json, "layers") as object[])
      expect(Object.keys(layer)).toEqual(expect.arrayContaining(["kind", "owner", "address"]));
    for (const finding of at(json, "findings") as object[])
      expect(Object.keys(finding)).toEqual(expect.arrayContaining(["code", "severity", "title"]));
    expect((at(json, "observations") as unknown[]).length).toBeGreaterThan(10);
  });

  it("speaks English unless it is told otherwise, whatever the system speaks", async () => {
    const { run } = await fakeTerminal();
    const sentence = async (...argv: string[]): Promise<unknown> =>
      at(
        jsonOf(await run(["survey", "--json", "--only", "stun", ...argv], { environment: { LANG: "de_DE.UTF-8" } })),
        "verdict.sentence",
      );
    expect(await sentence()).toContain("The public address");
    expect(await sentence("--lang", "de")).toContain("öffentliche Adresse");
  });
});

describe("survey for a person", () => {
  it("prints every answer as it comes, then the verdict and what it rests on", async () => {
    const { run } = await fakeTerminal();
    const { status, out, err } = await run(["survey"]);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain(`${en.terminal.verdict}: ${en.verdict.name.public}`);
    expect(out).toContain(en.question["own-this-address"]);
    expect(out.indexOf(en.question["own-this-address"])).toBeLessThan(out.indexOf(`${en.terminal.verdict}:`));
    expect(out.startsWith(en.terminal.legend)).toBe(true);
    const rows = out.slice(0, out.indexOf(`${en.terminal.verdict}:`)).split("\n");
    expect(rows.find((row) => row.includes(en.question["my-address"]))).toContain(FAKE_EXTERNAL_ADDRESS);
    expect(out).toContain(`Public address: ${FAKE_EXTERNAL_ADDRESS}`);
    expect(out).not.toMatch(/\{\{|undefined|\[object/);
  });

  it.each([
    [{ LANG: "de_DE.UTF-8" }, [], "Öffentliche Adresse"],
    [{ LANG: "en_GB.UTF-8", LC_ALL: "de_AT" }, [], "Öffentliche Adresse"],
    [{ LANG: "fi_FI.UTF-8" }, [], "Public address"],
    [{ LANG: "de_DE.UTF-8" }, ["--lang", "en"], "Public address"],
    [{}, ["--lang", "de"], "Öffentliche Adresse"],
  ])("speaks the language of %j %j", async (environment, argv, expected) => {
    const { run } = await fakeTerminal();
    expect((await run(["survey", "--only", "stun", ...argv], { environment })).out).toContain(expected);
  });
});

describe("survey's options", () => {
  const asked = (json: Record<string, unknown>, probe: string): string[] =>
    (json["observations"] as { probe: string; asked: string }[]).filter((o) => o.probe === probe).map((o) => o.asked);

  it("ask the given servers instead of the configured ones", async () => {
    const { run, stun, otherStun, whoami } = await fakeTerminal();
    const plain = jsonOf(await run(["survey", "--json", "--only", "stun,public-address"]));
    expect([asked(plain, "stun"), asked(plain, "public-address")]).toEqual([[stun], [whoami]]);
    const given = ["--stun", otherStun, "--stun", stun, "--whoami", `${whoami}?a`];
    const own = jsonOf(await run(["survey", "--json", "--only", "stun", "--only", "public-address", ...given]));
    expect([asked(own, "stun").toSorted(), asked(own, "public-address")]).toEqual([
      [stun, otherStun].toSorted(),
      [`${whoami}?a`],
    ]);
  });

  it("--only asks only those, --no-mapping opens nothing", async () => {
    const { run, gateway } = await fakeTerminal();
    const json = jsonOf(await run(["survey", "--json", "--only", "pcp, upnp", "--no-mapping"]));
    const probes = new Set((json["observations"] as { probe: string }[]).map((o) => o.probe));
    expect([...probes].toSorted()).toEqual(["default-route", "pcp", "upnp"]);
    expect(at(json, "mappings.pcp.result")).toBe("not-tested");
    expect(gateway.table.made).toBe(0);
  });

  it.each([
    ["--stun", "no-port"],
    ["--stun", ""],
    ["--whoami", "ftp://example.org"],
    ["--only", "telnet"],
    ["--only", ""],
    ["--lang", "fr"],
    ["--fast"],
    ["somewhere"],
    ["--stun"],
  ])("that are wrong end with status 2 and a sentence: %s %s", async (...argv) => {
    const { run, gateway } = await fakeTerminal();
    const { status, out, err } = await run(["survey", ...argv]);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("farsite help");
    expect(gateway.counts.pcp).toBe(0);
  });

  it("of the environment that are wrong name the variable", async () => {
    const { run } = await fakeTerminal();
    const { status, err } = await run(["survey"], { environment: { FARSITE_STUN: "nonsense" } });
    expect([status, err]).toEqual([1, expect.stringContaining("FARSITE_STUN")]);
  });
});

describe("survey that is cancelled", () => {
  it("ends with status 130 and nothing left in the router, with what it saw as JSON", async () => {
    const { run, gateway } = await fakeTerminal({ answers: "slow-on-map", natPmp: "silent" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 150);
    const result = await run(["survey", "--json", "--save"], { signal: controller.signal });
    expect([result.status, result.err]).toEqual([130, en.terminal.cancelled]);
    expect(jsonOf(result)).toMatchObject({ cancelled: true });
    expect(jsonOf(result)).not.toHaveProperty("saved");
    expect(gateway.table.entries).toEqual([]);
    expect(jsonOf(await run(["list", "--json"]))).toEqual({ sites: [] });
  });
});

describe("survey that is cancelled, for a person", () => {
  it("says above the verdict that it is incomplete", async () => {
    const { run } = await fakeTerminal({ answers: "slow-on-map", natPmp: "silent" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 150);
    const { status, out } = await run(["survey"], { signal: controller.signal });
    expect(status).toBe(130);
    expect(out).toContain(en.terminal.incomplete);
    expect(out.indexOf(en.terminal.incomplete)).toBeLessThan(out.indexOf(`${en.terminal.verdict}:`));
  });
});

describe("survey that is refused a test port", () => {
  it("marks the answer with a minus and gives its reason", async () => {
    const { run } = await fakeTerminal({ pcp: "refuse" });
    const { out } = await run(["survey", "--only", "pcp"]);
    expect(out).toMatch(/^- .*PCP.*it has no port to give/m);
  });
});

describe("survey --save and list", () => {
  it("keep the check as a site and show it", async () => {
    const { run } = await fakeTerminal();
    const saved = jsonOf(await run(["survey", "--json", "--save", "--only", "stun,own-address-ping"]))["saved"] as {
      siteId: string;
      siteName: string;
    };
    const list = await run(["list", "--json"]);
    expect(list.status).toBe(0);
    expect(jsonOf(list)).toEqual({
      sites: [
        {
          id: saved.siteId,
          name: saved.siteName,
          updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
          checks: 1,
          lastVerdict: "public",
          waitingFor: null,
        },
      ],
    });
    const text = await run(["list"]);
    expect(text.out).toContain(saved.siteName);
    expect((await run(["list", "--lang", "de"])).out).toContain("Öffentliche Adresse");
  });

  it("say when there is nothing yet", async () => {
    const { run } = await fakeTerminal();
    expect(await run(["list"])).toEqual({ status: 0, out: en.terminal.noSites, err: "" });
    expect(jsonOf(await run(["list", "--json"]))).toEqual({ sites: [] });
  });

  it("end with status 1 and a sentence when nothing can be kept, after the result", async () => {
    const { run } = await fakeTerminal();
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const environment = { FARSITE_DATA: join(file, "data") };
    const result = await run(["survey", "--json", "--save"], { environment });
    expect(result.status).toBe(1);
    expect(diagnosisSchema.shape.verdict.shape.kind.parse(at(jsonOf(result), "verdict.kind"))).toBe("public");
    expect(result.err).toContain(en.terminal.notSaved);
    const list = await run(["list"], { environment });
    expect([list.status, list.out]).toEqual([1, ""]);
    expect(list.err).toContain("FARSITE_DATA");
  });
});
