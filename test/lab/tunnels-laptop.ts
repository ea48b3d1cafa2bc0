import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import type { EffectResult } from "#core/walk/effect.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import type { SiteAddresses } from "#core/vpn/plan-allocation.ts";
import type { RefusedPort } from "#host/tunnel/server-contents.ts";
import type { FarsiteClient } from "../../renderer/connection/client.ts";
import { labEnvironment } from "./internet.ts";
import type { Lab } from "./lab.ts";
import type { TunnelsJob, TunnelsReply } from "./tunnels-process.ts";

/** Farsite on the laptop of a lab, which stays open: its calls as a page has them, and what a walk has it do. */
export class TunnelsLaptop {
  readonly client: FarsiteClient;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (reply: TunnelsReply) => void>();
  #jobs = 0;

  /** @param env instead of what the lab's programs see */
  constructor(lab: Lab, folder: string, env: Record<string, string> = {}) {
    this.#process = lab.spawn("laptop", ["node", "test/lab/tunnels-process.ts", folder], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...labEnvironment(), ...env },
    });
    if (this.#process.stdout === null) throw new Error("no output");
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      const reply = JSON.parse(line) as TunnelsReply;
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
    this.#process.once("exit", () => {
      for (const [id, tell] of this.#waiting) tell({ id, failure: { code: "ENDED", detail: "Farsite ended" } });
    });
    this.client = callsOf([], (path, input) => this.#work({ kind: "call", path, input })) as FarsiteClient;
  }

  perform(siteId: string, effect: TunnelEffect): Promise<EffectResult> {
    return this.#work({ kind: "perform", siteId, effect }) as Promise<EffectResult>;
  }

  async change(siteId: string, ...changes: SurveyChange[]): Promise<void> {
    await this.#work({ kind: "change", siteId, changes });
  }

  /** The kit of the site's box as a zip in base64. */
  kit(siteId: string, tunnelId: string): Promise<{ archive: string; passphrase: string }> {
    return this.#work({ kind: "kit", siteId, tunnelId }) as Promise<{ archive: string; passphrase: string }>;
  }

  /** As a computer whose battery was empty. Negative: its clock is behind. */
  async setClock(aheadMs: number): Promise<void> {
    await this.#work({ kind: "clock", aheadMs });
  }

  /** Ports that stay shut until somebody accepts what stands against them. */
  refusedPorts(serverId: string): Promise<RefusedPort[]> {
    return this.#work({ kind: "refused-ports", serverId }) as Promise<RefusedPort[]>;
  }

  async addresses(siteId: string, serverId: string, lan: string): Promise<{ mapped: string; address: string }> {
    const given = (await this.#work({ kind: "addresses", siteId, serverId, lan })) as SiteAddresses;
    if (!given.ok) throw new Error(given.finding.code);
    return { mapped: given.mapped, address: given.address };
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.stdin?.end();
    await once(this.#process, "exit");
  }

  /** @throws Error with the code and what else was said */
  #work(job: TunnelsJob): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#jobs += 1;
      const id = this.#jobs;
      this.#waiting.set(id, (reply) => {
        if ("failure" in reply) reject(new Error(`${reply.failure.code}: ${reply.failure.detail}`));
        else resolve(reply.output);
      });
      this.#process.stdin?.write(`${JSON.stringify({ id, ...job })}\n`);
    });
  }
}

/** `calls.servers.add(input)` becomes `call(["servers", "add"], input)`. */
function callsOf(path: readonly string[], call: (path: readonly string[], input: unknown) => unknown): unknown {
  return new Proxy(() => undefined, {
    get: (_, name) => (name === "then" ? undefined : callsOf([...path, String(name)], call)),
    apply: (_, __, [input]: unknown[]) => call(path, input),
  });
}
