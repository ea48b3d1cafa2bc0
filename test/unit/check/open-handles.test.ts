import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { startFakeSite, type FakeSiteOptions, type FakeSiteRun } from "./fake-check.ts";

type Counts = Record<string, number>;

/** What Node still holds open, counted by kind; the fakes' and the test runner's own are there before and after. */
function open(): Counts {
  const counts: Counts = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const more = (now: Counts, before: Counts): Counts =>
  Object.fromEntries(Object.entries(now).filter(([kind, count]) => count > (before[kind] ?? 0)));

/** What is open beyond `before`. Sockets close in the next turns of the event loop, timers at once. */
async function openBeyond(before: Counts): Promise<Counts> {
  for (let turn = 0; turn < 20 && Object.keys(more(open(), before)).length > 0; turn++) await sleep(10);
  return more(open(), before);
}

async function drained(events: AsyncIterable<unknown>): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  while (!(await iterator.next()).done);
}

const SITES: [string, FakeSiteOptions][] = [
  ["everything answers", { site: { ownAddressPing: "router" } }],
  [
    "nothing answers",
    { gateway: { natPmp: "silent", pcp: "silent", search: "silent" }, stun: ["silent"], whoami: ["never"] },
  ],
  [
    "everything is closed",
    { gateway: { mappingPortClosed: true, description: "refuse" }, stun: [], whoami: ["close"] },
  ],
  ["bodies that never end", { gateway: { control: "endless" }, whoami: ["endless"] }],
  ["no network", { gateway: null }],
];

async function startSite(options: FakeSiteOptions): Promise<{ run: FakeSiteRun; before: Counts }> {
  const run = await startFakeSite(options);
  onTestFinished(() => run.close());
  // What was closed while the fakes started is gone by then.
  await sleep(50);
  return { run, before: open() };
}

it.each(SITES)("a check leaves no socket, timer or process behind: %s", async (_name, options) => {
  const { run, before } = await startSite(options);
  await drained(run.check());
  expect(await openBeyond(before)).toEqual({});
});

it.each(SITES)("nor does a cancelled one: %s", async (_name, options) => {
  const { run, before } = await startSite(options);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 40);
  await drained(run.check(controller.signal));
  expect(await openBeyond(before)).toEqual({});
});

it.each(SITES)("nor one that its consumer left: %s", async (_name, options) => {
  const { run, before } = await startSite(options);
  for await (const event of run.check()) if (event.type === "observed") break;
  expect(await openBeyond(before)).toEqual({});
});

it("would notice a socket or a timer", async () => {
  const { run, before } = await startSite({ gateway: { natPmp: "silent" } });
  const pending = run.check();
  await pending.next();
  const second = pending.next();
  await second;
  expect(Object.keys(more(open(), before))).not.toEqual([]);
  await pending.return();
  expect(await openBeyond(before)).toEqual({});
});
