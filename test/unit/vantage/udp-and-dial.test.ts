import { createSocket, type Socket } from "node:dgram";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPacket, PACKET_BYTES, sealPacket } from "#core/vantage/packet.ts";
import { DIAL_BACK_PATH } from "#core/vantage/vantage-protocol.ts";
import { holdPort } from "#host/mapping/held-port.ts";
import { dialer, type DialTarget } from "../../../main/vantage/dial.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { closedPort, closeUdp, LOOPBACK, tcpOn, udpOn } from "../../fakes/loopback.ts";
import { askVantage, hmacOf, newNonce, VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const hmac = hmacOf(VANTAGE_TOKEN);
const never = new AbortController().signal;

async function client(): Promise<Socket> {
  const socket = await udpOn();
  onTestFinished(() => closeUdp(socket));
  return socket;
}

const received = (socket: Socket, forMs: number): Promise<Buffer[]> =>
  new Promise((resolve) => {
    const all: Buffer[] = [];
    socket.on("message", (bytes) => all.push(bytes));
    setTimeout(() => resolve(all), forMs);
  });

const target = (transport: DialTarget["transport"], port: number, nonce = newNonce()): DialTarget => ({
  transport,
  address: LOOPBACK,
  from: LOOPBACK,
  port,
  nonce,
  patienceMs: 600,
});

describe("the UDP ports of a vantage", () => {
  it("answer who has the token, with as many bytes as were sent, and nobody else", async () => {
    const port = await closedPort();
    const vantage = await vantageOnLoopback({ ports: [{ transport: "udp", port }] });
    expect(vantage.ports).toEqual([{ transport: "udp", port, problem: null }]);
    const socket = await client();
    const nonce = newNonce();
    const echo = sealPacket({ kind: "echo", nonce }, hmac);
    const strangers = [
      sealPacket({ kind: "echo", nonce }, hmacOf("another-token-1234567890")),
      sealPacket({ kind: "echo-answer", nonce }, hmac),
      sealPacket({ kind: "dial", nonce }, hmac),
      Buffer.concat([echo, Buffer.alloc(1)]),
      echo.subarray(1),
      Buffer.alloc(0),
      Buffer.alloc(1_400),
    ];
    const answers = received(socket, 300);
    for (const bytes of [...strangers, echo]) socket.send(bytes, port, LOOPBACK);
    const all = await answers;
    expect(all.map((bytes) => openPacket(bytes, hmac))).toEqual([{ kind: "echo-answer", nonce }]);
    expect(all.every((bytes) => bytes.length <= PACKET_BYTES)).toBe(true);
  });

  it("answer one caller so often and no more, whoever signed it", async () => {
    const port = await closedPort();
    const limits = { ...usualLimits, echoesPerCaller: { burst: 3, perSecond: 0 } };
    await vantageOnLoopback({ ports: [{ transport: "udp", port }], limits });
    const socket = await client();
    const answers = received(socket, 300);
    const echo = sealPacket({ kind: "echo", nonce: newNonce() }, hmac);
    for (let count = 0; count < 10; count += 1) socket.send(echo, port, LOOPBACK);
    expect(await answers).toHaveLength(3);
  });

  it("say which of them can't be had, and the others work", async () => {
    const taken = await client();
    const free = await closedPort();
    const tcp = await tcpOn(LOOPBACK, () => {});
    onTestFinished(() => tcp.close());
    const { ports } = await vantageOnLoopback({
      ports: [
        { transport: "udp", port: taken.address().port },
        { transport: "udp", port: free },
        { transport: "tcp", port: tcp.port },
      ],
    });
    expect(ports.map((port) => port.problem)).toEqual(["EADDRINUSE", null, "EADDRINUSE"]);
  });

  it("a TCP port answers like the main one", async () => {
    // A port that was just free for TCP: what is free for UDP may be anybody's connection.
    const before = await tcpOn(LOOPBACK, () => {});
    const { port } = before;
    await before.close();
    const vantage = await vantageOnLoopback({ ports: [{ transport: "tcp", port }] });
    expect(vantage.ports).toEqual([{ transport: "tcp", port, problem: null }]);
    expect((await askVantage(port, { path: "/v1/view" })).statusCode).toBe(200);
  });
});

describe("dialling back", () => {
  it.each(["tcp", "udp"] as const)("brings a packet that only the vantage can make to a held %s port", async (how) => {
    const held = await holdPort(how);
    onTestFinished(() => held.release());
    const arrived = new Promise<{ packet: unknown; from: string }>((resolve) => {
      held.onArrival = ({ bytes, from, answer }) => {
        const packet = openPacket(bytes, hmac);
        if (packet) answer(sealPacket({ kind: "dial-answer", nonce: packet.nonce }, hmac));
        resolve({ packet, from });
      };
    });
    const nonce = newNonce();
    expect(await dialer(hmac)(target(how, held.port, nonce), never)).toBe("connected");
    expect(await arrived).toEqual({ packet: { kind: "dial", nonce }, from: LOOPBACK });
  });

  it.each(["tcp", "udp"] as const)("is refused at once where nobody listens (%s)", async (how) => {
    expect(await dialer(hmac)(target(how, await closedPort()), never)).toBe("refused");
  });

  it("over UDP only says that it sent, where nobody with the token answers", async () => {
    const socket = await client();
    const answers = received(socket, 900);
    socket.on("message", (bytes, { port }) => socket.send(bytes, port, LOOPBACK));
    const asked = target("udp", socket.address().port);
    expect(await dialer(hmac)(asked, never)).toBe("sent");
    expect((await answers).map((bytes) => openPacket(bytes, hmac))).toEqual(
      Array.from({ length: 3 }, () => ({ kind: "dial", nonce: asked.nonce })),
    );
  });

  it("ends when its caller is gone", async () => {
    const socket = await client();
    const gone = new AbortController();
    const dialled = dialer(hmac)(target("udp", socket.address().port), gone.signal);
    gone.abort();
    expect(await dialled).toBe("sent");
    expect(await dialer(hmac)(target("tcp", await closedPort()), gone.signal)).toBe("silent");
  });

  it("goes through the API to the caller itself", async () => {
    const vantage = await vantageOnLoopback();
    const held = await holdPort("tcp");
    onTestFinished(() => held.release());
    const nonce = newNonce();
    const seen: string[] = [];
    held.onArrival = ({ bytes }) => void seen.push(openPacket(bytes, hmac)?.nonce ?? "");
    const body = JSON.stringify({ transport: "tcp", port: held.port, nonce, patienceMs: 500 });
    const answer = await askVantage(vantage.port, { path: DIAL_BACK_PATH, body });
    expect(answer).toEqual({ statusCode: 200, signed: true, body: { address: LOOPBACK, saw: "connected" } });
    await expect.poll(() => seen).toEqual([nonce]);
  });
});

describe("a held port", () => {
  it("shows nothing to nobody, and drops what is too long", async () => {
    for (const transport of ["udp", "tcp"] as const) {
      const held = await holdPort(transport);
      onTestFinished(() => held.release());
      const seen: number[] = [];
      const send = async (length: number): Promise<void> => {
        const bytes = Buffer.alloc(length, 1);
        if (transport === "tcp") {
          const socket = connect(held.port, LOOPBACK, () => socket.end(bytes));
          socket.on("error", () => {});
          await new Promise((resolve) => socket.once("close", resolve));
        } else {
          const socket = createSocket("udp4");
          await new Promise((resolve) => socket.send(bytes, held.port, LOOPBACK, resolve));
          socket.close();
        }
      };
      // A connection's end tells that it was dropped; a datagram's nobody sees.
      if (transport === "tcp") await send(10);
      held.onArrival = ({ bytes }) => void seen.push(bytes.length);
      await send(20);
      await send(2_000);
      await expect.poll(() => seen).toEqual([20]);
    }
  });

  it("is free again after its release", async () => {
    for (const transport of ["udp", "tcp"] as const) {
      const held = await holdPort(transport);
      held.release();
      expect(await dialer(hmac)(target(transport, held.port), never)).toBe("refused");
    }
  });
});
