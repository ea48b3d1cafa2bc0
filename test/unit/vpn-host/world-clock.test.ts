import { createServer as createPlain, type RequestListener, type Server } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { rememberedNames } from "#host/vpn/remembered-names.ts";
import { clockAheadMs } from "#host/vpn/world-clock.ts";
import { selfSignedCertificate } from "../../fakes/self-signed-certificate.ts";

const HOUR = 3_600_000;
const fault = (code: string): Error => Object.assign(new Error(code), { code });
const names = {
  lookupIpv4: async () => ["127.0.0.1"],
  lookupIpv6: async (): Promise<string[]> => Promise.reject(fault("ENODATA")),
};
const signal = AbortSignal.timeout(10_000);

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
const atTime =
  (ms: number): RequestListener =>
  (_request, response) => {
    response.setHeader("Date", new Date(ms).toUTCString());
    response.end();
  };
const page = async (ms: number): Promise<string> => `http://who.test:${await listening(createPlain(atTime(ms)))}/`;

describe("this computer's clock", () => {
  test.each([0, 2 * HOUR, -2 * HOUR])("is %i ms ahead", async (aheadMs) => {
    const urls = [await page(Date.now() - aheadMs)];
    const measured = await clockAheadMs({ urls, names, now: Date.now }, signal);
    // Whole seconds, told half-way.
    expect(Math.abs((measured ?? NaN) - aheadMs)).toBeLessThan(1_500);
  });

  test("is told by one of several, and by nobody where nobody has a time", async () => {
    const dead = "http://who.test:1/";
    const mute = createPlain((_request, response) => {
      response.sendDate = false;
      response.end();
    });
    const timeless = `http://who.test:${await listening(mute)}/`;
    const told = await clockAheadMs({ urls: [dead, timeless, await page(0)], names, now: () => HOUR }, signal);
    expect(Math.abs((told ?? NaN) - HOUR)).toBeLessThan(1_500);
    expect(await clockAheadMs({ urls: [dead, timeless], names, now: Date.now }, signal)).toBeNull();
    expect(await clockAheadMs({ urls: [], names, now: Date.now }, signal)).toBeNull();
  });

  test("is told by no stranger's certificate", async () => {
    const { cert, key } = selfSignedCertificate("who.test");
    const port = await listening(createSecure({ cert, key }, atTime(0)));
    expect(await clockAheadMs({ urls: [`https://who.test:${port}/`], names, now: Date.now }, signal)).toBeNull();
  });

  test("stays unknown after a while where a page hangs", async () => {
    const url = `http://who.test:${await listening(createPlain(() => undefined))}/`;
    const startedMs = performance.now();
    expect(await clockAheadMs({ urls: [url], names, now: Date.now }, signal)).toBeNull();
    expect(performance.now() - startedMs).toBeGreaterThan(1_000);
  });
});

describe("names to compare with", () => {
  const silent = async (): Promise<string[]> => Promise.reject(fault("ETIMEOUT"));

  test("lead where they led before, when no name server answers", async () => {
    let answers = true;
    const remembered = rememberedNames({
      ...names,
      lookupIpv4: (name) => (answers && name === "stun.test" ? names.lookupIpv4() : silent()),
    });
    expect(await remembered.lookupIpv4("stun.test", signal)).toEqual(["127.0.0.1"]);
    answers = false;
    expect(await remembered.lookupIpv4("stun.test", signal)).toEqual(["127.0.0.1"]);
    await expect(remembered.lookupIpv4("other.test", signal)).rejects.toThrow("ETIMEOUT");
    expect(await remembered.lookupIpv4("stun.l.google.com", signal)).toEqual(["74.125.250.129"]);
  });

  test("do not outlive a name server that knows none", async () => {
    let knows = true;
    const remembered = rememberedNames({
      ...names,
      lookupIpv4: async () => (knows ? ["192.0.2.1"] : Promise.reject(fault("ENOTFOUND"))),
    });
    await remembered.lookupIpv4("stun.test", signal);
    knows = false;
    await expect(remembered.lookupIpv4("stun.test", signal)).rejects.toThrow("ENOTFOUND");
  });

  test("are not waited for as long as a dead name server lets one wait", async () => {
    const remembered = rememberedNames({ ...names, lookupIpv4: () => new Promise(() => undefined) });
    expect(await remembered.lookupIpv4("stun.cloudflare.com", signal)).toEqual(["162.159.207.0"]);
  });
});
