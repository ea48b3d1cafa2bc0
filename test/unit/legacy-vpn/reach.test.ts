import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { toHex } from "#core/codec/byte-text.ts";
import { decodeOpenVpnHeader, encodeOpenVpnFrame } from "#core/codec/openvpn-control.ts";
import { readTlsCryptKey } from "#core/codec/openvpn-tls-crypt.ts";
import { judgeLegacyReach, type ReachAnswer, type ReachOutcome } from "#core/vpn/legacy/reach.ts";
import { createTranslate } from "#core/text/translate.ts";
import { askLegacyPorts } from "#host/vpn/legacy-reach.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function udpServer(answer: (bytes: Buffer) => Uint8Array | null): Promise<number> {
  const socket: Socket = createSocket("udp4");
  socket.on("message", (bytes, from) => {
    const said = answer(bytes);
    if (said !== null) socket.send(said, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closers.push(() => socket.close());
  return socket.address().port;
}

async function tcpServer(answer: (bytes: Buffer) => Uint8Array | "end"): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      const said = answer(bytes);
      if (said === "end") socket.end();
      else socket.write(said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  return bound.port;
}

const serverReset = (client: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from("\x40SERVERID\x01\0\0\0\0", "latin1"), client.subarray(1, 9), Buffer.alloc(4)]);

const NOBODY = { openVpnUdp: null, openVpnTcp: null, ipsec: false, tlsCrypt: null };
const environment = { nowMs: () => Date.now(), timeoutMs: 300 };
const ask = async (ports: Partial<Parameters<typeof askLegacyPorts>[1]>): Promise<ReachOutcome | undefined> => {
  const [answer] = await askLegacyPorts("127.0.0.1", { ...NOBODY, ...ports }, AbortSignal.timeout(8_000), environment);
  return answer?.outcome;
};

describe("knocking at OpenVPN", () => {
  it("is answered by UDP and by TCP", async () => {
    const openVpnUdp = await udpServer((bytes) => serverReset(bytes));
    const openVpnTcp = await tcpServer((bytes) => encodeOpenVpnFrame(serverReset(bytes.subarray(2))));
    expect(await ask({ openVpnUdp })).toBe("answered");
    expect(await ask({ openVpnTcp })).toBe("answered");
  });

  it("takes no other session's answer, and no web server, for one", async () => {
    const other = await udpServer(() => serverReset(Buffer.alloc(14)));
    const web = await tcpServer(() => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const ending = await tcpServer(() => "end");
    expect(await ask({ openVpnTcp: web })).toBe("other");
    expect(await ask({ openVpnTcp: ending })).toBe("closed");
    expect(await ask({ openVpnUdp: other })).toBe("other");
  });

  it("says when nothing listens", async () => {
    const port = await udpServer(() => null);
    await closers.pop()?.();
    expect(await ask({ openVpnUdp: port })).toBe("refused");
    expect(await ask({ openVpnTcp: port })).toBe("refused");
  });

  it("ends with its signal", async () => {
    const openVpnUdp = await udpServer(() => null);
    const asked = askLegacyPorts("127.0.0.1", { ...NOBODY, openVpnUdp }, AbortSignal.timeout(20), environment);
    await expect(asked).rejects.toThrow(/abort|timeout/i);
  });

  it("wraps its packet for a server with tls-crypt, and shows the session to it", async () => {
    const hex = Array.from({ length: 16 }, (_, index) => index.toString(16).padStart(2, "0").repeat(16)).join("\n");
    const tlsCrypt = readTlsCryptKey(
      `-----BEGIN OpenVPN Static key V1-----\n${hex}\n-----END OpenVPN Static key V1-----\n`,
    );
    if (tlsCrypt === undefined) throw new Error("no key");
    const seen: Buffer[] = [];
    const openVpnUdp = await udpServer((bytes) => {
      seen.push(bytes);
      return serverReset(bytes);
    });
    // An answer that is not wrapped is not from the server.
    expect(await ask({ openVpnUdp, tlsCrypt })).toBe("other");
    expect(seen[0]?.length).toBe(9 + 8 + 32 + 5);
    expect(decodeOpenVpnHeader(seen[0] ?? new Uint8Array()).sessionId).toBe(
      toHex(seen[0]?.subarray(1, 9) ?? new Uint8Array()),
    );
  });
});

describe("knocking at IPsec", () => {
  it("takes any answer to its own message, with the marker at 4500 only", async () => {
    const notify = (bytes: Uint8Array): Uint8Array =>
      Buffer.concat([
        bytes.subarray(0, 8),
        Buffer.from("ABCDEFGH\x29\x20\x22\x20\0\0\0\0\0\0\0\x24\0\0\0\x08\0\0\0\x0e", "latin1"),
      ]);
    const plain = await udpServer(notify);
    const natT = await udpServer((bytes) =>
      bytes.readUInt32BE(0) === 0 ? Buffer.concat([Buffer.alloc(4), notify(bytes.subarray(4))]) : null,
    );
    const answers = await askLegacyPorts("127.0.0.1", { ...NOBODY, ipsec: true }, AbortSignal.timeout(8_000), {
      ...environment,
      ikePorts: { plain, natT },
    });
    expect(answers.map(({ way, outcome, notifies }) => [way, outcome, notifies])).toEqual([
      ["ike-500", "answered", ["NO_PROPOSAL_CHOSEN"]],
      ["ike-4500", "answered", ["NO_PROPOSAL_CHOSEN"]],
    ]);
  });
});

describe("what follows from the answers", () => {
  const answer = (way: ReachAnswer["way"], outcome: ReachOutcome, wasWrapped = false): ReachAnswer => ({
    way,
    port: 1194,
    outcome,
    elapsedMs: outcome === "answered" ? 5 : null,
    notifies: [],
    wasWrapped,
  });
  const codes = (...answers: ReachAnswer[]) => judgeLegacyReach(answers).map(({ code }) => code);

  it.each<[string, ReachAnswer[], string[]]>([
    ["silence of a stranger", [answer("openvpn-udp", "silent")], ["silent-or-blocked"]],
    ["silence with the key", [answer("openvpn-udp", "silent", true)], ["blocked"]],
    [
      "UDP blocked",
      [answer("openvpn-udp", "silent", true), answer("openvpn-tcp", "answered", true)],
      ["blocked", "openvpn-answers", "use-tcp"],
    ],
    ["IPsec", [answer("ike-500", "answered"), answer("ike-4500", "answered")], ["ike-answers", "ike-answers", "nat-t"]],
    ["no 4500", [answer("ike-500", "answered"), answer("ike-4500", "silent")], ["ike-answers", "blocked", "only-500"]],
    [
      "no 500",
      [answer("ike-500", "silent"), answer("ike-4500", "answered")],
      ["blocked", "ike-answers", "nat-t", "only-4500"],
    ],
    ["closed", [answer("openvpn-tcp", "closed")], ["closed"]],
    ["closed with the key", [answer("openvpn-tcp", "closed", true)], ["wrong-key"]],
    ["another program", [answer("openvpn-tcp", "other")], ["other-program"]],
    ["refused", [answer("openvpn-udp", "refused")], ["refused"]],
    ["no way", [answer("openvpn-udp", "unreachable")], ["unreachable"]],
  ])("%s", (_what, answers, expected) => {
    expect(codes(...answers)).toEqual(expected);
    for (const locale of ["en", "de"] as const)
      for (const { text } of judgeLegacyReach(answers))
        expect(createTranslate(locale)(text)).not.toMatch(/\{\{|legacyVpn/);
  });
});
