import dgram from "node:dgram";
import net from "node:net";
import type { Attempt, AttemptResult } from "./agent-protocol.ts";

/** After a connect, how long to wait for a greeting before being content with the connection alone. */
const greetingMs = 400;
/** A lost datagram would look like a closed door: ask again. */
const resendMs = 250;

type Settle = (result: Omit<AttemptResult, "tookMs">) => void;

/** Tries to get in at an address and port; always resolves. */
export function attempt({ transport, address, port, timeoutMs }: Attempt): Promise<AttemptResult> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const start = transport === "tcp" ? overTcp : overUdp;
    start(address, port, timeoutMs, (result) => {
      resolve({ ...result, tookMs: Math.round(performance.now() - startedMs) });
    });
  });
}

function overTcp(address: string, port: number, timeoutMs: number, settle: Settle): void {
  const socket = net.connect({ host: address, port });
  let connected = false;
  const finish: Settle = (result) => {
    clearTimeout(timer);
    socket.destroy();
    settle(result);
  };
  let timer = setTimeout(() => finish({ reached: false, reply: null, error: "timeout" }), timeoutMs);
  socket.on("connect", () => {
    connected = true;
    clearTimeout(timer);
    timer = setTimeout(() => finish({ reached: true, reply: null, error: null }), greetingMs);
  });
  socket.on("data", (data) => finish({ reached: true, reply: data.toString("latin1"), error: null }));
  socket.on("end", () => finish({ reached: connected, reply: null, error: null }));
  socket.on("error", (error: NodeJS.ErrnoException) =>
    finish({ reached: connected, reply: null, error: error.code ?? error.message }),
  );
}

function overUdp(address: string, port: number, timeoutMs: number, settle: Settle): void {
  const socket = dgram.createSocket("udp4");
  let settled = false;
  const finish: Settle = (result) => {
    if (settled) return;
    settled = true;
    clearInterval(resend);
    clearTimeout(timer);
    socket.close();
    settle(result);
  };
  const timer = setTimeout(() => finish({ reached: false, reply: null, error: "timeout" }), timeoutMs);
  const resend = setInterval(() => socket.send("hello"), resendMs);
  socket.on("message", (message) => finish({ reached: true, reply: message.toString("latin1"), error: null }));
  socket.on("error", (error: NodeJS.ErrnoException) =>
    finish({ reached: false, reply: null, error: error.code ?? error.message }),
  );
  // Connected, so that an ICMP refusal arrives as an error and strangers' datagrams do not count.
  socket.connect(port, address, () => socket.send("hello"));
}
