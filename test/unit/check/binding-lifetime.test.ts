import { afterEach, describe, expect, it } from "vitest";
import { natBehaviour } from "#core/nat/nat-behaviour.ts";
import { probeBindingLifetime } from "#host/check/probes/binding-lifetime.ts";
import { startFakeNatLine, type FakeNatLine, type NatLineOptions } from "../../fakes/fake-nat-line.ts";
import { patientBudget } from "../../fakes/fake-environment.ts";
import { probeRun, type ProbeRun } from "../../fakes/probe-context.ts";

let lines: FakeNatLine[] = [];

afterEach(async () => {
  await Promise.all(lines.map((fake) => fake.close()));
  lines = [];
});

async function line(options: NatLineOptions): Promise<string> {
  const fake = await startFakeNatLine(options);
  lines.push(fake);
  return fake.server;
}

/** Its seconds are 50 ms: the last step is far behind the lifetime of a forgetful line, the others far before it. */
const budget = { ...patientBudget, bindingLifetime: { stepsSeconds: [1, 2, 30, 31], secondMs: 50 } };
const FORGETS_AFTER_MS = 800;

const run = (...servers: string[]): ProbeRun => probeRun({ settings: { stunServers: servers }, site: { budget } });

describe("the lifetime of a binding", () => {
  it("is between the last mapping that stood and the first that was gone, and ends there", async () => {
    const server = await line({ lifetimeMs: FORGETS_AFTER_MS });
    const { context, observations } = run(server);
    await probeBindingLifetime(context);
    expect(observations.map((o) => [o.id, o.outcome, o.data])).toEqual(
      [
        [0, true],
        [1, true],
        [2, true],
        [30, false],
      ].map(([idleSeconds, alive]) => [
        `binding-lifetime/${server}/${String(idleSeconds)}`,
        alive ? "answered" : "silent",
        { kind: "binding-lifetime", server, idleSeconds, alive },
      ]),
    );
    expect(natBehaviour(observations)).toMatchObject({ bindingAliveSeconds: 2, bindingDeadSeconds: 30 });
  });

  it("has no end where every mapping stood", async () => {
    const { context, observations } = run(await line({}));
    await probeBindingLifetime(context);
    expect(natBehaviour(observations)).toMatchObject({ bindingAliveSeconds: 31, bindingDeadSeconds: null });
  });

  it("is asked of the next server where the first can't answer to another port", async () => {
    const [first, second] = [await line({ responsePort: "ignores" }), await line({})];
    const { context, observed, observations } = run(first, second);
    await probeBindingLifetime(context);
    expect(observed(`binding-lifetime/${first}/0`)).toMatchObject({ outcome: "failed", trouble: "change-ignored" });
    expect(natBehaviour(observations).bindingAliveSeconds).toBe(31);
  });

  it("is not known of a line that went down meanwhile", async () => {
    const server = await line({});
    const { context, observations, observed } = run(server);
    const ended = probeBindingLifetime(context);
    while (!observed(`binding-lifetime/${server}/2`)) await new Promise((resolve) => setTimeout(resolve, 5));
    await lines.pop()?.close();
    await ended;
    expect(observed(`binding-lifetime/${server}/30`)).toMatchObject({ outcome: "silent", data: { kind: "no-answer" } });
    expect(natBehaviour(observations)).toMatchObject({ bindingAliveSeconds: 2, bindingDeadSeconds: null });
  });

  it("ends at once when it is cancelled", async () => {
    const server = await line({});
    const { context, observations, observed, cancel } = run(server);
    const ended = probeBindingLifetime({
      ...context,
      budget: { ...budget, bindingLifetime: { stepsSeconds: [1, 3_600], secondMs: 50 } },
    });
    while (!observed(`binding-lifetime/${server}/1`)) await new Promise((resolve) => setTimeout(resolve, 5));
    cancel();
    await ended;
    expect(observations.at(-1)).toMatchObject({
      id: `binding-lifetime/${server}/3600`,
      outcome: "skipped",
      trouble: "cancelled",
    });
  });

  it("is not asked where no network leads out", async () => {
    const { context, observations } = probeRun({
      settings: { stunServers: [await line({})] },
      site: { computer: { localAddressTowards: async () => null } },
    });
    await probeBindingLifetime(context);
    expect(observations.map((o) => [o.outcome, o.trouble])).toEqual([["skipped", "no-gateway"]]);
  });
});
