import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { parseVantageAddress } from "#core/vantage/vantage-address.ts";
import { testVantage } from "#host/vantage/test-vantage.ts";
import { readTechnicians } from "../../../main/vantage/technicians.ts";
import { fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { fakeTerminal, temporaryFolder } from "./terminal-fixture.ts";

const asker = fakeEnvironment(null, {
  computer: { localAddressTowards: async () => LOOPBACK },
  budget: patientBudget,
});

/** The Node that came with this system, the one that a server has; else the one that runs this. */
const systemNode = existsSync("/usr/bin/node") ? "/usr/bin/node" : process.execPath;

/** Newer than Node 18, which Debian 12 and Ubuntu 24.04 bring along. */
const TOO_NEW =
  /\.(toSorted|toReversed|toSpliced|groupBy|withResolvers|isSubsetOf|isDisjointFrom|symmetricDifference|fromAsync|getSetCookie)\(|AbortSignal\.any|Promise\.try|import\.meta\.dirname|await using|\/v\b[,;)]/;

async function setUp(...args: string[]) {
  const folder = join(temporaryFolder(), "vantage");
  const { run } = await fakeTerminal();
  const ran = await run(["vantage", "setup", ...args, "-o", folder]);
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const lines = ran.out.split("\n").flatMap((line) => parseVantageAddress(line.trim())?.token ?? []);
  return { folder, ran, read, lines };
}

/** Runs the one file until the test is over. */
async function started(
  file: string,
  args: string[],
): Promise<{ port: number; entries: object[]; child: ReturnType<typeof spawn> }> {
  const child = spawn(systemNode, [file, "--listen", `${LOOPBACK}:0`, "--ports", "none", "--no-stun", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  const entries: object[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${JSON.stringify(entries)}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const entry = JSON.parse(line) as { event: string; listening?: { port: number }[] };
      entries.push(entry);
      if (entry.event === "listening") resolve(entry.listening?.[0]?.port ?? 0);
    });
  });
  return { port, entries, child };
}

const tested = (port: number, token: string) => testVantage({ url: `http://${LOOPBACK}:${port}/`, token }, asker);

describe("farsite vantage setup", () => {
  it("makes a systemd service whose one file runs on the system's own Node", async () => {
    const { folder, ran, read, lines } = await setUp(
      "--kind",
      "systemd",
      "--technician",
      "Anna",
      "--technician",
      "Ben",
    );
    expect([ran.status, ran.err]).toEqual([0, ""]);
    expect(readdirSync(folder).toSorted()).toEqual([
      "farsite-vantage.mjs",
      "farsite-vantage.service",
      "install.sh",
      "nftables.conf",
      "tokens.json",
    ]);
    expect(statSync(join(folder, "tokens.json")).mode & 0o777).toBe(0o600);
    const technicians = readTechnicians(read("tokens.json"));
    expect(technicians.map(({ name }) => name)).toEqual(["Anna", "Ben"]);
    expect(lines).toEqual(technicians.map(({ token }) => token));
    expect(read("farsite-vantage.mjs")).not.toMatch(TOO_NEW);

    const tokens = join(folder, "tokens.json");
    const { port, entries, child } = await started(join(folder, "farsite-vantage.mjs"), ["--tokens", tokens]);
    expect(await tested(port, lines[0] ?? "")).toMatchObject({ state: "answered", seenAs: { address: LOOPBACK } });
    expect(entries.at(-1)).toMatchObject({ event: "view", technician: "Anna" });
    // Taken out of the file, he is out within the second; what can't be read changes nothing.
    execFileSync(systemNode, [join(folder, "farsite-vantage.mjs"), "token", "Anna", "--tokens", tokens, "--remove"]);
    child.kill("SIGHUP");
    await expect.poll(() => tested(port, lines[0] ?? "")).toMatchObject({ trouble: "vantage-wrong-token" });
    writeFileSync(tokens, "{");
    child.kill("SIGHUP");
    await expect.poll(() => entries.at(-1)).toMatchObject({ event: "reread-failed", problem: "not-a-list" });
    expect(await tested(port, lines[1] ?? "")).toMatchObject({ state: "answered" });
  }, 60_000);

  it("makes user data that holds the same file, whole or to be fetched", async () => {
    const { read, folder, lines, ran } = await setUp("--kind", "cloud-init", "--host", "vantage.firm.example");
    expect(ran.out).toContain("http://vantage.firm.example:8443/#");
    type CloudConfig = {
      packages: string[];
      runcmd: string[][];
      write_files: { path: string; content: string; encoding?: string; permissions?: string }[];
    };
    const texts = [read("user-data.yaml"), gunzipSync(readFileSync(join(folder, "user-data.yaml.gz"))).toString()];
    const codes = texts.map((text) => {
      expect(text).toMatch(/^#cloud-config\n/);
      expect(text).not.toContain("{{");
      const config = parse(text) as CloudConfig;
      expect(config.packages).toContain("nodejs");
      const file = (path: string) => config.write_files.find((one) => one.path === path);
      expect(readTechnicians(file("/etc/farsite-vantage/tokens.json")?.content ?? "")).toEqual([
        { name: "technician", token: lines[0] },
      ]);
      expect(file("/etc/farsite-vantage/tokens.json")?.permissions).toBe("0640");
      expect(file("/etc/systemd/system/farsite-vantage.service")?.content).toContain("DynamicUser=yes\n");
      expect(file("/etc/nftables.conf")?.content).toContain("policy drop;");
      const program = file("/usr/local/lib/farsite-vantage/farsite-vantage.mjs");
      if (program?.encoding === undefined) return program?.content.trimEnd();
      return gunzipSync(Buffer.from(program.content, "base64")).toString().trimEnd();
    });
    expect(codes[0]).toBe(codes[1]);
    expect(codes[0]).toContain("/v1/prove");
    // What fits where: AWS 16 KB, Hetzner 32 KB.
    expect(statSync(join(folder, "user-data.yaml")).size).toBeLessThan(32_768);
    expect(statSync(join(folder, "user-data.yaml.gz")).size).toBeLessThan(16_384);

    const fetched = await setUp("--kind", "cloud-init", "--bundle-url", "https://firm.example/farsite-vantage.mjs");
    const small = fetched.read("user-data.yaml");
    expect(small.length).toBeLessThan(6_000);
    const sum = createHash("sha256").update(fetched.read("farsite-vantage.mjs")).digest("hex");
    expect((parse(small) as CloudConfig).runcmd.flat().join("\n")).toContain(`${sum}  `);
  }, 60_000);

  it("makes what a container is built of", async () => {
    const { read, lines } = await setUp("--kind", "container");
    expect(read("Containerfile")).toMatch(/^USER 1000:1000$/m);
    expect(readTechnicians(read("tokens/tokens.json"))[0]?.token).toBe(lines[0]);
  }, 60_000);

  it("never writes over tokens that are in use", async () => {
    const { folder } = await setUp("--kind", "systemd");
    const before = readFileSync(join(folder, "tokens.json"), "utf8");
    const { run } = await fakeTerminal();
    expect((await run(["vantage", "setup", "--kind", "systemd", "-o", folder])).status).toBe(1);
    expect(readFileSync(join(folder, "tokens.json"), "utf8")).toBe(before);
  }, 60_000);

  it.each([
    [["--kind", "windows", "-o", "x"]],
    [["--kind", "systemd"]],
    [["--kind", "systemd", "--host", "a b", "-o", "x"]],
    [["--kind", "systemd", "--bundle-url", "https://firm.example/x", "-o", "x"]],
    [["--kind", "cloud-init", "--bundle-url", "http://firm.example/x", "-o", "x"]],
  ])("says what it takes: %j", async (args) => {
    const { run } = await fakeTerminal();
    expect((await run(["vantage", "setup", ...args])).status).toBe(2);
  });

  const analyze = "/usr/bin/systemd-analyze";
  // Elsewhere nobody can tell; the file is the same.
  it.runIf(existsSync(analyze))("has a service that systemd finds nothing wrong with", () => {
    const unit = join(import.meta.dirname, "../../../packaging/vantage/farsite-vantage.service");
    const level = execFileSync(analyze, ["security", "--offline=true", "--threshold=20", unit], { encoding: "utf8" });
    expect(level).toMatch(/Overall exposure level for farsite-vantage.service: [01]\.\d OK/);
  });
});

describe("farsite vantage token", () => {
  const tokensFile = (): string => join(temporaryFolder(), "tokens.json");

  it("adds and removes technicians, and shows each token once", async () => {
    const file = tokensFile();
    const { run } = await fakeTerminal();
    const added = await run(["vantage", "token", "Anna", "--tokens", file, "--url", "https://vantage.firm.example/"]);
    const [anna] = readTechnicians(readFileSync(file, "utf8"));
    expect(added.out).toContain(`https://vantage.firm.example/#${anna?.token}`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o640);
    expect((await run(["vantage", "token", "Ben", "--tokens", file])).status).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect((await run(["vantage", "token", "Anna", "--tokens", file])).status).toBe(1);
    expect((await run(["vantage", "token", "Anna", "--tokens", file, "--remove"])).status).toBe(0);
    expect(readTechnicians(readFileSync(file, "utf8")).map(({ name }) => name)).toEqual(["Ben"]);
    expect((await run(["vantage", "token", "Anna", "--tokens", file, "--remove"])).status).toBe(1);
  });

  it.each([
    ["{", "JSON list"],
    ['[{"name":"A","token":"short"}]', "16 to 200"],
    ['[{"name":"","token":"0123456789abcdef"}]', "1 to 60"],
    ['[{"name":"A","token":"0123456789abcdef"},{"name":"A","token":"0123456789abcdeg"}]', "1 to 60"],
    ['[{"name":"A","token":"0123456789abcdef"},{"name":"B","token":"0123456789abcdef"}]', "too much alike"],
  ])("says what is wrong with a file: %s", async (text, words) => {
    const file = tokensFile();
    writeFileSync(file, text);
    const { run } = await fakeTerminal();
    for (const args of [
      ["token", "C", "--tokens", file],
      ["--tokens", file, "--listen", `${LOOPBACK}:0`],
    ]) {
      const ran = await run(["vantage", ...args]);
      expect([ran.status, ran.err]).toEqual([1, expect.stringContaining(words)]);
    }
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("takes a folder for no file", async () => {
    const folder = tokensFile();
    mkdirSync(folder);
    const { run } = await fakeTerminal();
    expect((await run(["vantage", "token", "A", "--tokens", folder])).status).toBe(1);
  });
});

it("shows figures for Prometheus where it was told to", async () => {
  const { run } = await fakeTerminal();
  const stop = new AbortController();
  const shown = Promise.withResolvers<string>();
  const ended = run(
    ["vantage", "--listen", `${LOOPBACK}:0`, "--ports", "none", "--no-stun", "--metrics", `${LOOPBACK}:0`],
    {
      signal: stop.signal,
      onOut: (text) => {
        const url = /http:\/\/127\.0\.0\.1:\d+\/metrics/.exec(text)?.[0];
        if (url !== undefined) shown.resolve(url);
      },
    },
  );
  const url = await shown.promise;
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await answer.text()).trimEnd().split("\n");
  // Exposition format: remarks, or a name with labels and a number.
  for (const line of lines)
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? \d+(\.\d+)?)$/);
  expect(lines).toContain("farsite_vantage_connections 0");
  expect((await fetch(url.replace("metrics", "other"))).status).toBe(404);
  stop.abort();
  expect((await ended).status).toBe(0);
});
