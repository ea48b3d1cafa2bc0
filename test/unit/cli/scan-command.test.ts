import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ScanEnvironment } from "#host/scan/scan-environment.ts";
import { fakeScanContext } from "../../fakes/fake-scan-context.ts";
import { fakeTerminal, jsonOf, type FakeTerminal } from "./terminal-fixture.ts";

const DEVICE = "127.0.8.3";
const RANGE = "127.0.8.0/29";

/** A network on loopback with one device that calls itself a script. */
async function network(): Promise<ScanEnvironment> {
  const server = createServer((_request, response) => {
    response.setHeader("server", "Cross Web Server");
    response.end("<title>\u001b[31mDVR\u0007</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, DEVICE, resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  let reads = 0;
  return fakeScanContext({
    neighbours: () =>
      (reads += 1) === 1 ? [] : [{ address: DEVICE, mac: "44:47:cc:00:00:03", interfaceName: "cable" }],
    ports: [port],
    budget: { searchWindowMs: 100, searchAtMs: [0] },
  });
}

const terminal = async (): Promise<FakeTerminal> => fakeTerminal({}, {}, await network());

describe("farsite scan", () => {
  it("prints the devices as JSON, with plain values", async () => {
    const { run } = await terminal();
    const result = await run(["scan", "--range", RANGE, "--yes", "--json"]);
    expect(result).toMatchObject({ status: 0, err: "" });
    const json = jsonOf(result);
    expect(json).toMatchObject({
      cancelled: false,
      request: { ranges: [RANGE], sweep: true },
      devices: [{ address: DEVICE, mac: "44:47:cc:00:00:03", model: null, sources: ["neighbour", "port", "http"] }],
      circumstances: { addressesSwept: 6 },
    });
    expect(JSON.stringify(json["sightings"])).not.toContain('"raw"');
  });

  it("prints them for people, without what would steer the terminal", async () => {
    const { run } = await terminal();
    const { status, out } = await run(["scan", "--range", RANGE, "--yes"]);
    expect(status).toBe(0);
    expect(out).toContain(DEVICE);
    expect(out).not.toContain("\u001b");
  });

  it.each([
    ["yes", 0],
    ["ja", 0],
    ["no", 2],
    ["", 2],
  ])("asks before it sweeps; “%s” ends with %i", async (answer, status) => {
    const { run } = await terminal();
    const result = await run(["scan", "--range", RANGE], { stdin: answer });
    expect(result.status).toBe(status);
    expect(result.err).toContain(RANGE);
    expect(result.out.includes(DEVICE)).toBe(status === 0);
  });

  it("proposes the computer's own networks where none is named", async () => {
    const { run } = await terminal();
    const result = await run(["scan"], { stdin: "no" });
    expect(result.err).toContain("127.0.0.0/24");
  });

  it.each([
    [["--yes"], "--range"],
    [["--range", "home", "--yes"], "home"],
    [["--range", RANGE, "--discover-only"], "--discover-only"],
    [["--rnage", RANGE], "--rnage"],
  ])("takes no %j", async (args, named) => {
    const { run } = await terminal();
    const result = await run(["scan", ...args]);
    expect(result).toMatchObject({ status: 2, out: "" });
    expect(result.err).toContain(named);
  });

  it("says which range it does not sweep", async () => {
    const { run } = await terminal();
    const result = await run(["scan", "--range", "8.8.8.0/24", "--yes"]);
    expect(result).toMatchObject({ status: 1, out: "" });
    expect(result.err).toContain("8.8.8.0/24");
  });

  it("looks at nobody who does not answer with --discover-only", async () => {
    const { run } = await terminal();
    const result = await run(["scan", "--discover-only", "--json"]);
    expect(jsonOf(result)).toMatchObject({ devices: [], circumstances: { addressesSwept: 0, portsTried: 0 } });
  });

  it("looks at an address that was added", async () => {
    const { run } = await terminal();
    const json = jsonOf(await run(["scan", "--discover-only", "--add", DEVICE, "--json"]));
    expect(json).toMatchObject({ devices: [{ address: DEVICE }], request: { byHand: [DEVICE] } });
  });

  it("keeps them as a new site with --save", async () => {
    const { run } = await terminal();
    const json = jsonOf(await run(["scan", "--range", RANGE, "--yes", "--json", "--save"]));
    const { sites } = jsonOf(await run(["list", "--json"])) as { sites: { id: string }[] };
    expect(json["saved"]).toMatchObject({ siteId: sites[0]?.id });
  });
});
