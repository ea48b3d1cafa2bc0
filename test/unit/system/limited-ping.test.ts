import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { echoTime, limitedPing, pingArguments } from "#host/system/limited-ping.ts";
import { tracePrograms, traceRoute } from "#host/system/traceroute.ts";

const TARGET = "192.31.196.20";
const ROUTER = "192.168.1.1";
const never = new AbortController().signal;

let folder: string;
const path = process.env["PATH"];

/** A program of this name in front of the system's own. */
function install(program: string, ...lines: string[]): void {
  const file = join(folder, program);
  writeFileSync(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(file, 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "farsite-ping-"));
  process.env["PATH"] = [folder, path].join(delimiter);
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true });
});

const ping = () => limitedPing({ target: TARGET, ttl: 2, ownAddresses: [], timeoutMs: 2_000 }, never);

describe.skipIf(process.platform === "win32")("a ping with a TTL", () => {
  it("brings who answered", async () => {
    install("ping", `echo "From ${ROUTER} icmp_seq=1 Time to live exceeded"`, "exit 1");
    expect((await ping()).reply).toEqual({ reply: "expired", replier: ROUTER });
  });

  it("takes the second try where the first is lost", async () => {
    install(
      "ping",
      `[ -e "${folder}/once" ] && { echo "64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=0.5 ms"; exit 0; }`,
      `touch "${folder}/once"`,
      `echo "PING ${TARGET} (${TARGET}) 56(84) bytes of data."`,
      "exec sleep 30",
    );
    expect((await ping()).reply).toEqual({ reply: "echo", replier: TARGET });
  });

  it.each([
    ["a silent target", `echo "PING ${TARGET} (${TARGET}) 56(84) bytes of data."`, "silent"],
    ["no way to go", 'echo "ping: connect: Network is unreachable" >&2', "silent"],
    ["no such option", `echo "ping: unrecognized option: t" >&2`, "no-ping-program"],
    ["no right to send", 'echo "ping: socket: Operation not permitted" >&2', "no-ping-program"],
  ])("tells %s", async (_name, line, trouble) => {
    install("ping", line, "exit 2");
    await expect(ping()).rejects.toMatchObject({ trouble });
  });

  it("measures the shortest of several echoes", async () => {
    install(
      "ping",
      `mkdir "${folder}/first" 2>/dev/null && { echo "64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=0.412 ms"; exit 0; }`,
      `echo "64 bytes from ${TARGET}: icmp_seq=1 ttl=64 time=7.5 ms"`,
    );
    expect((await echoTime({ target: TARGET, timeoutMs: 2_000 }, never)).rttMs).toBe(0.412);
  });

  it("measures nothing where somebody else answers", async () => {
    install("ping", `echo "From ${ROUTER} icmp_seq=1 Destination Host Unreachable"`, "exit 1");
    await expect(echoTime({ target: TARGET, timeoutMs: 2_000 }, never)).rejects.toMatchObject({ trouble: "silent" });
  });
});

describe.skipIf(process.platform !== "linux")("a trace instead of pings", () => {
  const trace = (timeoutMs = 2_000) => traceRoute({ target: TARGET, maxHops: 8, timeoutMs }, never);
  const head = `echo "traceroute to ${TARGET} (${TARGET}), 8 hops max, 60 byte packets"`;

  it("gives a reply for each step up to the target", async () => {
    install(
      "traceroute",
      head,
      `echo " 1  ${ROUTER}  1 ms"`,
      `echo " 2  *"`,
      `echo " 3  ${TARGET}  9 ms"`,
      `echo " 4  ${TARGET}  9 ms"`,
    );
    const { steps } = await trace();
    expect([...steps].map(([ttl, { reply }]) => [ttl, reply.reply, reply.replier])).toEqual([
      [1, "expired", ROUTER],
      [3, "echo", TARGET],
    ]);
  });

  it("counts what was printed when the time is up", async () => {
    install("traceroute", head, `echo " 1  ${ROUTER}  1 ms"`, "exec sleep 30");
    expect((await trace(300)).steps.get(1)?.reply).toEqual({ reply: "expired", replier: ROUTER });
  });

  it("says that there is nothing where the way is silent", async () => {
    install("traceroute", head, 'echo " 1  *"');
    await expect(trace()).rejects.toMatchObject({ trouble: "silent" });
  });
});

describe("the arguments", () => {
  it.each([
    ["linux", ["-n", "-c", "1", "-t", "3", "-W", "1", TARGET]],
    ["darwin", ["-n", "-c", "1", "-m", "3", "-W", "650", TARGET]],
    ["win32", ["-4", "-n", "1", "-i", "3", "-w", "650", TARGET]],
  ] as const)("of ping on %s", (platform, expected) => {
    expect(pingArguments({ target: TARGET, ttl: 3, timeoutMs: 650 }, platform)).toEqual(expected);
    const without = pingArguments({ target: TARGET, ttl: null, timeoutMs: 650 }, platform);
    expect(expected.filter((arg) => !without.includes(arg))).toEqual([expected.at(expected.indexOf("3") - 1), "3"]);
  });

  it.each([
    ["linux", ["traceroute", "tracepath"]],
    ["darwin", ["traceroute"]],
    ["win32", ["tracert"]],
  ] as const)("of a trace on %s end with the target", (platform, programs) => {
    const found = tracePrograms({ target: TARGET, maxHops: 8 }, platform);
    expect(found.map(([program]) => program)).toEqual(programs);
    for (const [, args] of found) expect([args.includes("8"), args.at(-1)]).toEqual([true, TARGET]);
  });
});
