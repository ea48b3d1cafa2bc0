// What nat-pmp 1.0.0 does with a real gateway and with bad ones. Figures: docs/decisions/001-own-protocol-clients.md.
//
//   npm install --prefix test/trials/nat-pmp
//   node test/trials/nat-pmp/trial.mjs [--gateway ADDRESS] [--wait SECONDS] [--only CASE]
//
// Without --gateway everything stays on loopback. With it, one TCP mapping is made and removed there: use the lab.
import { fork } from "node:child_process";
import dgram from "node:dgram";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const NATPMP_PORT = 5351;
const CLIENT_PORT = 5350; // fixed in the package
const bytes = (hex) => Buffer.from(hex.replaceAll(" ", ""), "hex");
const EXTERNAL = bytes("00 80 0000 00000001 c6336407"); // 198.51.100.7

// ---- the child: one client, one question; prints what its callback saw --------------------------------------------
const say = (what, error, info) =>
  console.log(
    `${what}: ${error ? `error "${error.message}" (${error.code})` : info?.ip ? info.ip.join(".") : JSON.stringify({ ...info, msg: undefined })}`,
  );

const ask = {
  external: (client) => client.externalIp((e, i) => say("external", e, i)),
  // Two different mappings queued at once: is each answered by its own reply?
  pair: (client) => {
    client.portMapping({ private: 1000, public: 1000, ttl: 120 }, (e, i) => say("asked 1000", e, i));
    client.portMapping({ private: 2000, public: 2000, ttl: 120 }, (e, i) => say("asked 2000", e, i));
  },
  map: (client) => client.portMapping({ private: 8080, public: 18080, ttl: 120 }, (e, i) => say("map", e, i)),
  unmap: (client) => client.portUnmapping({ private: 8080, public: 18080 }, (e, i) => say("unmap", e, i)),
  "external-and-close": (client) =>
    client.externalIp((e, i) => {
      say("external", e, i);
      client.close();
    }),
  "close-while-waiting": (client) => {
    client.externalIp((e, i) => say("external", e, i));
    setTimeout(() => client.close(), 500);
  },
};

if (process.send) {
  const [gateway, question] = process.argv.slice(2);
  process.channel.unref(); // the parent's channel must not be what keeps the process alive
  const { default: natpmp } = await import("nat-pmp");
  ask[question](natpmp.connect(gateway));
}

// ---- the parent: fake gateways on loopback, and a stop-watch -------------------------------------------------------
async function fake(address, answer) {
  const socket = dgram.createSocket("udp4");
  const seen = [];
  socket.on("message", (message, from) => {
    seen.push(message);
    for (const { reply, by = socket } of answer(message)) by.send(reply, from.port, from.address);
  });
  socket.bind(NATPMP_PORT, address);
  await once(socket, "listening");
  return { seen, close: () => socket.close() };
}

async function run(gateway, question, waitMs) {
  const started = performance.now();
  const child = fork(fileURLToPath(import.meta.url), [gateway, question], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  let out = "";
  let err = "";
  let firstAnswerMs;
  child.stdout.on("data", (d) => {
    firstAnswerMs ??= Math.round(performance.now() - started);
    out += d;
  });
  child.stderr.on("data", (d) => (err += d));
  let stopped = false;
  const timer = setTimeout(() => {
    stopped = true;
    child.kill();
  }, waitMs);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  const crash = err.match(/^\w*Error.*$/m)?.[0];
  return [
    out.trim().replaceAll("\n", "; ") || "callback never called",
    crash ? `process died: ${crash}` : undefined,
    stopped ? `still running after ${waitMs / 1000} s, stopped` : `exit ${code}`,
    firstAnswerMs === undefined ? undefined : `first answer ${firstAnswerMs} ms incl. process start`,
  ]
    .filter(Boolean)
    .join(" | ");
}

async function trials() {
  const { values } = parseArgs({
    options: { gateway: { type: "string" }, wait: { type: "string", default: "5" }, only: { type: "string" } },
  });
  const waitMs = Number(values.wait) * 1000;
  const report = async (name, work) => {
    if (values.only && values.only !== name) return;
    console.log(`${name.padEnd(34)} ${await work()}`);
  };

  if (values.gateway) {
    for (const question of ["external-and-close", "map", "unmap"]) {
      await report(`gateway ${question}`, () => run(values.gateway, question, waitMs));
    }
  }

  await report("gateway silent", async () => {
    const gateway = await fake("127.0.0.2", () => []);
    const result = await run("127.0.0.2", "external", waitMs);
    gateway.close();
    return `${result} | packets sent: ${gateway.seen.length}`;
  });
  await report("gateway refuses (ICMP)", () => run("127.0.0.4", "external", waitMs));
  await report("closed by caller while waiting", async () => {
    const gateway = await fake("127.0.0.2", () => []);
    const result = await run("127.0.0.2", "close-while-waiting", waitMs);
    gateway.close();
    return result;
  });
  await report("answered, never closed", async () => {
    const gateway = await fake("127.0.0.2", () => [{ reply: EXTERNAL }]);
    const result = await run("127.0.0.2", "external", waitMs);
    gateway.close();
    return result;
  });

  await report("two programs at once", async () => {
    const gateway = await fake("127.0.0.2", (m) => (m.length ? [{ reply: EXTERNAL }] : []));
    const first = run("127.0.0.2", "external", waitMs);
    await new Promise((r) => setTimeout(r, 1000));
    const second = await run("127.0.0.2", "external", waitMs);
    await first;
    gateway.close();
    return `second: ${second}`;
  });

  await report("answer from another host", async () => {
    const stranger = dgram.createSocket("udp4");
    stranger.bind(0, "127.0.0.66");
    await once(stranger, "listening");
    const gateway = await fake("127.0.0.2", () => [{ reply: bytes("00 80 0000 00000001 cb007142"), by: stranger }]);
    const result = await run("127.0.0.2", "external-and-close", waitMs);
    gateway.close();
    stranger.close();
    return `stranger says 203.0.113.66: ${result}`;
  });
  await report("first reply sent twice", async () => {
    let asked = 0;
    const gateway = await fake("127.0.0.2", () => {
      const reply = bytes("00 82 0000 00000001 03e8 03e8 00000078"); // 1000 -> 1000, 120 s
      return asked++ === 0 ? [{ reply }, { reply }] : [];
    });
    const result = await run("127.0.0.2", "pair", waitMs);
    gateway.close();
    return result;
  });
  await report("lifetime on the wire", async () => {
    const gateway = await fake("127.0.0.2", () => []);
    await run("127.0.0.2", "map", 1500);
    gateway.close();
    return `ttl: 120 sent as ${gateway.seen[0].readUInt32BE(8)} (seconds in RFC 6886)`;
  });

  const badReplies = {
    "0 bytes": "",
    "1 byte": "00",
    "2 bytes": "00 80",
    "7 bytes": "00 80 0000 000000",
    "success without address": "00 80 0000 00000001",
    "1 byte too many": "00 80 0000 00000001 c6336407 00",
    "PCP version 2": "02 80 0000 00000001 c6336407",
    "unknown result 66": "00 80 0042 00000001",
    "unasked opcode only": "00 81 0000 00000001 03e8 03e8 00000078",
  };
  for (const [name, hex] of Object.entries(badReplies)) {
    await report(`reply: ${name}`, async () => {
      const gateway = await fake("127.0.0.2", () => [{ reply: bytes(hex) }]);
      const result = await run("127.0.0.2", "external-and-close", waitMs);
      gateway.close();
      return result;
    });
  }
  console.log(`(the package always binds UDP ${CLIENT_PORT})`);
}

if (!process.send) await trials();
