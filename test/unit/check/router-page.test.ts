import { createServer as createSecureServer } from "node:https";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Observation } from "#core/nat/observation.ts";
import { probeRouterPage } from "#host/check/probes/router-page.ts";
import { closedPort, LOOPBACK } from "../../fakes/loopback.ts";
import { probeRun } from "../../fakes/probe-context.ts";
import { routerCertificate } from "../../fakes/router-certificate.ts";

type Answer = { status?: number; headers?: Record<string, string | string[]>; body?: string | Uint8Array };

const asked: string[] = [];

function listener(answers: Readonly<Record<string, Answer>>): RequestListener {
  return ({ url = "" }, response) => {
    asked.push(url);
    const { status = 200, headers = {}, body = "" } = answers[url] ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  };
}

async function serve(answers: Readonly<Record<string, Answer>>, secure = false): Promise<number> {
  const server = secure ? createSecureServer(routerCertificate, listener(answers)) : createServer(listener(answers));
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function pageOf(web: readonly number[]): Promise<Observation> {
  asked.length = 0;
  const gateway = { address: LOOPBACK, localAddress: LOOPBACK, interfaceName: "lo", mac: async () => null };
  const run = probeRun({ context: { gateway: Promise.resolve(gateway) } });
  await probeRouterPage({ ...run.context, ports: { ...run.context.ports, web } });
  const observation = run.observed("router-page/gateway");
  if (!observation) throw new Error("nothing was observed");
  return observation;
}

const titled = (title: string): string => `<html><head><title>${title}</title></head></html>`;

describe("the router's page", () => {
  it("tells its title and its server", async () => {
    const port = await serve({ "/": { headers: { server: "httpd/1.0" }, body: titled("Archer C7") } });
    expect(await pageOf([port])).toMatchObject({
      outcome: "answered",
      answeredBy: LOOPBACK,
      data: {
        kind: "router-page",
        from: LOOPBACK,
        statusCode: 200,
        title: "Archer C7",
        server: "httpd/1.0",
        realm: null,
      },
    });
  });

  it("tells the realm of its login", async () => {
    const port = await serve({
      "/": { status: 401, headers: { "www-authenticate": 'Basic realm="TP-LINK WR841N"' }, body: titled("401") },
    });
    expect((await pageOf([port])).data).toMatchObject({ statusCode: 401, title: "401", realm: "TP-LINK WR841N" });
  });

  it("is followed to the login page, by header and by its own word", async () => {
    const port = await serve({
      "/": { status: 302, headers: { location: "/start" } },
      "/start": { body: '<meta http-equiv="refresh" content="0; URL=cgi-bin/luci/">' },
      "/cgi-bin/luci/": { status: 403, body: titled("OpenWrt - LuCI") },
    });
    expect((await pageOf([port])).data).toMatchObject({ statusCode: 403, title: "OpenWrt - LuCI" });
    expect(asked).toEqual(["/", "/start", "/cgi-bin/luci/"]);
  });

  it("is followed to https, whatever its certificate says", async () => {
    const secure = await serve({ "/": { body: titled("UniFi Gateway") } }, true);
    const port = await serve({ "/": { status: 301, headers: { location: `https://${LOOPBACK}:${secure}/` } } });
    expect((await pageOf([port])).data).toMatchObject({
      title: "UniFi Gateway",
      url: `https://${LOOPBACK}:${secure}/`,
    });
  });

  it("is asked over https where nobody listens for http", async () => {
    const secure = await serve({ "/": { body: titled("UniFi Gateway") } }, true);
    expect((await pageOf([await closedPort(), secure])).data).toMatchObject({ title: "UniFi Gateway" });
  });

  it.each([
    ["http://198.51.100.7/", "another host"],
    ["http://user:secret@127.0.0.1/", "a user name"],
    ["file:///etc/passwd", "another scheme"],
    ["//198.51.100.7/", "another host without a scheme"],
    ["http://[", "no address"],
  ])("is not followed to %s (%s)", async (location) => {
    const port = await serve({ "/": { status: 302, headers: { location } } });
    expect((await pageOf([port])).data).toMatchObject({ statusCode: 302, title: null });
    expect(asked).toEqual(["/"]);
  });

  it("is not followed in circles, or for ever", async () => {
    const round = await serve({ "/": { status: 302, headers: { location: "/" } } });
    expect((await pageOf([round])).data).toMatchObject({ statusCode: 302 });
    const steps = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        i === 0 ? "/" : `/${i}`,
        { status: 302, headers: { location: `/${i + 1}` } },
      ]),
    );
    await pageOf([await serve(steps)]);
    expect(asked).toEqual(["/", "/1", "/2", "/3"]);
  });

  it("keeps what came when the next page does not", async () => {
    const port = await serve({
      "/": { status: 302, headers: { location: `http://${LOOPBACK}:${await closedPort()}/` } },
    });
    expect(await pageOf([port])).toMatchObject({ outcome: "answered", data: { statusCode: 302, title: null } });
  });

  it("is read in its own encoding, and unpacked", async () => {
    const chinese = await serve({
      "/": {
        headers: { "content-type": "text/html; charset=gb2312" },
        body: Buffer.from("3c7469746c653ec2b7d3c9c6f73c2f7469746c653e", "hex"),
      },
    });
    expect((await pageOf([chinese])).data).toMatchObject({ title: "路由器" });
    const unknown = await serve({
      "/": { headers: { "content-type": "text/html; charset=nonsense" }, body: titled("é") },
    });
    expect((await pageOf([unknown])).data).toMatchObject({ title: "é" });
    const packed = await serve({ "/": { headers: { "content-encoding": "gzip" }, body: gzipSync(titled("Packed")) } });
    expect((await pageOf([packed])).data).toMatchObject({ title: "Packed" });
    const broken = await serve({ "/": { headers: { "content-encoding": "gzip" }, body: titled("Not packed") } });
    expect((await pageOf([broken])).data).toMatchObject({ title: null });
    const bomb = gzipSync(Buffer.alloc(64 * 1_024 * 1_024));
    const exploding = await serve({ "/": { headers: { "content-encoding": "gzip" }, body: bomb } });
    expect((await pageOf([exploding])).data).toMatchObject({ title: null });
  });

  it("is cut where it is long", async () => {
    const port = await serve({ "/": { body: `${titled("Long")}${"x".repeat(1_000_000)}` } });
    expect((await pageOf([port])).data).toMatchObject({ title: "Long" });
  });

  it("is refused, or is none", async () => {
    expect(await pageOf([await closedPort()])).toMatchObject({ outcome: "refused", trouble: "refused" });
    const run = probeRun();
    await probeRouterPage(run.context);
    expect(run.observed("router-page/gateway")).toMatchObject({ outcome: "skipped", trouble: "no-gateway" });
  });
});
