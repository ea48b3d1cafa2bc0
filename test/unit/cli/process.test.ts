import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startFakeTurnServer } from "../../fakes/fake-turn-server.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";

const SCRIPT = fileURLToPath(new URL("../../../main/cli/farsite.mjs", import.meta.url));

/** A process of its own loads everything anew, on a machine that may be busy. */
const SLOW_START_MS = 30_000;

type Ended = { status: number | null; out: string; err: string };

/** The command line as a process; none of these commands touches the data folder, or more of the network than loopback. */
function farsite(argv: string[], options: { stdin?: string; closeStdout?: boolean } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [SCRIPT, ...argv], { stdio: "pipe" });
  const ended: Ended = { status: null, out: "", err: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => (ended.err += text));
  if (options.closeStdout) child.stdout.destroy();
  else child.stdout.setEncoding("utf8").on("data", (text: string) => (ended.out += text));
  child.stdin.end(options.stdin ?? "");
  return new Promise((resolve) => child.once("close", (status) => resolve({ ...ended, status })));
}

it(
  "ends with the status of its command, results on standard output and complaints on standard error",
  { timeout: SLOW_START_MS },
  async () => {
    const [help, wrong, unreadable, decoded] = await Promise.all([
      farsite(["help"]),
      farsite(["surveys"]),
      farsite(["replay", "/no/such/file"]),
      farsite(["decode", "stun", "--hex"], { stdin: "0101" }),
    ]);
    expect([help.status, help.err]).toEqual([0, ""]);
    expect(help.out).toContain("farsite survey");
    expect([wrong.status, wrong.out]).toEqual([2, ""]);
    expect(wrong.err).toContain("surveys");
    expect([unreadable.status, unreadable.out]).toEqual([1, ""]);
    expect(unreadable.err).toContain("/no/such/file");
    expect([decoded.status, decoded.err]).toEqual([0, ""]);
    expect(JSON.parse(decoded.out)).toHaveProperty("result");
  },
);

it("takes a secret from a pipe, also where its line has no end", { timeout: SLOW_START_MS }, async () => {
  const server = await startFakeTurnServer({ secret: "the firm's" });
  const argv = ["turn", `${LOOPBACK}:${server.udpPort}`, "--transport", "udp"];
  const [good, nothing] = await Promise.all([farsite(argv, { stdin: "the firm's" }), farsite(argv)]);
  await server.close();
  expect([good.status, good.out.includes(": works.")]).toEqual([0, true]);
  expect([nothing.status, nothing.out]).toEqual([2, ""]);
});

it("does not mind a reader that has seen enough", { timeout: SLOW_START_MS }, async () => {
  expect(await farsite(["help"], { closeStdout: true })).toEqual({ status: 0, out: "", err: "" });
});
