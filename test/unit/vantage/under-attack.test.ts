import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { VantageSession } from "#host/vantage/vantage-session.ts";
import { fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { LOOPBACK, tcpOn } from "../../fakes/loopback.ts";
import { ATTACKS, type Prey } from "../../torture/vantage-attacks.ts";
import type { VantageReport } from "../../torture/vantage-child.ts";

const LONG = process.env["FARSITE_LONG"] === "1";
const ATTACK_MS = LONG ? 300_000 : 10_000;
/** Code is compiled and tables are filled meanwhile: growth counts from then on. */
const WARM_UP_MS = LONG ? 20_000 : 4_000;
const BETWEEN_STRIKES_MS = 20;
/** Limits are rates: where other work slows the attackers down, they get so much longer to run into each. */
const BUSY_MS = 30_000;
const REFUSALS = ["unauthorised", "replayed", "bad-request", "behind-proxy", "too-many"];
const unseen = ({ metrics }: VantageReport): string[] =>
  REFUSALS.filter((reason) => !metrics.includes(`refused_total{reason="${reason}"}`));
/** Under a dial a second, which is what the vantage gives one caller for long. */
const BETWEEN_HONEST_MS = LONG ? 1_500 : 500;
/** What somebody would wait for. */
const HONEST_MS = 5_000;
/** As the service has it: what is young is collected early, which costs time and saves memory. */
const AS_INSTALLED = ["--max-old-space-size=96", "--max-semi-space-size=2"];
const MOST_GROWTH = 20 * 1_048_576;

const stolen = { name: "Stolen", token: "stolen-token-0123456789" };
const honest = { name: "Honest", token: "honest-token-0123456789" };
const asker = fakeEnvironment(null, {
  computer: { localAddressTowards: async () => LOOPBACK },
  budget: patientBudget,
});

/** Many callers from one machine: only Linux has all of 127/8. */
it.runIf(process.platform === "linux")(
  "a vantage under attack dials nobody but its callers, serves the honest and keeps its memory",
  async () => {
    const child = fork(
      join(import.meta.dirname, "../../torture/vantage-child.ts"),
      [JSON.stringify([stolen, honest])],
      { execArgv: ["--expose-gc", ...AS_INSTALLED] },
    );
    onTestFinished(() => void child.kill());
    const { port, udpPort } = await new Promise<{ port: number; udpPort: number }>((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", () => reject(new Error("it did not start")));
    });
    const report = (): Promise<VantageReport> =>
      new Promise((resolve) => {
        child.once("message", resolve);
        child.send("report");
      });

    let victimised = 0;
    const victim = await tcpOn("127.66.6.6", () => (victimised += 1));
    onTestFinished(() => victim.close());
    const prey: Prey = { port, udpPort, stolen: stolen.token, victim: { address: "127.66.6.6", port: victim.port } };
    // What the honest one forwards; the attackers name its port at another address.
    const recorder = await tcpOn(LOOPBACK, (socket) => void socket.end("220 recorder\r\n"));
    onTestFinished(() => recorder.close());

    const over = new AbortController();
    const strikes = new Map<string, number>();
    const attackers = ATTACKS.map(async ({ name, strike }) => {
      while (!over.signal.aborted) {
        await strike(prey);
        strikes.set(name, (strikes.get(name) ?? 0) + 1);
        await sleep(BETWEEN_STRIKES_MS);
      }
    });
    const waited: number[] = [];
    const serve = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const startedMs = performance.now();
        const session = new VantageSession({ url: `http://${LOOPBACK}:${port}/`, token: honest.token }, asker, {
          family: 4,
        });
        const signal = AbortSignal.timeout(HONEST_MS);
        await session.view(signal);
        const proof = await session.prove({ transport: "tcp", port: recorder.port, hello: "banner" }, signal);
        expect(Buffer.from(proof.answer, "base64").toString()).toBe("220 recorder\r\n");
        session.close();
        waited.push(performance.now() - startedMs);
        await sleep(BETWEEN_HONEST_MS);
      }
    };
    const attack = async (): Promise<[VantageReport, VantageReport]> => {
      await sleep(WARM_UP_MS);
      const before = await report();
      await sleep(ATTACK_MS - WARM_UP_MS);
      const until = performance.now() + BUSY_MS;
      while (unseen(await report()).length > 0 && performance.now() < until) await sleep(500);
      over.abort();
      await Promise.all(attackers);
      return [before, await report()];
    };
    const [[before, after]] = await Promise.all([attack(), serve()]).finally(() => over.abort());

    const strangers = Object.keys(after.dialled).filter((key) => !/^(127\.\d+\.\d+\.\d+) from 127\.0\.0\.1$/.test(key));
    expect(strangers).toEqual([]);
    expect(Object.keys(after.dialled).filter((key) => key.startsWith("127.66."))).toEqual([]);
    expect(victimised).toBe(0);
    expect([...strikes.keys()].toSorted()).toEqual(ATTACKS.map(({ name }) => name).toSorted());
    expect(unseen(after)).toEqual([]);
    expect(waited.length).toBeGreaterThan(2);
    expect(Math.max(...waited)).toBeLessThan(HONEST_MS);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(MOST_GROWTH);
    expect(after.rss - before.rss).toBeLessThan(MOST_GROWTH);
    if (LONG) console.log(figures(before, after, waited, strikes));
  },
  ATTACK_MS + 60_000,
);

function figures(before: VantageReport, after: VantageReport, waited: number[], strikes: Map<string, number>): string {
  const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
  const sorted = waited.toSorted((a, b) => a - b);
  return [
    `heap ${megabytes(before.heapUsed)} -> ${megabytes(after.heapUsed)} MB, RSS ${megabytes(before.rss)} -> ${megabytes(after.rss)} MB`,
    `honest: ${waited.length} times, median ${sorted[sorted.length >> 1]?.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms`,
    `dialled ${Object.keys(after.dialled).length} callers`,
    JSON.stringify(Object.fromEntries(strikes)),
    after.metrics,
  ].join("\n");
}
