import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newWireGuardKey, type WireGuardKeyPair } from "#core/wireguard/keys.ts";
import { wireGuardProbeSchema, type WireGuardProbe } from "#core/wireguard/probe.ts";
import { serverAddresses } from "./internet.ts";
import { bringUp, type Lab } from "./lab.ts";
import { whyNoLab } from "./requirements.ts";
import { topologyByName } from "./topologies.ts";
import { WireGuardHub } from "./wireguard-hub.ts";
import type { ProbeJob } from "./wireguard-process.ts";

/** The probe behind a carrier's NAT, held against what a real wireguard-go says of it. */

const whyNot = whyNoLab();
const isLong = process.env["FARSITE_LONG"] === "1";
const RUNS = isLong ? 1_000 : 30;
/** As many at the same time; a silent one takes 2.6 s. */
const AT_ONCE = 10;
/** The hub stands where coturn is, which is its STUN server and takes TCP. */
const HUB = "stun";
const [hubAddress, otherAddress] = serverAddresses.stun;
const comparison = {
  tcpPorts: [3478],
  stunPortOnHost: 3478,
  stunServers: [`${serverAddresses.stund[0]}:3478`],
  tcpServers: [`${serverAddresses.probe[0]}:80`],
};
/** What the work order of the probe promises. */
const PROMISED_MS = 5_000;

const replySchema = z.object({ id: z.number(), result: wireGuardProbeSchema });

class Prober {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: WireGuardProbe): void; reject(error: Error): void }>();
  #lastId = 0;

  constructor(lab: Lab) {
    const script = join(import.meta.dirname, "wireguard-process.ts");
    this.#child = lab.spawn("laptop", [process.execPath, script], { stdio: ["pipe", "pipe", "inherit"] });
    if (this.#child.stdout === null) throw new Error("no output");
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const reply = replySchema.safeParse(JSON.parse(line));
      const { id } = z.object({ id: z.number() }).parse(JSON.parse(line));
      if (reply.success) this.#waiting.get(id)?.resolve(reply.data.result);
      else this.#waiting.get(id)?.reject(new Error(line));
    });
  }

  probe(options: ProbeJob["options"], aheadMs = 0): Promise<WireGuardProbe> {
    const id = (this.#lastId += 1);
    this.#child.stdin?.write(`${JSON.stringify({ id, aheadMs, options } satisfies ProbeJob)}\n`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }
}

type Case = {
  keys: WireGuardKeyPair;
  /** As the hub has it; undefined: it does not know the key. */
  atHub: string | null | undefined;
  presharedKey: string | null;
  knowsHub: boolean;
  expected: WireGuardProbe["outcome"];
};

const newKeys = (): WireGuardKeyPair => newWireGuardKey(randomBytes(32));
const newSecret = (): string => randomBytes(32).toString("base64");

function caseOf(index: number): Case {
  const keys = newKeys();
  const secret = newSecret();
  const right = { keys, knowsHub: true, expected: "answers" } as const;
  switch (index % 30) {
    case 7:
      return { ...right, atHub: undefined, presharedKey: null, expected: "silent-hub-reachable" };
    case 13:
      return { ...right, atHub: null, presharedKey: null, knowsHub: false, expected: "silent-hub-reachable" };
    case 17:
      return { ...right, atHub: secret, presharedKey: newSecret(), expected: "preshared-key-differs" };
    case 19:
      return { ...right, atHub: secret, presharedKey: null, expected: "preshared-key-differs" };
    case 23:
      return { ...right, atHub: null, presharedKey: secret, expected: "preshared-key-differs" };
    default:
      return {
        ...right,
        ...(index % 3 === 0 ? { atHub: secret, presharedKey: secret } : { atHub: null, presharedKey: null }),
      };
  }
}

describe.skipIf(whyNot !== null)(`WireGuard handshakes${whyNot === null ? "" : `: ${whyNot}`}`, () => {
  let lab: Lab;
  let hub: WireGuardHub;
  let prober: Prober;
  const known = newKeys();

  beforeAll(async () => {
    lab = await bringUp(topologyByName("cgnat-10"));
    hub = await WireGuardHub.start(lab, HUB);
    prober = new Prober(lab);
  });
  afterAll(() => lab.down());

  const options = (changes: Partial<ProbeJob["options"]> = {}): ProbeJob["options"] => ({
    host: hubAddress,
    ports: [51_820, 443],
    serverPublicKey: hub.keys.publicKey,
    privateKey: known.privateKey,
    presharedKey: null,
    asSite: false,
    clockSkewMs: 0,
    comparison,
    ...changes,
  });

  /** Rules of a table of their own on a host, for as long as something runs. */
  async function withRules<T>(
    host: string,
    hook: "forward" | "input",
    rules: readonly string[],
    run: () => Promise<T>,
  ) {
    const chain = `add chain inet trouble here { type filter hook ${hook} priority -50; }`;
    const text = ["add table inet trouble", chain, ...rules.map((rule) => `add rule inet trouble here ${rule}`)].join(
      "\n",
    );
    await lab.run(host, ["nft", "-f", "-"], { stdin: `${text}\n` });
    try {
      return await run();
    } finally {
      await lab.run(host, ["nft", "delete", "table", "inet", "trouble"]);
    }
  }

  async function told(changes: Partial<ProbeJob["options"]> = {}, aheadMs = 0): Promise<WireGuardProbe> {
    const result = await prober.probe(options(changes), aheadMs);
    expect(result.durationMs).toBeLessThan(PROMISED_MS);
    return result;
  }

  test(`${RUNS} probes, and what "wg show latest-handshakes" says of each key`, { timeout: 300_000 }, async () => {
    const cases = Array.from({ length: RUNS }, (_, index) => caseOf(index));
    const peers = cases.flatMap(({ keys, atHub }) =>
      atHub === undefined ? [] : [{ publicKey: keys.publicKey, presharedKey: atHub }],
    );
    await hub.configure([{ publicKey: known.publicKey, presharedKey: null }, ...peers]);
    const waiting = [...cases];
    const disagreements: string[] = [];
    const times: number[] = [];
    const answered = new Set<string>();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { keys, presharedKey, knowsHub, expected } = next;
        const serverPublicKey = knowsHub ? hub.keys.publicKey : newKeys().publicKey;
        const own = { privateKey: keys.privateKey, presharedKey, serverPublicKey, ports: [51_820] };
        const result = await told(own);
        if (result.outcome === "answers") answered.add(keys.publicKey);
        if (result.outcome !== expected) disagreements.push(`${expected}: ${JSON.stringify(result)}`);
        else if (expected === "answers") times.push(result.durationMs);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    expect(disagreements).toEqual([]);
    await expect.poll(() => hub.handshakes(), { timeout: 3_000 }).toEqual(answered);
    const expectedKeys = cases.flatMap(({ keys, expected }) => (expected === "answers" ? [keys.publicKey] : []));
    expect(answered).toEqual(new Set(expectedKeys));
    console.log(`median ${times.toSorted((a, b) => a - b)[times.length >> 1]?.toFixed(0)} ms`);
  });

  test("both ports at once, then a clock that is behind the last handshake", async () => {
    const both = await told();
    expect(both).toMatchObject({ outcome: "answers", notes: [] });
    expect(both.observed.ports.map(({ state }) => state)).toEqual(["answered", "answered"]);
    const behindMs = 2 * 3_600_000;
    const [measured, unknown] = await Promise.all([
      told({ clockSkewMs: -behindMs }, -behindMs),
      told({ clockSkewMs: null, ports: [51_820] }, -behindMs - 1_000),
    ]);
    expect(measured).toMatchObject({ outcome: "clock-behind", notes: ["clock-behind"] });
    // Nobody measured it: a wrong key looks the same.
    expect(unknown).toMatchObject({ outcome: "silent-hub-reachable" });
  });

  test("port 51820 is blocked at the site, 443 is not", async () => {
    const result = await withRules("home", "forward", ["udp dport 51820 drop"], () => told());
    expect(result).toMatchObject({ outcome: "answers-on-other-port" });
    expect(result.durationMs).toBeLessThan(1_500);
  });

  test("UDP is blocked at the site", async () => {
    const dropped = await withRules("home", "forward", ["meta l4proto udp drop"], () => told());
    expect(dropped).toMatchObject({ outcome: "udp-blocked", notes: [] });
  });

  test("the hub's firewall is closed, with and without a STUN server there; another hub is down", async () => {
    const closed = `ip daddr ${hubAddress} udp dport 51820 drop`;
    const elsewhereOnly = { ...comparison, stunPortOnHost: null };
    const [beside, alone, down] = await withRules(HUB, "input", [closed, `ip daddr ${otherAddress} drop`], () =>
      Promise.all([
        told(),
        told({ comparison: elsewhereOnly, privateKey: newKeys().privateKey }),
        told({ host: otherAddress }),
      ]),
    );
    expect(beside.outcome).toBe("silent-hub-reachable");
    expect(alone.outcome).toBe("port-blocked-or-key");
    expect(down.outcome).toBe("hub-unreachable");
  });

  test.runIf(isLong)("UDP is refused at the site; nothing gets out at all", async () => {
    const refused = await withRules("home", "forward", ["meta l4proto udp reject"], () => told());
    expect(refused).toMatchObject({ outcome: "udp-blocked" });
    const offline = await withRules("home", "forward", ["drop"], () => told());
    expect(offline).toMatchObject({ outcome: "nothing-answers" });
  });

  test("a name that is not there", async () => {
    expect(await told({ host: "hub.nowhere.lab" })).toMatchObject({ outcome: "name-unknown" });
    expect(await told({ host: "stun.lab" })).toMatchObject({ outcome: "answers", observed: { name: "found" } });
  });

  test("WireGuard is stopped", async () => {
    await hub.stopProgram();
    const result = await told();
    expect(result).toMatchObject({ outcome: "nothing-listens" });
    expect(result.durationMs).toBeLessThan(2_500);
  });
});
