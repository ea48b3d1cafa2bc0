import dgram from "node:dgram";
import net from "node:net";
import type { AgentCalls, AgentReply, AgentRequest } from "./agent-protocol.ts";
import { askPinhole } from "./ask-pcp.ts";
import { askStun } from "./ask-stun.ts";
import { attempt } from "./attempt.ts";
import { answerOutside, measureHairpin } from "./measure-hairpin.ts";
import { measureNat } from "./measure-nat.ts";

/** Runs inside a host of the lab and does there what it is told over the IPC channel; ends with its parent. */

const calls: { [C in keyof AgentCalls]: (input: AgentCalls[C]["input"]) => Promise<AgentCalls[C]["output"]> } = {
  attempt,
  answer: ({ transport, port, text }) => (transport === "tcp" ? answerTcp(port, text) : answerUdp(port, text)),
  whoami: async ({ url, timeoutMs }) => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
      const text = (await response.text()).trim();
      // A login page in its place is no answer.
      return net.isIP(text) === 0 ? null : text;
    } catch {
      return null;
    }
  },
  askStun: ({ server, timeoutMs }) => askStun(server, timeoutMs),
  askPinhole,
  measureNat: ({ silenceMs }) => measureNat(silenceMs),
  measureHairpin: ({ silenceMs }) => measureHairpin(silenceMs),
  answerOutside: ({ text, silenceMs }) => answerOutside(text, silenceMs),
};

function answerTcp(port: number, text: string): Promise<null> {
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end(text);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    // Both families.
    server.listen(port, "::", () => resolve(null));
  });
}

function answerUdp(port: number, text: string): Promise<null> {
  const socket = dgram.createSocket("udp4");
  socket.on("message", (_message, from) => socket.send(text, from.port, from.address));
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, "0.0.0.0", () => resolve(null));
  });
}

function run<C extends keyof AgentCalls>(request: AgentRequest<C>): Promise<AgentCalls[C]["output"]> {
  return calls[request.call](request.input);
}

process.on("message", (request: AgentRequest) => {
  const reply = (message: AgentReply) => process.send?.(message);
  run(request).then(
    (output) => reply({ id: request.id, output }),
    (error: unknown) => reply({ id: request.id, failure: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
