import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withChanges } from "#core/survey/survey-change.ts";
import { en } from "#core/text/en.ts";
import { fakeTerminal, jsonOf, modeOf, temporaryFolder } from "./terminal-fixture.ts";
import { terminalWithRelay } from "./tunnel-fixture.ts";

const words = en.terminalTunnels.tunnels;

describe("tunnels", () => {
  it("lists a site's, proves one through the finished path step by step, and keeps that in the survey", async () => {
    const { run, ssh, siteId, tunnel, cameraPort } = await terminalWithRelay();
    const before = await run(["tunnels", siteId]);
    expect(before.out).toContain(words.neverProven);
    expect(before.out).toContain("Relay through Frankfurt (SSH relay)");
    const proof = await run(["tunnels", "prove", siteId, "ssh"]);
    expect([proof.status, proof.err.split("\n").slice(0, 3)]).toEqual([
      0,
      [
        "Relay through Frankfurt (SSH relay): opening the way …",
        "Relay through Frankfurt (SSH relay): through 127.0.0.1",
        `  asking 127.0.0.1:${cameraPort} …`,
      ],
    ]);
    expect(proof.out).toContain(words.allProven);
    const told = jsonOf(await run(["tunnels", siteId, "--json"]));
    expect(told).toMatchObject({
      siteId,
      tunnels: [
        { id: tunnel.id, kind: "ssh", state: "planned", holdsKey: true, lastProof: { isProven: true, stale: null } },
      ],
    });
    expect(JSON.stringify(told)).not.toContain("PRIVATE");
    const again = await run(["tunnels", "prove", siteId, "--json"]);
    expect(again.err).toBe("");
    expect(jsonOf(again)).toMatchObject({
      allProven: true,
      proven: 1,
      tunnels: [{ tunnelId: tunnel.id, isProven: true, problem: null, results: [{ outcome: "answered" }] }],
    });

    // What is in the way is a failure of one that was named, and stands beside each of all.
    ssh.letsIn.clear();
    const named = await run(["tunnels", "prove", siteId, "ssh"]);
    expect(named.status).toBe(1);
    expect(named.err).toContain("The server did not take it");
    const all = await run(["tunnels", "prove", siteId, "--json"]);
    expect(all.status).toBe(1);
    expect(jsonOf(all)).toMatchObject({
      allProven: false,
      tunnels: [{ problem: { code: "SERVER_REFUSED" }, results: [] }],
    });
    expect((await run(["tunnels", "prove", siteId, "--open"])).status).toBe(1);
  });

  it("writes the files of one end, with keys only on request, and the box's kit, with its passphrase shown once", async () => {
    const { run, prepare, siteId, tunnel } = await terminalWithRelay();
    const folder = join(temporaryFolder(), "open");
    const open = await run(["tunnels", "files", siteId, "ssh", "-o", folder]);
    expect([open.status, open.err]).toEqual([0, words.placeholders]);
    expect(open.out).toContain(words.steps);
    const told = jsonOf(
      await run(["tunnels", "files", siteId, "ssh", "-o", join(folder, "keys"), "--with-keys", "--json"]),
    );
    const secret = (told["files"] as string[]).filter((file) => readFileSync(file, "utf8").includes("PRIVATE KEY"));
    expect(secret.map(modeOf)).toEqual([0o600]);
    expect((await run(["tunnels", "files", siteId, "ssh", "-o", folder, "--platform", "toaster"])).status).toBe(2);

    // A box takes no device on its own loopback.
    const published = tunnel.published.map((port) => ({ ...port, address: "192.168.1.9", port: 554 }));
    const change = { op: "put", list: "tunnels", entry: { ...tunnel, published } } as const;
    await prepare(async (host) => host.store().amend(siteId, (document) => withChanges(document, [change])));
    const silent = await run(["tunnels", "kit", siteId, "-o", join(folder, "a.zip"), "--json"]);
    expect([silent.status, silent.err.split("\n")[0]]).toEqual([0, words.passphrase]);
    const passphrase = silent.err.split("\n")[1]?.trim() ?? "";
    expect(passphrase.length).toBeGreaterThan(15);
    expect(silent.out).not.toContain(passphrase);
    expect(jsonOf(silent)).toMatchObject({ file: join(folder, "a.zip") });
    const asked = await run(["tunnels", "kit", siteId, "-o", join(folder, "b.zip"), "--json", "--with-passphrase"]);
    expect([asked.err, String(jsonOf(asked)["passphrase"]).length > 15]).toEqual(["", true]);
    expect(readFileSync(join(folder, "a.zip")).subarray(0, 2).toString()).toBe("PK");
  });

  it("takes a site that is called like one of its words, and nothing that makes no sense", async () => {
    const { run } = await fakeTerminal();
    expect((await run(["tunnels"])).status).toBe(2);
    // Words without a site: somebody's site might be called so.
    for (const word of ["list", "prove", "files", "kit"]) expect((await run(["tunnels", word])).status).toBe(1);
    const { saved } = jsonOf(await run(["survey", "--json", "--save"])) as { saved: { siteId: string } };
    expect(await run(["tunnels", saved.siteId])).toMatchObject({ status: 0, out: words.none });
    expect(await run(["tunnels", "prove", saved.siteId])).toMatchObject({ status: 0, out: words.none });
    expect((await run(["tunnels", "prove", saved.siteId, "wireguard"])).err).toContain(en.error.TUNNEL_NOT_FOUND.title);
    for (const argv of [
      ["prove", saved.siteId, "ssh", "x"],
      ["files", saved.siteId, "ssh"],
      ["kit", saved.siteId],
      ["prove", saved.siteId, "--reconnect"],
      [saved.siteId, "--end", "middle"],
    ])
      expect((await run(["tunnels", ...argv])).status).toBe(2);
  });
});
