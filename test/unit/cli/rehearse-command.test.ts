import { describe, expect, it } from "vitest";
import { en } from "#core/text/en.ts";
import { VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";
import { fakeTerminal, jsonOf } from "./terminal-fixture.ts";

const atVantage = async (): Promise<Record<string, string>> => {
  const { url } = await vantageOnLoopback();
  return { FARSITE_VANTAGE: url, FARSITE_VANTAGE_TOKEN: VANTAGE_TOKEN };
};

describe("rehearse", () => {
  it("meets by the code that it shows, and keeps what was found in the survey", async () => {
    const [site, office] = [await fakeTerminal(), await fakeTerminal()];
    const environment = await atVantage();
    const siteId = await site.prepare(
      async (host) => host.store().beginSite({ name: "Bakery", template: null }).siteId,
    );
    const code = Promise.withResolvers<string>();
    const inviting = site.run(["rehearse", "Bakery", "--save", "--json", "--no-mapping"], {
      environment,
      onErr: (text) => {
        const shown = /[B-Z]{4}-[B-Z]{4}/.exec(text)?.[0];
        if (shown !== undefined) code.resolve(shown);
      },
    });
    const args = ["rehearse", "--join", await code.promise, "--name", "Office", "--no-mapping", "--lang", "de"];
    const [here, there] = await Promise.all([inviting, office.run(args, { environment })]);
    expect([here.status, there.status]).toEqual([0, 0]);
    const json = jsonOf(here);
    expect(json).toMatchObject({ siteId, outcome: "direct", sameNetwork: true, there: { name: "Office" } });
    expect(json["why"]).toEqual([en.rehearsal.why["same-network"]]);
    expect(there.out).toContain("das beweist nichts".replace("das", "Das"));
    expect(here.err).toContain(`Both screens must show ${String(json["digits"])}`);
    expect(there.err).toContain(String(json["digits"]));
    const kept = await site.prepare(async (host) => host.store().document(siteId).rehearsals);
    expect(kept.map(({ id }) => id)).toEqual([json["id"]]);
    expect((await site.run(["show", "Bakery"])).out).toContain("Rehearsal of a direct connection");
  }, 20_000);

  it("ends with what stands in the way, and with 130 when it is cancelled", async () => {
    const { run } = await fakeTerminal();
    const environment = await atVantage();
    for (const args of [
      ["--join", "nonsense"],
      ["--save"],
      ["--by-hand", "--join", "BCDF-GHJK"],
      ["--forwarded", "here"],
    ])
      expect((await run(["rehearse", ...args])).status, args.join(" ")).toBe(2);
    const nobody = await run(["rehearse", "--join", "BCDF-GHJK", "--no-mapping"], { environment });
    expect([nobody.status, nobody.err]).toEqual([1, en.rehearsal.trouble["no-room"]]);
    const silent = await run(["rehearse", "--join-by-hand", "--no-mapping"]);
    expect([silent.status, silent.err]).toMatchObject([1, expect.stringContaining(en.terminalRehearsal.unanswered)]);
    const cancel = new AbortController();
    const cancelled = await run(["rehearse", "--no-mapping"], {
      environment,
      signal: cancel.signal,
      onErr: (text) => text === en.rehearsal.progress.colleague && cancel.abort(),
    });
    expect(cancelled.status).toBe(130);
  }, 20_000);
});
