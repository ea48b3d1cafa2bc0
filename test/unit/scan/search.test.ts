import { createSocket, type Socket } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { DecodeError } from "#core/codec/decode-error.ts";
import type { DiscoveryProtocol, DiscoveryQuestion } from "#core/lan/discovery-protocol.ts";
import { search } from "#host/scan/search.ts";
import { usedAdapters } from "#host/scan/used-adapters.ts";
import { cable, fakeScanContext, type FakeScanContext } from "../../fakes/fake-scan-context.ts";
import { closedPort, closeUdp, udpOn } from "../../fakes/loopback.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);

/** "ANSWER NAME" is an answer, "QUESTION" a question, all else is broken. */
function protocol(options: {
  source?: DiscoveryProtocol["source"];
  questions: DiscoveryQuestion[];
  listen?: DiscoveryProtocol["listen"];
  answer?: string;
}): DiscoveryProtocol & { reads: number } {
  const { source = "sadp", answer = "ANSWER" } = options;
  return {
    source,
    questions: options.questions,
    listen: options.listen ?? [],
    reads: 0,
    read(datagram) {
      this.reads += 1;
      const [word, name] = text(datagram).split(" ", 2);
      if (word === "QUESTION") return null;
      if (word !== answer || name === undefined) throw new DecodeError("ssdp", "no answer");
      return [{ claims: { name }, ...(name === "described" && { descriptionUrl: "http://127.0.0.2/d.xml" }) }];
    },
  };
}

const question = (address: string, port: number, more: Partial<DiscoveryQuestion> = {}): DiscoveryQuestion => ({
  to: { address, port },
  payload: () => bytes("QUESTION"),
  ...more,
});

/** A device at 127.0.0.x that hears what is sent to everybody or to a group, and answers from its own address. */
async function device(
  address: string,
  port: number,
  answer: (send: (words: string | Uint8Array, to?: { address: string; port: number }) => void) => void,
  group?: string,
): Promise<{ asked: { address: string; port: number }[]; own: Socket }> {
  const ears = createSocket({ type: "udp4", reuseAddr: true });
  await new Promise<void>((resolve) => ears.bind(port, "0.0.0.0", resolve));
  if (group !== undefined) ears.addMembership(group, "127.0.0.1");
  const own = await udpOn(address);
  own.setBroadcast(true);
  own.setMulticastInterface("127.0.0.1");
  const asked: { address: string; port: number }[] = [];
  ears.on("message", (_words, from) => {
    asked.push({ address: from.address, port: from.port });
    answer((words, to = from) => own.send(words, to.port, to.address));
  });
  onTestFinished(async () => {
    await Promise.all([closeUdp(ears), closeUdp(own)]);
  });
  return { asked, own };
}

const quick = { searchAtMs: [0], searchWindowMs: 250 };

async function searched(context: FakeScanContext): ReturnType<typeof search> {
  return search({ adapters: usedAdapters(context.readAdapters()), context, signal: context.signal });
}

it("asks everybody of a network, and says who answered what on which adapter", async () => {
  const port = await closedPort();
  const { asked } = await device("127.0.0.2", port, (send) => send("ANSWER described"));
  const context = fakeScanContext({
    protocols: [protocol({ questions: [question("broadcast", port)] })],
    budget: quick,
  });
  await searched(context);
  expect(asked.length).toBeGreaterThan(0);
  expect(context.sightings[0]).toMatchObject({
    source: "sadp",
    address: "127.0.0.2",
    interfaceName: "cable",
    claims: { name: "described" },
    raw: "ANSWER described",
  });
  expect(context.descriptionUrls[0]).toBe("http://127.0.0.2/d.xml");
});

it("asks groups, from the port that the protocol wants, and hears what is said to the group", async () => {
  const port = await closedPort();
  const fromPort = await closedPort();
  const group = "239.255.77.1";
  const { asked } = await device(
    "127.0.0.3",
    port,
    (send) => send("ANSWER group", { address: group, port: fromPort }),
    group,
  );
  const context = fakeScanContext({
    protocols: [
      protocol({ questions: [question(group, port, { fromPort })], listen: [{ port: fromPort, groups: [group] }] }),
    ],
    budget: quick,
  });
  const { takenPorts } = await searched(context);
  expect(takenPorts).toEqual([]);
  expect(asked[0]).toEqual({ address: "127.0.0.1", port: fromPort });
  expect(context.sightings[0]).toMatchObject({
    address: "127.0.0.3",
    interfaceName: "cable",
    claims: { name: "group" },
  });
});

it("hears an answer that goes to everybody at the port that asked", async () => {
  const port = await closedPort();
  const heard = await device("127.0.0.4", port, (send) => {
    const [from] = heard.asked;
    if (from) send("ANSWER loud", { address: "127.255.255.255", port: from.port });
  });
  const context = fakeScanContext({
    protocols: [protocol({ questions: [question("broadcast", port)] })],
    budget: quick,
  });
  await searched(context);
  expect(context.sightings[0]).toMatchObject({
    address: "127.0.0.4",
    interfaceName: "cable",
    claims: { name: "loud" },
  });
});

it("repeats its questions with fresh ids", async () => {
  const port = await closedPort();
  const { asked } = await device("127.0.0.2", port, () => {});
  const payloads: string[] = [];
  const asking = question("broadcast", port, {
    payload: ({ randomBytes, localAddress }) => {
      payloads.push(`${localAddress} ${Buffer.from(randomBytes(8)).toString("hex")}`);
      return bytes("QUESTION");
    },
  });
  const context = fakeScanContext({
    protocols: [protocol({ questions: [asking] })],
    budget: { searchAtMs: [0, 60, 120], searchWindowMs: 240 },
  });
  await searched(context);
  expect(payloads).toHaveLength(3);
  expect(new Set(payloads).size).toBe(3);
  expect(payloads[0]).toMatch(/^127\.0\.0\.1 /);
  expect(asked.length).toBeGreaterThanOrEqual(3);
});

it("goes on without a port that another program has for itself", async () => {
  const port = await closedPort();
  const fromPort = await closedPort();
  const other = createSocket("udp4");
  await new Promise<void>((resolve) => other.bind(fromPort, "0.0.0.0", resolve));
  onTestFinished(() => closeUdp(other));
  await device("127.0.0.2", port, (send) => send("ANSWER anyway"));
  const context = fakeScanContext({
    protocols: [
      protocol({ questions: [question("broadcast", port, { fromPort })], listen: [{ port: fromPort, groups: [] }] }),
    ],
    budget: quick,
  });
  const { takenPorts } = await searched(context);
  expect(takenPorts).toEqual([fromPort]);
  expect(context.sightings[0]?.claims).toEqual({ name: "anyway" });
});

it("gives an answer to the protocol that asks at the port it came from, else to the first that can read it", async () => {
  const port = await closedPort();
  const own = createSocket({ type: "udp4", reuseAddr: true });
  await new Promise<void>((resolve) => own.bind(0, "127.0.0.6", resolve));
  const from = own.address().port;
  await device("127.0.0.5", port, (send) => send("SECOND b"));
  const ears = createSocket({ type: "udp4", reuseAddr: true });
  await new Promise<void>((resolve) => ears.bind(from, "0.0.0.0", resolve));
  ears.on("message", (_words, asker) => own.send("ANSWER c", asker.port, asker.address));
  onTestFinished(async () => {
    await Promise.all([closeUdp(own), closeUdp(ears)]);
  });
  const protocols = [
    protocol({ source: "sadp", questions: [question("broadcast", port)] }),
    protocol({ source: "sofia", questions: [question("broadcast", port)], answer: "SECOND" }),
    protocol({ source: "mhed", questions: [question("broadcast", from)] }),
  ];
  const context = fakeScanContext({ protocols, budget: quick });
  await searched(context);
  const sources = Object.fromEntries(context.sightings.map(({ address, source }) => [address, source]));
  expect(sources).toEqual({ "127.0.0.5": "sofia", "127.0.0.6": "mhed" });
});

it("ignores its own packets, questions of others and what makes no sense", async () => {
  const port = await closedPort();
  const { own } = await device("127.0.0.2", port, (send) => {
    send("QUESTION");
    send("");
    send(Uint8Array.of(0, 255, 1));
  });
  const listening = protocol({ questions: [question("broadcast", port)], listen: [{ port, groups: [] }] });
  const context = fakeScanContext({ protocols: [listening], budget: quick });
  await searched(context);
  expect(own.address().address).toBe("127.0.0.2");
  expect(listening.reads).toBe(2);
  expect(context.sightings).toEqual([]);
});

it("keeps binary answers as hex, cut", async () => {
  const port = await closedPort();
  await device("127.0.0.2", port, (send) => send(Uint8Array.from([...bytes("ANSWER x "), ...new Uint8Array(3_000)])));
  const context = fakeScanContext({
    protocols: [protocol({ questions: [question("broadcast", port)] })],
    budget: quick,
  });
  await searched(context);
  expect(context.sightings[0]?.raw).toHaveLength(4_000);
  expect(context.sightings[0]?.raw).toMatch(/^414e53574552[0-9a-f]+$/);
});

it("reports a send that the system refuses, and an adapter that is gone", async () => {
  const port = await closedPort();
  const gone = { ...cable, name: "gone", addresses: [{ address: "192.0.2.7", prefixLength: 24 }] };
  const context = fakeScanContext({
    adapters: [cable, gone],
    protocols: [protocol({ questions: [question("broadcast", port)] })],
    budget: quick,
  });
  await searched(context);
  expect(context.refusedSends).toContainEqual(["gone", "EADDRNOTAVAIL"]);
});

it("still hears a quiet device in a flood", async () => {
  const port = await closedPort();
  const flood = await udpOn("127.0.0.9");
  let quietAnswers = 0;
  await device("127.0.0.8", port, (send) => {
    if (quietAnswers++ < 3) send(`ANSWER quiet${quietAnswers}`);
  });
  const floodPort = await closedPort();
  const slow = protocol({ questions: [question("broadcast", port)], listen: [{ port: floodPort, groups: [] }] });
  const read = slow.read.bind(slow);
  slow.read = (datagram, from) => {
    const untilMs = performance.now() + 0.3;
    while (performance.now() < untilMs);
    return read(datagram, from);
  };
  const context = fakeScanContext({ protocols: [slow], budget: { searchAtMs: [100], searchWindowMs: 900 } });
  let sent = 0;
  const flooding = setInterval(() => {
    for (let i = 0; i < 60; i += 1) flood.send(`ANSWER fake${(sent += 1)}`, floodPort, "127.0.0.1");
  }, 2);
  const { dropped } = await searched(context);
  clearInterval(flooding);
  await closeUdp(flood);
  const names = new Set(
    context.sightings.filter(({ address }) => address === "127.0.0.8").map((one) => one.claims.name),
  );
  expect(names.size).toBeGreaterThan(0);
  expect(dropped).toBeGreaterThan(0);
  expect(context.sightings.filter(({ address }) => address === "127.0.0.9").length).toBeLessThanOrEqual(256);
});

it("ends at once when it is cancelled, and leaves nothing open", async () => {
  const port = await closedPort();
  const before = process.getActiveResourcesInfo().length;
  const controller = new AbortController();
  const context = fakeScanContext({
    protocols: [protocol({ questions: [question("broadcast", port)], listen: [{ port, groups: [] }] })],
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(), 50);
  const startedMs = performance.now();
  await searched(context);
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  for (let turn = 0; turn < 50 && process.getActiveResourcesInfo().length > before; turn += 1) await sleep(10);
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before);
});
