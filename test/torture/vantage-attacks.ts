import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { authorization } from "#core/vantage/signing.ts";
import { DIAL_BACK_PATH, PROVE_PATH, UPLOAD_PATH, VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import { KEY_HEADER, vantageKeyId } from "#core/vantage/vantage-key.ts";
import { encodeBindingRequest } from "#core/codec/stun.ts";
import { sealPacket } from "#core/vantage/packet.ts";
import { LOOPBACK } from "../fakes/loopback.ts";

/** What is attacked, and with what. */
export type Prey = {
  port: number;
  udpPort: number;
  /** A technician's token that fell into the wrong hands. */
  stolen: string;
  /** Somebody else's address, and a port there, where a test listens. */
  victim: { address: string; port: number };
};

export type Attack = {
  name: string;
  /** Once; an attack repeats until it is told to end. */ strike(prey: Prey): Promise<void>;
};

/** On Linux all of 127/8 is this machine: many callers from one. */
let callers = 0;
const someAddress = (): string =>
  `127.${1 + (callers % 3)}.${Math.trunc(callers / 250) % 250}.${1 + (callers++ % 250)}`;
/** One that the limits know already. */
const KNOWN_ADDRESS = "127.9.9.9";

function open({ port }: Prey, localAddress: string): Socket {
  const socket = connect({ host: LOOPBACK, port, localAddress });
  return socket.on("error", () => {});
}

/** Sends and waits a while for what comes, or for the end. */
async function say(prey: Prey, bytes: string | Uint8Array, localAddress = someAddress(), forMs = 300): Promise<void> {
  const socket = open(prey, localAddress);
  socket.resume();
  socket.write(bytes);
  await Promise.race([new Promise((resolve) => socket.once("close", resolve)), sleep(forMs)]);
  socket.destroy();
}

const sha256 = (text: string): Uint8Array => createHash("sha256").update(text).digest();
const nonce = (): string => randomBytes(16).toString("hex");

/** A request that is rightly signed, whatever it asks for. */
function signed(token: string, path: string, body: string, headers: string[] = [], sent = body): string {
  const request = { method: "POST", path, body, timeMs: Date.now(), nonce: nonce() };
  const hmac = (text: string | Uint8Array): Uint8Array => createHmac("sha256", token).update(text).digest();
  return [
    `POST ${path} HTTP/1.1`,
    "Host: vantage",
    `Authorization: ${authorization(request, hmac)}`,
    `${KEY_HEADER}: ${vantageKeyId(token, sha256)}`,
    `Content-Length: ${Buffer.byteLength(sent)}`,
    ...headers,
    "",
    sent,
  ].join("\r\n");
}

const dialBody = (port: number, more: object = {}): string =>
  JSON.stringify({ transport: "tcp", port, nonce: nonce(), patienceMs: 100, ...more });
const proveBody = (port: number, more: object = {}): string =>
  JSON.stringify({ transport: "tcp", port, hello: "http", patienceMs: 200, ...more });

const recorded = new Map<string, string>();

export const ATTACKS: readonly Attack[] = [
  {
    name: "unsigned requests and garbage",
    strike: async (prey) => {
      const garbage = [
        `GET / HTTP/1.1\r\nHost: x\r\n\r\n`,
        `POST ${VIEW_PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Farsite time=1, nonce=${nonce()}, mac=${nonce()}${nonce()}\r\nContent-Length: 2\r\n\r\n{}`,
        randomBytes(400),
        `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03`,
        `GET / HTTP/1.1\r\nX: ${"y".repeat(9_000)}\r\n\r\n`,
      ];
      await Promise.all(garbage.map((bytes) => say(prey, bytes)));
    },
  },
  {
    name: "the same stranger again and again",
    strike: async (prey) => {
      for (let count = 0; count < 20; count += 1)
        await say(prey, `POST ${VIEW_PATH} HTTP/1.1\r\nHost: x\r\n\r\n`, KNOWN_ADDRESS, 50);
    },
  },
  {
    name: "connections that never say a word, or a byte at a time",
    strike: async (prey) => {
      const sockets = Array.from({ length: 100 }, () => open(prey, someAddress()));
      for (let count = 0; count < 10; count += 1) {
        await sleep(200);
        for (const socket of sockets.slice(0, 50)) if (socket.writable) socket.write("G");
      }
      for (const socket of sockets) socket.destroy();
    },
  },
  {
    name: "forged datagrams",
    strike: async ({ udpPort, stolen }) => {
      const socket = createSocket("udp4").on("error", () => {});
      const wrong = (text: string | Uint8Array): Uint8Array => createHmac("sha256", "wrong").update(text).digest();
      const key = vantageKeyId(stolen, sha256).slice(0, 6);
      const transactionId = randomBytes(12);
      for (let count = 0; count < 100; count += 1)
        for (const bytes of [
          sealPacket({ kind: "echo", nonce: nonce() }, wrong),
          sealPacket({ kind: "echo", nonce: nonce() }, wrong, key),
          encodeBindingRequest({ transactionId, changeIp: true, changePort: true, responsePort: 53 }),
          randomBytes(1_200),
        ])
          socket.send(bytes, udpPort, LOOPBACK);
      await sleep(50);
      socket.close();
    },
  },
  {
    name: "a stolen token that names somebody else",
    strike: async (prey) => {
      const { address, port } = prey.victim;
      const names = [{ address }, { host: address }, { target: `${address}:${port}` }, { ip: address }];
      const lies = [`X-Forwarded-For: ${address}`, `Forwarded: for=${address}`, `X-Real-IP: ${address}`, "Via: 1.1 x"];
      const requests = [
        ...names.map((name) => signed(prey.stolen, PROVE_PATH, proveBody(port, name))),
        ...names.map((name) => signed(prey.stolen, DIAL_BACK_PATH, dialBody(port, name))),
        ...lies.map((header) => signed(prey.stolen, PROVE_PATH, proveBody(port), [header])),
        signed(prey.stolen, `${PROVE_PATH}?address=${address}`, proveBody(port)),
        signed(prey.stolen, PROVE_PATH, proveBody(port), [`Host: ${address}:${port}`]),
        `POST http://${address}:${port}/ HTTP/1.1\r\nHost: ${address}\r\n\r\n`,
        `CONNECT ${address}:${port} HTTP/1.1\r\nHost: ${address}\r\n\r\n`,
      ];
      await Promise.all(requests.map((request) => say(prey, request)));
    },
  },
  {
    name: "a stolen token that dials and proves without end",
    strike: async (prey) => {
      const caller = someAddress();
      const ports = Array.from({ length: 40 }, (_, index) => 10_000 + index);
      await Promise.all(
        ports.map((port) =>
          say(
            prey,
            port % 2 === 0
              ? signed(prey.stolen, PROVE_PATH, proveBody(port))
              : signed(prey.stolen, DIAL_BACK_PATH, dialBody(port)),
            caller,
          ),
        ),
      );
    },
  },
  {
    name: "requests sent again",
    strike: async (prey) => {
      const request = recorded.get("one") ?? signed(prey.stolen, PROVE_PATH, proveBody(prey.victim.port));
      recorded.set("one", request);
      for (let count = 0; count < 10; count += 1) await say(prey, request, someAddress(), 100);
    },
  },
  {
    name: "bodies without end",
    strike: async (prey) => {
      const much = "x".repeat(65_536);
      const headers = [
        "Content-Length: 1073741824",
        "Transfer-Encoding: chunked\r\n\r\n10000",
        `Authorization: Farsite time=${Date.now()}, nonce=${nonce()}, mac=${nonce()}${nonce()}\r\nContent-Length: 99999999`,
      ];
      await Promise.all(
        headers.map((header) => say(prey, `POST ${PROVE_PATH} HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n${much}${much}`)),
      );
    },
  },
  {
    name: "uploads without end",
    strike: async (prey) => {
      const caller = someAddress();
      const head = signed(prey.stolen, UPLOAD_PATH, "", [], "").replace(
        "Content-Length: 0",
        "Content-Length: 999999999",
      );
      const noise = randomBytes(1_048_576);
      await Promise.all([
        say(prey, Buffer.concat([Buffer.from(head), noise]), caller, 500),
        say(prey, Buffer.concat([Buffer.from(head.replace(/mac=./, "mac=g")), noise]), caller, 500),
        say(prey, head, caller, 1_000),
      ]);
    },
  },
];
