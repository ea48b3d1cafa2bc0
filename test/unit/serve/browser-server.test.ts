import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { pageHeaders } from "#host/page-headers.ts";
import { linkStatements } from "../../../main/serve/running-instance.ts";
import { proofOf } from "../../../main/serve/session-gate.ts";
import { ask, askRaw, codeIn, newToken, originOf, OWNER_SECRET, postJson, startTestServer } from "./serve-fixture.ts";

const FOREIGN_HOSTS = [
  "localhost:PORT",
  "evil.example:PORT",
  "127.0.0.1.evil.example:PORT",
  "127.0.0.1",
  "127.0.0.1:1",
  "127.0.0.2:PORT",
  "[::1]:PORT",
  "0.0.0.0:PORT",
  "127.0.0.1:PORT.",
];

describe("every answer", () => {
  it.each([
    ["the page", 200, {}],
    ["a file of it", 200, { path: "/assets/page.js" }],
    ["what is not there", 404, { path: "/nothing.js" }],
    ["a foreign Host", 403, { headers: { host: "evil.example" } }],
    ["a method that is not spoken", 405, { method: "PUT" }],
    ["a POST that is no JSON", 400, { method: "POST", path: "/session", body: "x" }],
    [
      "a POST to nowhere",
      404,
      { method: "POST", path: "/x", body: "{}", headers: { "content-type": "application/json" } },
    ],
  ] as const)("carries the page's headers: %s", async (_name, status, asked) => {
    const server = await startTestServer();
    const answer = await ask(server, { ...asked, headers: { ...("headers" in asked ? asked.headers : {}) } });
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(pageHeaders)) expect(answer.headers[name.toLowerCase()]).toBe(value);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  it("allows neither inline code nor frames nor other sources", () => {
    const policy = pageHeaders["Content-Security-Policy"] ?? "";
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

describe("files", () => {
  it("are served with their kind, HEAD without the body", async () => {
    const server = await startTestServer();
    expect(await ask(server)).toMatchObject({
      body: "<!doctype html><title>Farsite</title>",
      headers: { "content-type": "text/html; charset=utf-8" },
    });
    expect(await ask(server, { path: "/index.html?x=1" })).toMatchObject({ status: 200 });
    const head = await ask(server, { method: "HEAD", path: "/assets/page.js" });
    expect(head).toMatchObject({
      status: 200,
      body: "",
      headers: { "content-type": "text/javascript; charset=utf-8", "content-length": "10" },
    });
  });

  it.each([
    "/../secret.json",
    "/assets/../../secret.json",
    "/%2e%2e/secret.json",
    "/..%2fsecret.json",
    "/..\\secret.json",
    "//secret.json",
    "/./index.html",
    "/assets",
    "/assets/",
    "/unknown.exe",
    "/%00",
    "/index.html%00.js",
    "/constructor",
    "/__proto__",
    "http://127.0.0.1/index.html",
    `/${"a".repeat(10_000)}`,
  ])("outside the page's own list are not there: %s", async (path) => {
    const server = await startTestServer();
    const { status, body } = await ask(server, { path });
    expect([status, body]).toEqual([404, ""]);
  });

  it.each(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])("can't be asked for with %s", async (method) => {
    const server = await startTestServer();
    expect(await ask(server, { method })).toMatchObject({ status: 405, headers: { allow: "GET, HEAD, POST" } });
  });
});

describe("the Host", () => {
  it.each(FOREIGN_HOSTS)("%j is refused, so no rebound name gets in", async (host) => {
    const server = await startTestServer();
    const foreign = host.replace("PORT", String(server.port));
    for (const path of ["/", "/assets/page.js"])
      expect((await ask(server, { path, headers: { host: foreign } })).status).toBe(403);
    const code = codeIn(server.newLink());
    const taken = await postJson(server, "/session", { code }, { host: foreign, origin: `http://${foreign}` });
    expect(taken.status).toBe(403);
    // The code was not used up by it.
    expect((await postJson(server, "/session", { code }, { origin: originOf(server) })).status).toBe(200);
  });

  it("must be there exactly once", async () => {
    const server = await startTestServer();
    expect(await askRaw(server, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 4/);
    expect(await askRaw(server, "GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 4/);
    const doubled = `GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`;
    expect(await askRaw(server, doubled)).toMatch(/^HTTP\/1\.1 4/);
    expect(await askRaw(server, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 403/);
  });
});

describe("a one-time code", () => {
  it("is exchanged for a token once", async () => {
    const server = await startTestServer();
    const code = codeIn(server.newLink());
    const origin = originOf(server);
    const first = await postJson(server, "/session", { code }, { origin });
    expect([first.status, Object.keys(JSON.parse(first.body) as object)]).toEqual([200, ["token"]]);
    expect((await postJson(server, "/session", { code }, { origin })).status).toBe(403);
  });

  it.each([
    ["a code that was never given", { code: "x".repeat(43) }],
    ["no code", {}],
    ["a code of another type", { code: ["x"] }],
    ["an empty code", { code: "" }],
  ])("%s is refused", async (_name, body) => {
    const server = await startTestServer();
    server.newLink();
    expect((await postJson(server, "/session", body, { origin: originOf(server) })).status).toBe(403);
  });

  it.each([
    "http://evil.example",
    "null",
    "https://127.0.0.1:PORT",
    "http://localhost:PORT",
    "http://127.0.0.1",
    "file://",
    "",
  ])("is not taken from the origin %j", async (foreign) => {
    const server = await startTestServer();
    const code = codeIn(server.newLink());
    const origin = foreign.replace("PORT", String(server.port));
    expect((await postJson(server, "/session", { code }, { origin })).status).toBe(404);
    expect((await postJson(server, "/session", { code })).status).toBe(404);
    expect((await postJson(server, "/session", { code }, { origin: originOf(server) })).status).toBe(200);
  });
});

describe("what is posted", () => {
  it.each([
    ["form data", { "content-type": "application/x-www-form-urlencoded" }, "code=x"],
    ["text, which needs no preflight", { "content-type": "text/plain" }, '{"code":"x"}'],
    ["no type", {}, '{"code":"x"}'],
    ["no JSON", { "content-type": "application/json" }, "{"],
    ["more than a secret needs", { "content-type": "application/json" }, JSON.stringify({ code: "x".repeat(2_000) })],
  ] as [string, Record<string, string>, string][])("is refused: %s", async (_name, headers, body) => {
    const server = await startTestServer();
    const answer = await ask(server, {
      method: "POST",
      path: "/session",
      headers: { ...headers, origin: originOf(server) },
      body,
    });
    expect(answer.status).toBe(400);
  });

  it("is refused when its length is not told, before any of it is read", async () => {
    const server = await startTestServer();
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    expect(await askRaw(server, `${head}5\r\n{"a":\r\n`)).toMatch(/^HTTP\/1\.1 400/);
  });
});

describe("a link for a second start", () => {
  const NONCE = "n".repeat(43);
  const asked = (secret: string, nonce = NONCE) => ({ nonce, proof: proofOf(secret, linkStatements.request(nonce)) });

  it("is given to who has the owner's secret, with a proof of the same, and works", async () => {
    const server = await startTestServer();
    const { status, body } = await postJson(server, "/link", asked(OWNER_SECRET));
    const { link, proof } = JSON.parse(body) as { link: string; proof: string };
    expect([status, link]).toEqual([200, expect.stringMatching(new RegExp(`^${originOf(server)}/#code=[\\w-]{43}$`))]);
    expect(proof).toBe(proofOf(OWNER_SECRET, linkStatements.answer(NONCE, link)));
    expect((await postJson(server, "/session", { code: codeIn(link) }, { origin: originOf(server) })).status).toBe(200);
  });

  it("is not given for another secret, nor for none", async () => {
    const server = await startTestServer();
    const bodies = [
      asked("wrong"),
      asked(""),
      { ...asked(OWNER_SECRET), nonce: "another" },
      { nonce: NONCE, proof: OWNER_SECRET },
      { nonce: NONCE },
      { secret: OWNER_SECRET },
      {},
      null,
    ];
    for (const body of bodies) expect((await postJson(server, "/link", body)).status).toBe(403);
  });

  it("is not given to a page, even with the secret", async () => {
    const server = await startTestServer();
    for (const origin of [originOf(server), "null", "http://evil.example"])
      expect((await postJson(server, "/link", asked(OWNER_SECRET), { origin })).status).toBe(404);
  });

  it("is not given where there is no secret", async () => {
    const server = await startTestServer({ ownerSecret: null });
    for (const secret of ["", "null", OWNER_SECRET])
      expect((await postJson(server, "/link", asked(secret))).status).toBe(404);
  });
});

describe("the server", () => {
  it("listens on loopback only", async () => {
    const server = await startTestServer();
    expect(server.newLink()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${server.port}/#code=`));
    await expect(fetch(`http://[::1]:${server.port}/`)).rejects.toThrow("fetch failed");
  });

  it("outlives connections that are reset at any moment", async () => {
    const server = await startTestServer();
    const upgrade = (host: string): string =>
      `GET /rpc HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${originOf(server)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
    for (const text of [
      "GET / HTTP/1.1\r\nHost",
      "POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
      upgrade("evil.example"),
      upgrade(`127.0.0.1:${server.port}`),
    ])
      for (let round = 0; round < 5; round++) await askRaw(server, text, { reset: true });
    await sleep(50);
    expect((await ask(server)).status).toBe(200);
  });

  it("answers nothing any more once it is closed, and closes with sockets open", async () => {
    const server = await startTestServer();
    await newToken(server);
    const open = askRaw(server, "GET / HTTP/1.1\r\n");
    await sleep(20);
    await server.close();
    await open;
    await expect(ask(server)).rejects.toThrow("ECONNREFUSED");
  });
});
