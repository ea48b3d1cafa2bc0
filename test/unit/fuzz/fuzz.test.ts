import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ALL_TARGETS, targetNamed } from "../../fuzz/all-targets.ts";
import { branchesOf } from "../../fuzz/branch-coverage.ts";
import { mutated } from "../../fuzz/mutate.ts";
import { randomFrom } from "../../fuzz/random.ts";
import { allRegressions } from "../../fuzz/regressions.ts";
import { checked } from "../../fuzz/run-target.ts";
import { watchedRun } from "../../fuzz/watched-run.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const SAMPLE_RUNS = 250;
const SAMPLE_TEST_MS = 120_000;

describe("a sample of changed captures", () => {
  it("does no harm to any reader", { timeout: SAMPLE_TEST_MS }, async () => {
    const targets = ALL_TARGETS.map((target) => target.name);
    const { results } = await watchedRun({ targets, seed: 7, runs: SAMPLE_RUNS, limitMs: null, withCoverage: false });
    const findings = [...results].flatMap(([name, run]) => run.findings.map(({ error }) => `${name}: ${error}`));
    expect(findings).toEqual([]);
    expect([...results].map(([name, { runs }]) => [name, runs])).toEqual(targets.map((name) => [name, SAMPLE_RUNS]));
  });
});

describe("what once broke a reader", () => {
  it.each(allRegressions().map((one) => [one.file, one] as const))("%s is read", (_file, { target, input }) => {
    expect(checked(targetNamed(target), input)).toHaveProperty("signature");
  });
});

describe("the list of readers", () => {
  /** They read nothing that comes from outside (commands are written there), or only through another one. */
  const OTHERS =
    /\/(?:guarded-command|quoted|second-address|systemd-hardening|byte-reader|byte-writer|capture|capture-[a-z]+|crc32|decode|decode-[a-z]+|upnp-error)\.ts$/;

  it("has every file that reads a protocol or a program's output", () => {
    const listed = new Set(ALL_TARGETS.flatMap((target) => Object.keys(target.sources)));
    const files = ["core/codec", "core/system"].flatMap((folder) =>
      readdirSync(`${root}/${folder}`).map((file) => `${folder}/${file}`),
    );
    const missing = files.filter((file) => !listed.has(file) && !OTHERS.test(file));
    expect(missing).toEqual([]);
  });

  it("names each once, and sources that exist", () => {
    const names = ALL_TARGETS.map((target) => target.name);
    expect(new Set(names).size).toBe(names.length);
    for (const target of ALL_TARGETS)
      for (const file of Object.keys(target.sources)) expect(readFileSync(`${root}/${file}`, "utf8")).not.toBe("");
  });
});

describe("the machinery", () => {
  it.each([
    ["throws", "TypeError", 60_000],
    ["hangs", "not read within 1500 ms", 1_500],
    ["eats-memory", "memory", 60_000],
  ])("sees a reader that %s", { timeout: SAMPLE_TEST_MS }, async (name, error, hangsMs) => {
    const task = { targets: [name], seed: 1, runs: 50, limitMs: null, withCoverage: false };
    const [finding] = (await watchedRun(task, hangsMs)).results.get(name)?.findings ?? [];
    expect(finding?.error).toContain(error);
    expect(finding?.input).not.toEqual(Uint8Array.of(1));
  });

  const material = { corpus: [new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n")], tokens: ["x"] };
  const series = (seed: number): string[] => {
    const random = randomFrom(seed);
    return Array.from({ length: 200 }, () => Buffer.from(mutated(random, material)).toString("base64"));
  };

  it("makes the same inputs of the same seed, and others of another", () => {
    expect(series(1)).toEqual(series(1));
    expect(series(1)).not.toEqual(series(2));
    expect(new Set(series(1)).size).toBeGreaterThan(150);
  });

  it("counts the branches that were taken, and those that were not", () => {
    const covered = branchesOf(root, { "core/codec/crc32.ts": [] }, []);
    expect(covered.length).toBeGreaterThan(0);
    expect(covered.every(({ reached }) => !reached)).toBe(true);
    expect(() => branchesOf(root, { "core/codec/crc32.ts": ["noSuchFunction"] }, [])).toThrow("noSuchFunction");
  });
});
