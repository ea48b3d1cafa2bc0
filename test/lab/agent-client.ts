import type { ChildProcess } from "node:child_process";
import type { AgentCalls, AgentReply, AgentRequest } from "./servers/agent-protocol.ts";

/** The lab's end of the channel to `servers/agent.ts`. */
export interface Agent {
  call<C extends keyof AgentCalls>(call: C, input: AgentCalls[C]["input"]): Promise<AgentCalls[C]["output"]>;
}

/** @param child an agent process spawned with an IPC channel. Calls reject when it ends. */
export function agentOf(child: ChildProcess): Agent {
  let lastId = 0;
  let ended = false;
  const waiting = new Map<number, { resolve: (output: never) => void; reject: (error: Error) => void }>();

  child.on("message", (reply: AgentReply) => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ("failure" in reply) call?.reject(new Error(reply.failure));
    else call?.resolve(reply.output as never);
  });
  child.once("exit", () => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new Error("the agent ended"));
    waiting.clear();
  });
  return {
    call: (call, input) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(new Error("the agent ended"));
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const request: AgentRequest = { id: lastId, call, input };
        child.send(request, (error) => error && reject(error));
      }),
  };
}
