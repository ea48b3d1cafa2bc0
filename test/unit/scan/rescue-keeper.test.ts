import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SystemCommand } from "#core/system/second-address.ts";
import type { OwnedRows } from "#host/store/owned-rows.ts";
import type { RescueEntry } from "#host/store/rescue-entry.ts";
import { RescueKeeper, type RescueOptions } from "#host/scan/rescue-keeper.ts";
import type { Adapter } from "#host/system/adapters.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "farsite-rescue-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wired = (name = "eth0"): Adapter => ({
  name,
  adapterKind: "ethernet",
  mac: null,
  addresses: [{ address: "192.168.5.10", prefixLength: 24 }],
});
const wireless: Adapter = {
  name: "wlan0",
  adapterKind: "wifi",
  mac: null,
  addresses: [{ address: "10.1.2.3", prefixLength: 16 }],
};

function rowsInMemory(): OwnedRows<RescueEntry> & { all: RescueEntry[]; left: RescueEntry[] } {
  const rows = { all: [] as RescueEntry[], left: [] as RescueEntry[] };
  return Object.assign(rows, {
    begin: (entry: RescueEntry) => void rows.all.push(entry),
    strike: (id: string) => void (rows.all = rows.all.filter((row) => row.id !== id)),
    own: () => rows.all,
    leftovers: () => rows.left,
  });
}

/** A computer whose guard sets the address when it is told to, and takes it away when its file goes. */
function computer(guard: "works" | "refuses" = "works", adapters: Adapter[] = [wireless, wired()]) {
  const rows = rowsInMemory();
  const started: SystemCommand[] = [];
  const flags = (): string[] => readdirSync(folder).filter((name) => name.startsWith("rescue-"));
  const readAdapters = (): Adapter[] =>
    adapters.map((adapter) => {
      const standing = guard === "works" && started.length > 0 && flags().length > 0 ? rows.all : [];
      const own = standing.filter(({ interfaceName }) => interfaceName === adapter.name);
      return { ...adapter, addresses: [...adapter.addresses, ...own] };
    });
  const start: RescueOptions["start"] = async (command) => {
    started.push(command);
    if (guard === "refuses") return { succeeded: false, printed: "Request dismissed" };
    return new Promise(() => {});
  };
  const options: RescueOptions = { platform: "linux", readAdapters, rows: () => rows, folder, isRoot: false, start };
  return { keeper: new RescueKeeper(options), rows, started, flags };
}

describe("a planned second address", () => {
  it("is in the device's network, on a cable before Wi-Fi, and changes nothing", () => {
    const { keeper, started, rows } = computer();
    const rescue = keeper.plan({ deviceAddress: "192.168.1.64", interfaceName: null });
    expect(rescue).toMatchObject({ interfaceName: "eth0", prefixLength: 24 });
    expect(rescue.address).toMatch(/^192\.168\.1\.2[0-5]\d$/);
    expect(rescue.command).toContain(`ip address add ${rescue.address}/24 dev eth0`);
    expect([started, rows.all]).toEqual([[], []]);
  });

  it("is never the device's own", () => {
    const { keeper } = computer();
    for (let round = 0; round < 200; round += 1) {
      expect(keeper.plan({ deviceAddress: "192.168.1.231", interfaceName: "wlan0" }).address).not.toBe("192.168.1.231");
    }
  });

  it.each([
    ["of the internet", "81.2.69.142", [wired()]],
    ["that has no IPv4 address", "fe80::1", [wired()]],
    ["of a network that the laptop is in", "192.168.5.9", [wired()]],
    ["while no adapter is up", "192.168.1.64", []],
  ])("is refused for a device %s", (_, deviceAddress, adapters) => {
    const { keeper } = computer("works", adapters);
    const plan = () => keeper.plan({ deviceAddress, interfaceName: "eth0" });
    expect(plan).toThrow(expect.objectContaining({ code: "RESCUE_IMPOSSIBLE" }));
  });
});

describe("a second address", () => {
  it("is written down, set by a guard, and gone when it is no longer wanted", async () => {
    const { keeper, rows, started, flags } = computer();
    const rescue = keeper.plan({ deviceAddress: "192.168.1.64", interfaceName: null });
    // What the page sends beside the address is not run.
    const [standing] = await keeper.begin({ ...rescue, command: "reboot", undoCommand: "reboot" });
    expect(standing).toEqual(rescue);
    expect(started).toHaveLength(1);
    expect(JSON.stringify(started)).not.toContain("reboot");
    expect(flags()).toHaveLength(1);
    expect(await keeper.begin(rescue)).toEqual([rescue]);
    expect(started).toHaveLength(1);
    expect(await keeper.end(rescue)).toEqual([]);
    expect([rows.all, flags()]).toEqual([[], []]);
  });

  it("that the person does not allow leaves nothing behind", async () => {
    const { keeper, rows, flags } = computer("refuses");
    const rescue = keeper.plan({ deviceAddress: "192.168.1.64", interfaceName: null });
    await expect(keeper.begin(rescue)).rejects.toMatchObject({
      code: "RESCUE_REFUSED",
      data: { command: rescue.command, detail: "Request dismissed" },
    });
    expect([rows.all, flags()]).toEqual([[], []]);
  });

  it.each([
    { interfaceName: "eth9; reboot" },
    { address: "81.2.69.142" },
    { address: "192.168.1.300" },
    { prefixLength: 8 },
  ])("that was not planned is not set: %j", async (forged) => {
    const { keeper, started } = computer();
    const rescue = keeper.plan({ deviceAddress: "192.168.1.64", interfaceName: null });
    await expect(keeper.begin({ ...rescue, ...forged })).rejects.toMatchObject({ code: "RESCUE_IMPOSSIBLE" });
    expect(started).toEqual([]);
  });

  it("of a Farsite that was killed is forgotten once it is gone", () => {
    const { keeper, rows } = computer();
    const plan = keeper.plan({ deviceAddress: "192.168.1.64", interfaceName: null });
    const entry = { ...plan, id: "0b8a1c9e-0000-4000-8000-000000000001" };
    rows.all = [entry];
    rows.left = [entry];
    keeper.recover();
    expect(keeper.list()).toEqual([]);
    expect(existsSync(join(folder, `rescue-${entry.id}`))).toBe(false);
  });
});
