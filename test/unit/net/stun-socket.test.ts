import { randomBytes } from "node:crypto";
import type { Socket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { ProbeTrouble } from "#host/check/probe-trouble.ts";
import { StunSocket, type StunQuestion } from "#host/net/stun-socket.ts";
import { closeUdp, LOOPBACK, udpOn } from "../../fakes/loopback.ts";
import { STUN_REQUEST, STUN_SUCCESS, stunMessage, xorMapped } from "../../fakes/stun-bytes.ts";

const opened: StunSocket[] = [];
const peers: Socket[] = [];

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.close();
  await Promise.all(peers.splice(0).map(closeUdp));
});

async function open(localPort = 0): Promise<StunSocket> {
  const socket = await StunSocket.open(4, localPort);
  opened.push(socket);
  return socket;
}

async function peer(): Promise<Socket> {
  const socket = await udpOn();
  peers.push(socket);
  return socket;
}

const answerTo = (request: Buffer): Buffer => {
  const transactionId = request.subarray(8, 20);
  return stunMessage(STUN_SUCCESS, transactionId, xorMapped("192.31.196.77", 5_000, transactionId));
};

const question = (to: Socket, rest: Partial<StunQuestion> = {}): StunQuestion => ({
  to: { address: LOOPBACK, port: to.address().port },
  request: { transactionId: randomBytes(12) },
  sendAtMs: [0],
  answerFrom: "asked",
  ...rest,
});

const troubleOf = async (asked: Promise<unknown>): Promise<[string, string]> => {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProbeTrouble)) throw new Error("no trouble", { cause: error });
  return [error.outcome, error.trouble];
};

/** Long enough on a busy machine; what answers ends it earlier. */
const PATIENCE_MS = 5_000;
const patience = (): AbortSignal => AbortSignal.timeout(PATIENCE_MS);

describe("a question", () => {
  it("is asked again at its times until the answer comes", async () => {
    const server = await peer();
    let asked = 0;
    server.on("message", (request, from) => {
      if (++asked === 3) server.send(answerTo(request), from.port, from.address);
    });
    const socket = await open();
    const { message } = await socket.ask(question(server, { sendAtMs: [0, 20, 40, 60_000] }), patience());
    expect(message.xorMappedAddress).toEqual({ address: "192.31.196.77", port: 5_000 });
    expect(asked).toBe(3);
  });

  it("goes unanswered in silence when its time is up, or was up before", async () => {
    const [server, socket] = [await peer(), await open()];
    expect(await troubleOf(socket.ask(question(server), AbortSignal.timeout(30)))).toEqual(["silent", "silent"]);
    expect(await troubleOf(socket.ask(question(server), AbortSignal.abort()))).toEqual(["silent", "silent"]);
  });

  it("is answered by what has arrived while the process stood still past the end of the wait", async () => {
    const [server, socket] = [await peer(), await open()];
    const ending = new AbortController();
    const asking = socket.ask(question(server), ending.signal);
    const [request] = await new Promise<[Buffer]>((resolve) => server.once("message", (bytes) => resolve([bytes])));
    await new Promise<void>((resolve) =>
      server.send(answerTo(request), socket.localPort, LOOPBACK, () => {
        // In the same breath: the answer lies in the socket's buffer and has not been read.
        ending.abort();
        resolve();
      }),
    );
    expect((await asking).message.class).toBe("success");
  });

  it("takes an answer from elsewhere only where it was asked to come from there", async () => {
    const [server, stranger, socket] = [await peer(), await peer(), await open()];
    server.on("message", (request, from) => stranger.send(answerTo(request), from.port, from.address));
    expect(await troubleOf(socket.ask(question(server), AbortSignal.timeout(100)))).toEqual(["failed", "wrong-sender"]);
    const answer = await socket.ask(question(server, { answerFrom: "anybody" }), patience());
    expect(answer.from).toEqual({ address: LOOPBACK, port: stranger.address().port });
  });

  it("ends at a system without a way there", async () => {
    const socket = await open();
    const to = { address: "255.255.255.255", port: 9 };
    const [outcome] = await troubleOf(socket.ask({ ...question(await peer()), to }, patience()));
    expect(outcome).toBe("failed");
  });

  it("is not kept busy by a flood", async () => {
    const [server, socket] = [await peer(), await open()];
    server.on("message", (_request, from) => {
      for (let n = 0; n < 2_000; n += 1) server.send(Buffer.from("flood"), from.port, from.address, () => {});
    });
    expect(await troubleOf(socket.ask(question(server), AbortSignal.timeout(200)))).toEqual(["failed", "malformed"]);
  });
});

describe("waiting for one's own transaction", () => {
  it("takes requests, too, from whoever sends them", async () => {
    const [stranger, socket] = [await peer(), await open()];
    const transactionId = randomBytes(12);
    const arrived = socket.expect(transactionId, patience());
    stranger.send(stunMessage(STUN_REQUEST, randomBytes(12)), socket.localPort, LOOPBACK);
    stranger.send(stunMessage(STUN_REQUEST, transactionId), socket.localPort, LOOPBACK);
    expect(await arrived).toEqual({ address: LOOPBACK, port: stranger.address().port });
  });
});

describe("a local port", () => {
  it("that is taken can't be had", async () => {
    const { localPort } = await open();
    await expect(StunSocket.open(4, localPort)).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
