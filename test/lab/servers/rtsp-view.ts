import { connect } from "node:net";

/** Looks at an RTSP camera as a player does, with the stream inside the connection (RFC 2326 section 10.12). ADDRESS PORT PACKETS */

const [address = "", port = "", packets = "20"] = process.argv.slice(2);
const startedMs = performance.now();
const socket = connect(Number(port), address);
let received = Buffer.alloc(0);
let wake = (): void => undefined;
socket.on("data", (chunk: Buffer) => {
  received = Buffer.concat([received, chunk]);
  wake();
});
socket.on("error", (error) => end({ error: error.message }));
socket.on("close", () => end({ error: "closed" }));
setTimeout(() => end({ error: "too slow" }), 15_000).unref();

function end(result: object): never {
  process.stdout.write(JSON.stringify({ ...result, ms: Math.round(performance.now() - startedMs) }));
  process.exit(0);
}
const more = (): Promise<void> => new Promise((resolve) => (wake = resolve));

let sequence = 0;
async function ask(line: string, headers = ""): Promise<string> {
  sequence += 1;
  socket.write(`${line} RTSP/1.0\r\nCSeq: ${sequence}\r\n${headers}\r\n`);
  for (;;) {
    const head = received.indexOf("\r\n\r\n");
    const text = received.toString("latin1");
    const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
    if (head >= 0 && received.length >= head + 4 + length) {
      received = received.subarray(head + 4 + length);
      return text.slice(0, head + 4 + length);
    }
    await more();
  }
}

const url = `rtsp://${address}:${port}/`;
const described = await ask(`DESCRIBE ${url}`, "Accept: application/sdp\r\n");
const control = [...described.matchAll(/a=control:(\S+)/g)].at(-1)?.[1] ?? "";
const track = control.startsWith("rtsp:") ? control : `${url}${control}`;
const setUp = await ask(`SETUP ${track}`, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
const session = /session: *([^;\r\n]+)/i.exec(setUp)?.[1] ?? "";
await ask(`PLAY ${url}`, `Session: ${session}\r\n`);
let count = 0;
while (count < Number(packets)) {
  const length = received.length < 4 ? Infinity : 4 + received.readUInt16BE(2);
  if (received.length < length) await more();
  else {
    if (received[0] !== 0x24) end({ error: `no frame: ${received[0]}` });
    if (received[1] === 0) count += 1;
    received = received.subarray(length);
  }
}
end({ status: described.slice(0, 15), packets: count });
