import { describe, expect, it } from "vitest";
import { readNeighbours, readUnanswered } from "#host/scan/neighbours.ts";

describe("the neighbours that this computer knows", () => {
  it.each(["linux", "darwin", "win32"] as const)(
    "never throws, not even where %s' programs are missing",
    async (platform) => {
      for (const onlyIpv4 of [true, false])
        for (const { address, mac, interfaceName } of await readNeighbours(onlyIpv4, platform)) {
          expect(address).toMatch(onlyIpv4 ? /^[\d.]+$/ : /^[\d.]+$|:/);
          expect(mac).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
          expect(interfaceName === null || interfaceName.length > 0).toBe(true);
        }
      for (const address of await readUnanswered()) expect(address).toMatch(/^[\d.]+$/);
    },
  );
});
