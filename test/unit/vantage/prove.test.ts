import { createHash, X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { proveAnswerSchema, type ProveAnswer } from "#core/vantage/vantage-api.ts";
import { MAX_PROVE_BYTES, PROOFS_AT_ONCE, PROVE_PATH, type TCP_HELLOS } from "#core/vantage/vantage-protocol.ts";
import { openPacket, sealPacket } from "#core/vantage/packet.ts";
import { holdPort } from "#host/mapping/held-port.ts";
import { VantageSession } from "#host/vantage/vantage-session.ts";
import type { ProveTarget } from "../../../main/vantage/prove.ts";
import { fakeEnvironment, patientBudget } from "../../fakes/fake-environment.ts";
import { closedPort, LOOPBACK, tcpOn } from "../../fakes/loopback.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";
import { askVantage, hmacOf, newNonce, VANTAGE_TOKEN, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const asker = fakeEnvironment(null, {
  computer: { localAddressTowards: async () => LOOPBACK },
  budget: patientBudget,
});
type TcpHello = (typeof TCP_HELLOS)[number];
const never = new AbortController().signal;

/** Somebody who answers on loopback. */
async function device(onConnection: (socket: Socket) => void): Promise<number> {
  const { port, close } = await tcpOn(LOOPBACK, onConnection);
  onTestFinished(() => close());
  return port;
}

async function session(): Promise<VantageSession> {
  const { url } = await vantageOnLoopback();
  const made = new VantageSession({ url, token: VANTAGE_TOKEN }, asker, { family: 4 });
  onTestFinished(() => made.close());
  return made;
}

const proven = async (port: number, hello: TcpHello, patienceMs = 2_000): Promise<ProveAnswer> =>
  (await session()).prove({ transport: "tcp", port, hello, patienceMs }, never);

const said = ({ answer }: ProveAnswer): string => Buffer.from(answer, "base64").toString("latin1");

describe("a proof from outside", () => {
  it("says that something listens, and where the vantage came from, without a word to it", async () => {
    const heard: string[] = [];
    const port = await device((socket) => socket.on("data", (bytes: Buffer) => heard.push(bytes.toString())));
    const proof = await (await session()).prove({ transport: "tcp", port, hello: "none" }, never);
    expect(proof).toMatchObject({ address: LOOPBACK, saw: "connected", firstByteMs: null, answer: "", problem: null });
    expect(proof.vantageAddress).toBe(LOOPBACK);
    expect(proof.tookMs).toBeGreaterThan(0);
    expect(heard).toEqual([]);
  });

  it("tells refused from silent", async () => {
    expect(await proven(await closedPort(), "banner")).toMatchObject({ saw: "refused", answer: "", tls: null });
    const port = await device(() => {});
    expect(await proven(port, "banner", 150)).toMatchObject({ saw: "connected", firstByteMs: null });
  });

  it("reads a banner without asking for it", async () => {
    const port = await device((socket) => void socket.write("SSH-2.0-dropbear_2019.78\r\n"));
    const proof = await proven(port, "banner");
    expect(said(proof)).toBe("SSH-2.0-dropbear_2019.78\r\n");
    expect(proof.firstByteMs).not.toBeNull();
  });

  it.each([
    [
      "http",
      /^GET \/ HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n/,
      "HTTP/1.1 200 OK\r\nServer: App-webs/\r\n\r\n<title>NVR</title>",
    ],
    [
      "rtsp",
      /^OPTIONS \* RTSP\/1\.0\r\nCSeq: 1\r\n/,
      "RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n",
    ],
  ] as const)("asks one small question (%s)", async (hello, question, answer) => {
    const heard: string[] = [];
    const port = await device((socket) =>
      socket.on("data", (bytes: Buffer) => {
        heard.push(bytes.toString());
        socket.end(answer);
      }),
    );
    expect(said(await proven(port, hello))).toBe(answer);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(question);
  });

  it("keeps no more than 2,048 bytes of somebody who never ends", async () => {
    const port = await device((socket) => {
      const pour = (): void => {
        while (socket.writable && socket.write("x".repeat(65_536)));
      };
      socket.on("drain", pour).on("error", () => {});
      pour();
    });
    const proof = await proven(port, "banner");
    expect(said(proof)).toBe("x".repeat(MAX_PROVE_BYTES));
  });

  it("says what went wrong after the connection stood", async () => {
    const resets = await device((socket) => void socket.on("data", () => socket.resetAndDestroy()));
    expect(await proven(resets, "http")).toMatchObject({ saw: "connected", problem: "ECONNRESET" });
    const closes = await device((socket) => void socket.end());
    expect(await proven(closes, "banner")).toMatchObject({ saw: "connected", problem: "closed", answer: "" });
    const speaksNoTls = await device((socket) => void socket.write("SSH-2.0-x\r\n"));
    const proof = await proven(speaksNoTls, "https");
    expect(proof).toMatchObject({ saw: "connected", tls: null, answer: "" });
    expect(proof.problem).toMatch(/SSL|PROTO/);
  });

  it.each(["TLSv1", "TLSv1.3"] as const)("reports the certificate that nobody vouches for (%s)", async (version) => {
    const pem = selfSignedCertificate("recorder");
    const server = createTlsServer(
      { ...pem, minVersion: version, maxVersion: version, ciphers: "DEFAULT:@SECLEVEL=0" },
      (socket) => socket.on("data", () => socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n")).on("error", () => {}),
    );
    await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
    onTestFinished(() => void server.close());
    const at = server.address();
    const port = typeof at === "object" && at ? at.port : 0;
    const certificate = new X509Certificate(pem.cert);
    const tls = {
      protocol: version,
      certificateSha256: createHash("sha256").update(certificate.raw).digest("hex"),
      subject: "CN=recorder",
      issuer: "CN=recorder",
      notAfter: "2049-12-31T23:59:59.000Z",
    };
    // Ed25519 came with TLS 1.2: with 1.0 there is nothing to show, but a reason.
    const expected = version === "TLSv1.3" ? { tls, problem: null } : { tls: null };
    expect(await proven(port, "tls")).toMatchObject({ saw: "connected", answer: "", ...expected });
    const https = await proven(port, "https");
    expect(https).toMatchObject(expected);
    expect(said(https)).toBe(version === "TLSv1.3" ? "HTTP/1.1 401 Unauthorized\r\n\r\n" : "");
  });

  it.each(["tcp", "udp"] as const)("dials a port that the laptop holds (%s)", async (transport) => {
    const hmac = hmacOf(VANTAGE_TOKEN);
    const held = await holdPort(transport);
    onTestFinished(() => held.release());
    const arrived: (string | undefined)[] = [];
    held.onArrival = ({ bytes, answer }) => {
      const packet = openPacket(bytes, hmac);
      arrived.push(packet?.nonce);
      if (packet) answer(sealPacket({ kind: "dial-answer", nonce: packet.nonce }, hmac));
    };
    const nonce = newNonce();
    const proof = await (await session()).prove({ transport, port: held.port, hello: "dial", nonce }, never);
    expect(proof).toMatchObject({ saw: "connected", answer: "" });
    await expect.poll(() => arrived).toContain(nonce);
  });

  it("ends with the caller's wish, and closes what it opened", async () => {
    const gone = Promise.withResolvers<void>();
    const stop = new AbortController();
    const port = await device((socket) => {
      socket.on("close", () => gone.resolve()).resume();
      stop.abort();
    });
    const proof = (await session()).prove({ transport: "tcp", port, hello: "http" }, stop.signal);
    await expect(proof).rejects.toMatchObject({ trouble: "timed-out" });
    await gone.promise;
  });

  it("has eight under way and no more, and keeps the others waiting", async () => {
    const targets: ProveTarget[] = [];
    let underWay = 0;
    let most = 0;
    const { url } = await vantageOnLoopback({
      prove: async (target) => {
        targets.push(target);
        most = Math.max(most, (underWay += 1));
        await new Promise((resolve) => setTimeout(resolve, 30));
        underWay -= 1;
        return { saw: "silent", tookMs: 30, firstByteMs: null, answer: "", tls: null, problem: null };
      },
    });
    const asking = new VantageSession({ url, token: VANTAGE_TOKEN }, asker, { family: 4 });
    onTestFinished(() => asking.close());
    const ports = Array.from({ length: 20 }, (_, index) => 1_000 + index);
    await Promise.all(ports.map((port) => asking.prove({ transport: "tcp", port, hello: "none" }, never)));
    expect(targets.map((target) => target.port).toSorted((a, b) => a - b)).toEqual(ports);
    expect(new Set(targets.map((target) => target.address))).toEqual(new Set([LOOPBACK]));
    expect(most).toBe(PROOFS_AT_ONCE);
  });

  it("is refused to who says where to", async () => {
    const { port, log } = await vantageOnLoopback();
    const body = { transport: "tcp", port: 80, hello: "http" };
    for (const more of [
      { address: "198.51.100.7" },
      { host: "x" },
      { hello: "smtp" },
      { port: 0 },
      { patienceMs: 6_000 },
    ]) {
      const answer = await askVantage(port, { path: PROVE_PATH, body: JSON.stringify({ ...body, ...more }) });
      expect(answer).toEqual({ statusCode: 400, signed: true, body: { error: "bad-request" } });
    }
    expect(log).toHaveLength(5);
  });

  it("answers by its own schema", async () => {
    const port = await device((socket) => void socket.end("220 ftp\r\n"));
    const vantage = await vantageOnLoopback();
    const body = JSON.stringify({ transport: "tcp", port, hello: "banner" });
    const { body: answer } = await askVantage(vantage.port, { path: PROVE_PATH, body });
    expect(proveAnswerSchema.parse(answer)).toEqual(answer);
    expect(vantage.log).toMatchObject([{ event: "prove", caller: LOOPBACK, transport: "tcp", port, saw: "connected" }]);
  });
});
