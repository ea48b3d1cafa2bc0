import dgram from "node:dgram";
import { createInterface } from "node:readline";
import { serverAddresses, udpEchoPorts } from "../internet.ts";

/**
 * The truth about a direct path, without STUN, ICE or anything of the app: one end of plain UDP hole punching. It prints how the
 * probe host's echo sees it, reads the other end's like that, and writes there and to wherever something of the other end comes
 * from; prints "direct" when the other end heard it, or "none". Each rehearsal begins with a line "go".
 */
const ROUNDS = 20;
const ROUND_MS = 50;
const echo = { address: serverAddresses.probe[0], port: udpEchoPorts[0] };

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
while ((await lines.next()).value === "go") await punch();

async function punch(): Promise<void> {
  const socket = dgram.createSocket("udp4");
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  const seen = await seenAs(socket);
  process.stdout.write(`${seen ?? "-"}\n`);
  const other = String((await lines.next()).value);
  const targets = new Set(other === "-" ? [] : [other]);
  let wasHeard = false;
  socket.on("message", (bytes, { address, port }) => {
    const said = bytes.toString("latin1");
    if (said !== "hello" && said !== "heard") return;
    targets.add(`${address} ${port}`);
    if (said === "heard") wasHeard = true;
    else socket.send("heard", port, address);
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) {
      const [address, port] = target.split(" ");
      socket.send("hello", Number(port), address);
    }
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
  }
  socket.close();
  process.stdout.write(`${wasHeard ? "direct" : "none"}\n`);
}

function seenAs(socket: dgram.Socket): Promise<string | null> {
  return new Promise((resolve) => {
    const finish = (seen: string | null): void => {
      clearTimeout(timer);
      socket.off("message", onMessage);
      resolve(seen);
    };
    const onMessage = (bytes: Buffer): void => finish(bytes.toString("latin1"));
    const timer = setTimeout(() => finish(null), 1_000);
    socket.on("message", onMessage);
    socket.send(`from ${echo.address} ${echo.port}`, echo.port, echo.address);
  });
}
