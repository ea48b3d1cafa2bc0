import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Claims } from "#core/lan/sighting.ts";
import { Looks } from "#host/scan/looks.ts";
import type { LookTarget } from "#host/scan/scan-environment.ts";
import { seen } from "../lan/some-sightings.ts";

const port = (number: number): Claims => ({ ports: [{ transport: "tcp", port: number, service: null }] });

function looksAt(options: { mayLook?: (address: string) => boolean; tookMs?: number } = {}): {
  looks: Looks;
  targets: LookTarget[];
  atOnce: () => number;
} {
  const targets: LookTarget[] = [];
  let running = 0;
  let most = 0;
  const looks = new Looks({
    mayLook: options.mayLook ?? (() => true),
    lookAt: async (target) => {
      targets.push(target);
      running += 1;
      most = Math.max(most, running);
      await sleep(options.tookMs ?? 0);
      running -= 1;
    },
  });
  return { looks, targets, atOnce: () => most };
}

describe("when a device is looked at", () => {
  it("is once, with all its ports, as soon as they are known", async () => {
    const { looks, targets } = looksAt();
    looks.note(seen("port", "192.168.1.64", port(554)));
    looks.note(seen("port", "192.168.1.64", port(80)));
    await looks.idle();
    expect(targets).toMatchObject([{ address: "192.168.1.64", interfaceName: "eth0", ports: [80, 554] }]);
    expect(looks.progress).toEqual({ done: 1, total: 1 });
  });

  it("is again at what came up later, and at nothing twice", async () => {
    const { looks, targets } = looksAt();
    looks.note(seen("port", "192.168.1.64", port(80)));
    await looks.idle();
    looks.note(seen("port", "192.168.1.64", port(80)));
    looks.note(seen("sadp", "192.168.1.64", { brand: "Hikvision" }));
    looks.note(seen("port", "192.168.1.64", port(8_000)));
    await looks.idle();
    expect(targets.map(({ ports }) => ports)).toEqual([[80], [8_000]]);
    expect(targets[1]?.known).toEqual({ brand: "Hikvision" });
  });

  it("goes on with the others when a look fails", async () => {
    let looked = 0;
    const looks = new Looks({
      mayLook: () => true,
      lookAt: () => {
        looked += 1;
        return Promise.reject(new Error("odd device"));
      },
    });
    for (const n of [1, 2, 3]) looks.note(seen("port", `192.168.1.${n}`, port(80)));
    await looks.idle();
    expect(looked).toBe(3);
    expect(looks.progress).toEqual({ done: 3, total: 3 });
  });

  it("is not again at what a look found out", async () => {
    const { looks, targets } = looksAt();
    looks.note(seen("port", "192.168.1.64", port(80)));
    await looks.idle();
    looks.note(seen("http", "192.168.1.64", { urls: [{ kind: "web", url: "http://192.168.1.64/" }] }));
    await looks.idle();
    expect(targets).toHaveLength(1);
  });

  it("counts a port only once it took a connection, and takes the URLs that answers name", async () => {
    const { looks, targets } = looksAt();
    const url = { kind: "onvif" as const, url: "http://192.168.1.64/onvif/device_service" };
    looks.note(seen("sadp", "192.168.1.64", { ...port(8_000), urls: [url] }));
    looks.note(seen("ssdp", "192.168.1.64"), "http://192.168.1.64/desc.xml");
    await looks.idle();
    expect(targets).toMatchObject([{ ports: [], urls: [url], descriptionUrls: ["http://192.168.1.64/desc.xml"] }]);
  });

  it("is never where the laptop may not connect", async () => {
    const { looks, targets } = looksAt({ mayLook: (address) => address !== "192.168.0.64" });
    looks.note(seen("port", "192.168.0.64", port(80)));
    await looks.idle();
    expect(targets).toEqual([]);
  });

  it("is never at more than a few devices together", async () => {
    const { looks, targets, atOnce } = looksAt({ tookMs: 5 });
    for (let n = 1; n <= 100; n += 1) looks.note(seen("port", `192.168.1.${n}`, port(80)));
    await looks.idle();
    expect(targets).toHaveLength(100);
    expect(atOnce()).toBeLessThanOrEqual(64);
  });

  it("tells the same address on two cards apart", async () => {
    const { looks, targets } = looksAt();
    looks.note(seen("port", "192.168.1.64", port(80), { interfaceName: "eth0" }));
    looks.note(seen("port", "192.168.1.64", port(80), { interfaceName: "eth1" }));
    await looks.idle();
    expect(targets.map(({ interfaceName }) => interfaceName)).toEqual(["eth0", "eth1"]);
  });

  it("is not any more after the end", async () => {
    const { looks, targets } = looksAt();
    looks.note(seen("port", "192.168.1.64", port(80)));
    looks.stop();
    await looks.idle();
    expect(targets).toEqual([]);
  });
});
