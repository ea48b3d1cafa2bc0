import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectSsh } from "#host/relay/ssh-connect.ts";
import type { SshLine } from "#host/relay/ssh-line.ts";
import { SSH_TIMES } from "#host/relay/ssh-times.ts";
import { closedPort, LOOPBACK } from "../../fakes/loopback.ts";
import { createSshServer, type FakeSshServer } from "../../fakes/ssh-server.ts";

let fake: FakeSshServer;
let line: SshLine;
const times = { ...SSH_TIMES, answerMs: 500 };

async function newLine(): Promise<SshLine> {
  const { hostKey, userKey, port } = fake;
  const login = {
    host: LOOPBACK,
    ports: [port],
    user: "relay",
    privateKey: userKey.privateKey,
    acceptedHostKeys: [hostKey.fingerprint],
  };
  const outcome = await connectSsh(login, { times });
  if (outcome.kind !== "open") throw new Error(outcome.fault.kind);
  return outcome.line;
}

beforeEach(async () => {
  fake = await createSshServer();
  line = await newLine();
});
afterEach(async () => {
  line.close();
  await fake.close();
});

describe("a command", () => {
  it("gets its input and gives both outputs and its status", async () => {
    fake.onExec = (channel, command) => {
      let input = "";
      channel.on("data", (chunk: Buffer) => (input += chunk.toString()));
      channel.on("end", () => {
        channel.write(`${command}: ${input}`);
        channel.stderr.write("careful");
        channel.exit(3);
        channel.end();
      });
    };
    expect(await line.exec({ command: "sudo -n farsite-apply relay-keys", stdin: "ä$(reboot)\n" })).toEqual({
      kind: "ran",
      exitCode: 3,
      signal: null,
      stdout: "sudo -n farsite-apply relay-keys: ä$(reboot)\n",
      stderr: "careful",
    });
  });

  it("is cut off when it tells too much, in either output", async () => {
    for (const output of ["stdout", "stderr"] as const) {
      fake.onExec = (channel) => {
        const to = output === "stdout" ? channel : channel.stderr;
        for (let count = 0; count < 64; count += 1) to.write(Buffer.alloc(32_768, 65));
      };
      expect(await line.exec({ command: "yes" })).toEqual({ kind: "too-much-output" });
    }
    expect(line.isOpen).toBe(true);
  });

  it("is given up in time, and when it is told to", async () => {
    fake.onExec = (channel) => void channel.write("so far");
    expect(await line.exec({ command: "sleep", timeoutMs: 80 })).toEqual({
      kind: "timed-out",
      stdout: "so far",
      stderr: "",
    });
    const stop = new AbortController();
    const running = line.exec({ command: "sleep", signal: stop.signal });
    stop.abort();
    expect(await running).toEqual({ kind: "stopped" });
    expect(await line.exec({ command: "sleep", signal: AbortSignal.abort() })).toEqual({ kind: "stopped" });
  });

  it("may be refused, or lose its line", async () => {
    fake.onExec = () => {
      for (const connection of fake.connections) connection.end();
    };
    expect(await line.exec({ command: "reboot" })).toEqual({ kind: "lost" });
    line = await newLine();
    fake.refusesExec = true;
    expect(await line.exec({ command: "id" })).toEqual({ kind: "refused" });
  });
});

describe("a connection through the server", () => {
  it("carries what is said both ways, and each end of it", async () => {
    const out = await line.forwardOut({ host: "127.0.0.1", port: 554 });
    if (out.kind !== "open") throw new Error(out.why);
    out.channel.end("OPTIONS *");
    let heard = "";
    for await (const chunk of out.channel) heard += String(chunk);
    expect(heard).toBe("OPTIONS *");
  });

  it("fails in words", async () => {
    expect(await line.forwardOut({ host: "127.0.0.1", port: 1 })).toMatchObject({ kind: "failed" });
    expect(await line.forwardOut({ host: "127.0.0.1", port: 554 }, AbortSignal.abort())).toEqual({
      kind: "failed",
      why: "stopped",
    });
  });
});

describe("a port of the server", () => {
  it("is listened at, once, and given back", async () => {
    const port = await closedPort();
    expect(await line.forwardIn(LOOPBACK, port)).toEqual({ kind: "listening" });
    expect(await line.forwardIn(LOOPBACK, port)).toEqual({ kind: "failed", fault: "taken" });
  });

  it("of a server that is not OpenSSH is refused without a reason", async () => {
    line.close();
    await fake.close();
    fake = await createSshServer({ ident: "dropbear_2022.83" });
    line = await newLine();
    fake.refusedPorts.add(20_001);
    expect(await line.forwardIn(LOOPBACK, 20_001)).toEqual({ kind: "failed", fault: "refused" });
  });

  it("that is not answered for is given up", async () => {
    fake.isMute = true;
    expect(await line.forwardIn(LOOPBACK, 20_001)).toEqual({ kind: "failed", fault: "lost" });
  });
});
