import { createSocket, type Socket } from "node:dgram";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { decodeStunMessage, encodeBindingRequest, reflexiveAddress, type BindingRequest } from "#core/codec/stun.ts";
import { decodeBindingRequest, encodeBindingSuccess } from "#core/codec/stun-server.ts";
import { usualLimits, type Limits } from "../../../main/vantage/limits.ts";
import { closedPort, LOOPBACK, secondHost } from "../../fakes/loopback.ts";
import { ATTRIBUTE, STUN_REQUEST, stunAttribute, stunMessage } from "../../fakes/stun-bytes.ts";
import { VANTAGE_TOKEN, vantageOnLoopback, hmacOf, newNonce } from "../../fakes/vantage-on-loopback.ts";
import { openPacket, sealPacket } from "#core/vantage/packet.ts";

const transactionId = Buffer.alloc(12, 7);

async function client(): Promise<Socket & { heard: { bytes: Buffer; from: { address: string; port: number } }[] }> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, LOOPBACK, resolve));
  onTestFinished(() => void socket.close());
  const heard: { bytes: Buffer; from: { address: string; port: number } }[] = [];
  socket.on("message", (bytes, { address, port }) => void heard.push({ bytes, from: { address, port } }));
  return Object.assign(socket, { heard });
}

const other = await secondHost();
/** macOS has one address on loopback. */
const addresses = other === LOOPBACK ? [LOOPBACK] : [LOOPBACK, other];

async function stunVantage(limits: Limits = usualLimits, listen = addresses) {
  const [port, otherPort] = [await closedPort(), await closedPort()];
  const vantage = await vantageOnLoopback({
    listen: listen.map((address) => ({ address, port: 0 })),
    ports: [{ transport: "udp", port }],
    stun: { port, otherPort },
    limits,
  });
  const socket = await client();
  const ask = async (request: Omit<BindingRequest, "transactionId"> = {}) => {
    const before = socket.heard.length;
    socket.send(encodeBindingRequest({ transactionId, ...request }), port, LOOPBACK);
    await expect.poll(() => socket.heard.length).toBe(before + 1);
    const answer = socket.heard.at(-1);
    if (!answer) throw new Error("no answer");
    return { message: decodeStunMessage(answer.bytes), ...answer };
  };
  return { vantage, socket, port, otherPort, ask };
}

describe("the vantage's STUN", () => {
  it("says from where a request came, and where else it can be asked", async () => {
    const { ask, port, otherPort, socket, vantage } = await stunVantage();
    const { message, from } = await ask({ fingerprint: true, software: "x" });
    expect(message).toMatchObject({
      class: "success",
      method: 1,
      transactionId: transactionId.toString("hex"),
      fingerprintValid: true,
      responseOrigin: { address: LOOPBACK, port },
      otherAddress: addresses.length > 1 ? { address: other, port: otherPort } : null,
      trailingBytes: 0,
    });
    expect(reflexiveAddress(message)).toEqual({ address: LOOPBACK, port: socket.address().port });
    expect(from).toEqual({ address: LOOPBACK, port });
    expect((await ask()).message.fingerprintValid).toBeNull();
    // The port that is only there for STUN is nothing a site is asked about.
    expect(vantage.ports).toEqual([{ transport: "udp", port, problem: null }]);
  });

  it("answers from another port, and from another address where there is one", async () => {
    const { ask, port, otherPort } = await stunVantage();
    expect((await ask({ changePort: true })).from).toEqual({ address: LOOPBACK, port: otherPort });
    if (addresses.length === 1) return;
    expect((await ask({ changeIp: true })).from).toEqual({ address: other, port });
    expect((await ask({ changeIp: true, changePort: true })).from).toEqual({ address: other, port: otherPort });
  });

  it("says what it doesn't understand, and does not answer from where it was not asked to", async () => {
    const { ask, port, socket } = await stunVantage(usualLimits, [LOOPBACK]);
    const { message, from } = await ask({ changeIp: true });
    expect(message).toMatchObject({ class: "error", errorCode: { code: 420 }, unknownAttributes: [3] });
    expect(message.otherAddress).toBeNull();
    expect(from.port).toBe(port);
    // PADDING would make the answer as long as the caller likes (RFC 5780 section 7.6).
    const padding = stunMessage(STUN_REQUEST, transactionId, stunAttribute(0x0026, Buffer.alloc(400)));
    socket.send(padding, port, LOOPBACK);
    await expect.poll(() => socket.heard.length).toBe(2);
    expect(decodeStunMessage(socket.heard[1]?.bytes ?? padding)).toMatchObject({ unknownAttributes: [0x26] });
  });

  it("answers to another port of the same address, and to no other address", async () => {
    const { port, socket } = await stunVantage();
    const second = await client();
    const request = encodeBindingRequest({ transactionId, responsePort: second.address().port });
    socket.send(request, port, LOOPBACK);
    await expect.poll(() => second.heard.length).toBe(1);
    expect(reflexiveAddress(decodeStunMessage(second.heard[0]?.bytes ?? request))?.port).toBe(socket.address().port);
    expect(socket.heard).toEqual([]);
  });

  it("is silent to everything that is not a whole Binding request, and beside it the echo goes on", async () => {
    const { port, socket, vantage } = await stunVantage();
    const right = encodeBindingRequest({ transactionId, fingerprint: true });
    const wrongMark = Buffer.from(right);
    wrongMark.writeUInt8(wrongMark.readUInt8(27) ^ 1, 27);
    const wrong = [
      right.subarray(0, 20),
      Buffer.concat([right, Buffer.alloc(4)]),
      stunMessage(0x0101, transactionId),
      stunMessage(0x0111, transactionId),
      stunMessage(0x0003, transactionId),
      stunMessage(STUN_REQUEST, transactionId, stunAttribute(ATTRIBUTE.CHANGE_REQUEST, Buffer.alloc(2))),
      stunMessage(STUN_REQUEST, transactionId, stunAttribute(0x8022, Buffer.alloc(600))),
      wrongMark,
      Buffer.alloc(0),
    ];
    for (const bytes of wrong) socket.send(bytes, port, LOOPBACK);
    const hmac = hmacOf(VANTAGE_TOKEN);
    const nonce = newNonce();
    socket.send(sealPacket({ kind: "echo", nonce }, hmac), port, LOOPBACK);
    await expect.poll(() => socket.heard.length).toBe(1);
    expect(openPacket(socket.heard[0]?.bytes ?? Buffer.alloc(0), hmac)).toEqual({ kind: "echo-answer", nonce });
    expect(vantage.metrics.render()).toContain('datagrams_total{kind="stun",outcome="dropped"} 8\n');
  });

  it("answers so often and no more", async () => {
    const limits = { ...usualLimits, stunPerCaller: { burst: 3, perSecond: 0 } };
    const { port, socket, vantage } = await stunVantage(limits);
    for (let count = 0; count < 20; count += 1) socket.send(encodeBindingRequest({ transactionId }), port, LOOPBACK);
    await expect.poll(() => vantage.metrics.render()).toContain('kind="stun",outcome="too-many"} 17\n');
    await expect.poll(() => socket.heard.length).toBe(3);
  });

  it("is switched off with everything of it", async () => {
    const port = await closedPort();
    const vantage = await vantageOnLoopback({ ports: [{ transport: "udp", port }], stun: null });
    const socket = await client();
    socket.send(encodeBindingRequest({ transactionId }), port, LOOPBACK);
    await expect.poll(() => vantage.metrics.render()).toContain('kind="echo",outcome="dropped"} 1\n');
    expect(socket.heard).toEqual([]);
  });
});

describe("a Binding and its answer", () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6()).map((text) => ({ address: text, port: 0 }));
  const endpoint = fc.tuple(address, fc.integer({ min: 1, max: 65_535 })).map(([at, port]) => ({ ...at, port }));

  it("are read as they were written", () => {
    fc.assert(
      fc.property(endpoint, fc.boolean(), fc.boolean(), fc.boolean(), (mapped, changeIp, changePort, fingerprint) => {
        const request = encodeBindingRequest({ transactionId, changeIp, changePort, fingerprint });
        const received = decodeBindingRequest(request);
        expect(received).toMatchObject({ changeIp, changePort, responsePort: null, fingerprint, unknown: [] });
        const answer = decodeStunMessage(encodeBindingSuccess(received, { mapped, origin: null, other: null }));
        expect(answer.transactionId).toBe(transactionId.toString("hex"));
        expect(answer.xorMappedAddress?.port).toBe(mapped.port);
        expect(answer.fingerprintValid).toBe(fingerprint ? true : null);
      }),
    );
  });
});
