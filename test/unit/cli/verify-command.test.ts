import { describe, expect, it, onTestFinished } from "vitest";
import { randomUUID } from "node:crypto";
import { withChanges } from "#core/survey/survey-change.ts";
import { openStore } from "#host/store/open-store.ts";
import { en } from "#core/text/en.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";
import { forwardOf } from "../proof/proof-fixture.ts";
import { fakeTerminal, jsonOf } from "./terminal-fixture.ts";

/** A checked site with a forward to a port that says hello, and one to a port that nobody has. */
async function siteWithForwards() {
  const terminal = await fakeTerminal();
  const device = await tcpOn(LOOPBACK, (socket) => socket.end("220 Depot camera ready\r\n"));
  onTestFinished(() => device.close());
  const { saved } = jsonOf(await terminal.run(["survey", "--json", "--save"])) as { saved: { siteId: string } };
  const ports = [device.port, await closedPort()];
  const store = openStore({ folder: terminal.dataFolder, now: () => new Date(), randomUuid: randomUUID });
  for (const [index, port] of ports.entries()) {
    const entry = forwardOf({
      id: `f${index}`,
      address: LOOPBACK,
      internalPort: port,
      externalPort: port,
      use: "other",
    });
    store.amend(saved.siteId, (document) => withChanges(document, [{ op: "put", list: "forwards", entry }]));
  }
  store.close();
  return { ...terminal, siteId: saved.siteId };
}

describe("verify", () => {
  it("prints a row for each forward, and keeps a result only when it is news", async () => {
    const { run, siteId } = await siteWithForwards();
    const vantage = await vantageOnLoopback();
    const environment = { FARSITE_VANTAGE: vantage.url, FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN };
    const first = await run(["verify", siteId, "--save"], { environment });
    expect([first.err, first.status]).toEqual(["", 0]);
    expect(first.out).toContain(en.proof.outcome.proven);
    expect(first.out).toContain("“220 Depot camera ready”");
    expect(first.out).toContain(en.proof.outcome.refused);
    expect(first.out).toContain(en.proof.verify.saved);
    const again = jsonOf(await run(["verify", siteId, "--save", "--json"], { environment }));
    expect(again).toMatchObject({ allProven: false, proven: 1, saved: false, origin: { kind: "vantage" } });
    const german = await run(["verify", siteId, "--lang", "de"], { environment });
    expect(german.out).toContain("Von außen bewiesen");
  });

  it("ends with 1 when it could not run, and says why", async () => {
    const { run, siteId } = await siteWithForwards();
    const environment = {
      FARSITE_VANTAGE: `http://${LOOPBACK}:${await closedPort()}/`,
      FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN,
    };
    const { status, err } = await run(["verify", siteId], { environment });
    expect(status).toBe(1);
    expect(err).toMatch(/test server .* could not do it/);
  });

  it("has nothing to do without forwards, and needs one SITE", async () => {
    const { run } = await fakeTerminal();
    const { saved } = jsonOf(await run(["survey", "--json", "--save"])) as { saved: { siteId: string } };
    expect(await run(["verify", saved.siteId])).toMatchObject({ status: 0, out: en.proof.verify.none });
    expect(jsonOf(await run(["verify", saved.siteId, "--json"]))).toMatchObject({ allProven: false, results: [] });
    expect((await run(["verify"])).status).toBe(2);
    expect((await run(["verify", "nowhere"])).status).toBe(1);
  });
});
