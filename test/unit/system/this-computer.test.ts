import { describe, expect, it } from "vitest";
import { observationDataSchema } from "#core/nat/observation.ts";
import { describeAdapters, readAdapters } from "#host/system/adapters.ts";
import { readLocalFirewalls } from "#host/system/local-firewall.ts";
import { readNameServers } from "#host/system/name-servers.ts";
import { programOutput } from "#host/system/program-output.ts";
import { readProxySettings } from "#host/system/proxy-settings.ts";

/** The computer that runs the tests: what it says differs, that it can be kept does not. */
describe("what this computer says of itself", () => {
  it("fits into a record", async () => {
    const adapters = await describeAdapters(readAdapters());
    const data = [
      { kind: "interfaces", adapters },
      { kind: "name-servers", servers: await readNameServers() },
      { kind: "system-proxy", ...(await readProxySettings()) },
      { kind: "local-firewall", firewalls: await readLocalFirewalls() },
    ];
    for (const one of data) expect(observationDataSchema.safeParse(one).error?.issues ?? []).toEqual([]);
    expect(adapters.some((adapter) => adapter.adapterKind === "loopback")).toBe(true);
  });

  it.each(["win32", "darwin", "linux"] as const)(
    "is unknown, not an error, with the programs of %s missing",
    async (system) => {
      await expect(readNameServers(system)).resolves.toBeInstanceOf(Array);
      await expect(readProxySettings(system)).resolves.toHaveProperty("autoConfigUrl");
      await expect(readLocalFirewalls(system)).resolves.toBeInstanceOf(Array);
      await expect(describeAdapters(readAdapters(), system)).resolves.toHaveLength(readAdapters().length);
    },
  );
});

describe("a program of the system", () => {
  it.each([
    ["is missing", "farsite-no-such-program", []],
    ["fails", process.execPath, ["-e", "console.log('half'); process.exit(3)"]],
    ["never ends", process.execPath, ["-e", "setInterval(() => {}, 1000)"]],
    ["prints without end", process.execPath, ["-e", "for (;;) process.stdout.write('x'.repeat(65536))"]],
  ])("that %s says nothing", async (_name, program, args) => {
    expect(await programOutput(program, args)).toBeNull();
  });

  it("is heard", async () => {
    expect(await programOutput(process.execPath, ["-p", "process.env.LC_ALL"])).toBe("C\n");
  });
});
