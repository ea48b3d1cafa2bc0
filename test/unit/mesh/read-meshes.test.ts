import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { meshProgramRunner, meshPrograms, type Printed, type RunMeshProgram } from "#host/mesh/mesh-program.ts";
import { forwardsPackets, readMeshes } from "#host/mesh/read-meshes.ts";
import {
  netbirdStatus,
  tailscalePrefs,
  tailscaleStatus,
  zerotierInfo,
  zerotierNetworks,
  zerotierPeers,
} from "../../fakes/mesh-outputs.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const printed = (value: unknown): Printed => ({ kind: "printed", text: JSON.stringify(value) });
const complaining = (complaint: string): Printed => ({ kind: "failed", text: "", complaint });

/** A computer whose programs answer so; others are not installed. */
const computer =
  (answers: Record<string, Printed>): RunMeshProgram =>
  (product, args) =>
    Promise.resolve(answers[`${product} ${args.join(" ")}`] ?? { kind: "missing" });

describe("the mesh VPNs of this computer", () => {
  test("are each asked by their own program", async () => {
    const readings = await readMeshes(
      NOW,
      computer({
        "tailscale status --json": printed(tailscaleStatus),
        "tailscale debug prefs": printed(tailscalePrefs),
        "zerotier -j info": printed(zerotierInfo),
        "zerotier -j listnetworks": printed(zerotierNetworks),
        "zerotier -j listpeers": printed(zerotierPeers),
        "netbird status --json": printed(netbirdStatus),
      }),
    );
    expect(readings).toMatchObject([
      { kind: "read", status: { product: "tailscale", advertised: ["10.20.0.0/24"] } },
      { kind: "read", status: { product: "zerotier", advertised: ["192.168.50.0/24"] } },
      { kind: "read", status: { product: "netbird", state: "running" } },
    ]);
  });

  test("are none where nothing is installed", async () => {
    expect(await readMeshes(NOW, computer({}))).toEqual([]);
  });

  test.each([
    [
      "zerotier -j info",
      "zerotier-cli: missing authentication token and authtoken.secret not found (or readable) in /var/lib/zerotier-one",
      "no-rights",
    ],
    [
      "zerotier -j info",
      "zerotier-cli: missing port and zerotier-one.port not found in /var/lib/zerotier-one",
      "not-running",
    ],
    [
      "tailscale status --json",
      "failed to connect to local tailscaled; it doesn't appear to be running (sudo systemctl start tailscaled ?)",
      "not-running",
    ],
    ["netbird status --json", "Error: failed to connect to daemon error: context deadline exceeded", "not-running"],
    ["netbird status --json", "Error: unknown flag: --json", "not-understood"],
  ])("%s: %s", async (call, complaint, kind) => {
    expect(await readMeshes(NOW, computer({ [call]: complaining(complaint) }))).toEqual([
      { kind, product: call.split(" ")[0] },
    ]);
  });

  test("the programs are run as they are, without a shell", async () => {
    expect(meshPrograms("zerotier", "win32", {})).not.toContainEqual(expect.stringMatching(/\.bat$/));
    // None of the three is installed where tests run.
    expect(await meshProgramRunner("linux")("netbird", ["status; echo", "$(id)"])).toEqual({ kind: "missing" });
  });

  test("whether packets are passed on is read from the kernel", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "farsite-mesh-")), "ip_forward");
    writeFileSync(file, "1\n");
    expect(await forwardsPackets(file)).toBe(true);
    writeFileSync(file, "0\n");
    expect(await forwardsPackets(file)).toBe(false);
    expect(await forwardsPackets(`${file}.none`)).toBeNull();
  });
});
