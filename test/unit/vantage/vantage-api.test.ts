import { describe, expect, it } from "vitest";
import { DIAL_BACK_PATH, MAX_REQUEST_BYTES, VIEW_PATH } from "#core/vantage/vantage-protocol.ts";
import { usualLimits } from "../../../main/vantage/limits.ts";
import { LOOPBACK } from "../../fakes/loopback.ts";
import { askVantage, newNonce, vantageOnLoopback } from "../../fakes/vantage-on-loopback.ts";

const dialBack = (more: object = {}): string =>
  JSON.stringify({ transport: "tcp", port: 4711, nonce: newNonce(), patienceMs: 500, ...more });

describe("who may ask a vantage", () => {
  it("tells the caller's address and port, signed", async () => {
    const { port } = await vantageOnLoopback();
    const answer = await askVantage(port, { path: VIEW_PATH });
    expect(answer).toMatchObject({ statusCode: 200, signed: true, body: { address: LOOPBACK, ports: [] } });
    expect(answer.body).toHaveProperty("port", expect.any(Number));
  });

  it.each([
    ["another token", { token: "another-token-1234567890" }],
    ["no header", { headers: { authorization: "" } }],
    ["a header of another kind", { headers: { authorization: "Basic YTpi" } }],
    ["a MAC of half the length", { headers: { authorization: `Farsite time=1, nonce=${newNonce()}, mac=abcd` } }],
  ])("refuses %s without signing that", async (_what, request) => {
    const { port, dialled } = await vantageOnLoopback({ dials: () => "connected" });
    const answer = await askVantage(port, { path: DIAL_BACK_PATH, body: dialBack(), ...request });
    expect(answer).toEqual({ statusCode: 401, signed: false, body: { error: "unauthorised" } });
    expect(dialled).toEqual([]);
  });

  it("stops answering a stranger who keeps trying, and still answers who has the token", async () => {
    const limits = { ...usualLimits, strangerRequestsPerCaller: { burst: 2, perSecond: 0 } };
    const { port } = await vantageOnLoopback({ limits });
    const stranger = { path: VIEW_PATH, token: "another-token-1234567890" };
    expect((await askVantage(port, stranger)).statusCode).toBe(401);
    expect((await askVantage(port, stranger)).statusCode).toBe(401);
    await expect(askVantage(port, stranger)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await askVantage(port, { path: VIEW_PATH })).statusCode).toBe(200);
  });

  it("signs path, method and body: none of them can be changed on the way", async () => {
    const { port, dialled } = await vantageOnLoopback({ dials: () => "connected" });
    const body = dialBack();
    const signed = await import("#core/vantage/signing.ts");
    const { hmacOf, VANTAGE_TOKEN } = await import("../../fakes/vantage-on-loopback.ts");
    const header = signed.authorization(
      { method: "POST", path: DIAL_BACK_PATH, body, timeMs: Date.now(), nonce: newNonce() },
      hmacOf(VANTAGE_TOKEN),
    );
    const headers = { authorization: header };
    expect((await askVantage(port, { path: DIAL_BACK_PATH, body: dialBack(), headers })).statusCode).toBe(401);
    expect((await askVantage(port, { path: VIEW_PATH, body, headers })).statusCode).toBe(401);
    expect((await askVantage(port, { path: DIAL_BACK_PATH, method: "PUT", body, headers })).statusCode).toBe(401);
    expect(dialled).toEqual([]);
    expect((await askVantage(port, { path: DIAL_BACK_PATH, body, headers })).statusCode).toBe(200);
    expect(dialled).toHaveLength(1);
  });

  it("carries out no request twice", async () => {
    const { port, dialled } = await vantageOnLoopback({ dials: () => "connected" });
    const request = { path: DIAL_BACK_PATH, body: dialBack(), nonce: newNonce(), timeMs: Date.now() };
    expect((await askVantage(port, request)).statusCode).toBe(200);
    expect(await askVantage(port, request)).toEqual({ statusCode: 409, signed: true, body: { error: "replayed" } });
    expect(dialled).toHaveLength(1);
  });

  it.each([
    ["far behind", -61_000],
    ["far ahead", 61_000],
  ])("tells its time to a clock that is %s, signed, and does nothing", async (_what, offMs) => {
    const nowMs = Date.now() + 600_000;
    const { port, dialled } = await vantageOnLoopback({ dials: () => "connected", now: () => nowMs });
    const answer = await askVantage(port, { path: DIAL_BACK_PATH, body: dialBack(), timeMs: nowMs + offMs });
    expect(answer).toEqual({ statusCode: 401, signed: true, body: { error: "stale", timeMs: nowMs } });
    expect(dialled).toEqual([]);
  });

  it("takes nothing that was signed before it started: it may have carried that out in its last life", async () => {
    const { port } = await vantageOnLoopback();
    const answer = await askVantage(port, { path: VIEW_PATH, timeMs: Date.now() - 30_000 });
    expect(answer).toMatchObject({ statusCode: 401, signed: true, body: { error: "stale" } });
  });

  it("limits what one caller may ask, and what all may", async () => {
    const one = { ...usualLimits, requestsPerCaller: { burst: 2, perSecond: 0 } };
    const all = { ...usualLimits, requestsPerToken: { burst: 2, perSecond: 0 } };
    for (const limits of [one, all]) {
      const { port } = await vantageOnLoopback({ limits });
      const codes = [];
      for (let count = 0; count < 3; count += 1) codes.push((await askVantage(port, { path: VIEW_PATH })).statusCode);
      expect(codes).toEqual([200, 200, 429]);
    }
  });

  it.each([
    ["an unknown path", { path: "/v1/other" }, 404],
    ["the path of the query", { path: `${VIEW_PATH}?to=198.41.0.4` }, 404],
    ["GET", { path: VIEW_PATH, method: "GET", body: "" }, 404],
    ["no JSON", { path: DIAL_BACK_PATH, body: "{" }, 400],
    ["an unknown member", { path: VIEW_PATH, body: `{"address":"198.41.0.4"}` }, 400],
    ["port 0", { path: DIAL_BACK_PATH, body: dialBack({ port: 0 }) }, 400],
    ["a patience without end", { path: DIAL_BACK_PATH, body: dialBack({ patienceMs: 1e9 }) }, 400],
    ["port 65536", { path: DIAL_BACK_PATH, body: dialBack({ port: 65_536 }) }, 400],
    ["another transport", { path: DIAL_BACK_PATH, body: dialBack({ transport: "sctp" }) }, 400],
  ])("refuses %s", async (_what, request, statusCode) => {
    const { port, dialled } = await vantageOnLoopback({ dials: () => "connected" });
    expect(await askVantage(port, request)).toMatchObject({ statusCode, signed: true });
    expect(dialled).toEqual([]);
  });

  it("hangs up on a body that is longer than any request", async () => {
    const { port } = await vantageOnLoopback();
    const body = " ".repeat(MAX_REQUEST_BYTES + 1);
    await expect(askVantage(port, { path: VIEW_PATH, body })).rejects.toHaveProperty("code");
  });

  it("never logs the token", async () => {
    const { port, log } = await vantageOnLoopback({ dials: () => "silent" });
    await askVantage(port, { path: VIEW_PATH });
    await askVantage(port, { path: DIAL_BACK_PATH, body: dialBack() });
    await askVantage(port, { path: "/v1/other" });
    expect(log).toMatchObject([{ event: "view" }, { event: "dial-back", saw: "silent" }, { event: "refused" }]);
    expect(JSON.stringify(log)).not.toContain("a-token-for-tests");
  });
});

describe("limits of dialling", () => {
  it("counts dials per caller", async () => {
    const limits = { ...usualLimits, dialsPerCaller: { burst: 2, perSecond: 0 } };
    const { port, dialled } = await vantageOnLoopback({ limits, dials: () => "silent" });
    const codes = [];
    for (let count = 0; count < 3; count += 1)
      codes.push((await askVantage(port, { path: DIAL_BACK_PATH, body: dialBack() })).statusCode);
    expect(codes).toEqual([200, 200, 429]);
    expect(dialled).toHaveLength(2);
  });

  it("dials only so many at once", async () => {
    const { promise, resolve } = Promise.withResolvers<"silent">();
    const limits = { ...usualLimits, dialsAtOncePerCaller: 2 };
    const { port } = await vantageOnLoopback({ limits, dial: () => promise });
    const under = [1, 2].map(() => askVantage(port, { path: DIAL_BACK_PATH, body: dialBack() }));
    // The third is refused while two are under way, whichever came first.
    const third = await Promise.race([...under, askVantage(port, { path: DIAL_BACK_PATH, body: dialBack() })]);
    expect(third.statusCode).toBe(429);
    resolve("silent");
    expect((await Promise.allSettled(under)).map((o) => o.status)).toEqual(["fulfilled", "fulfilled"]);
    expect((await askVantage(port, { path: DIAL_BACK_PATH, body: dialBack() })).statusCode).toBe(200);
  });

  it("ends a dial whose caller went away", async () => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const { port } = await vantageOnLoopback({
      dial: (_target, signal) =>
        new Promise((done) => {
          signal.addEventListener("abort", () => {
            resolve("ended");
            done("silent");
          });
        }),
    });
    const { connect } = await import("node:net");
    const { authorization } = await import("#core/vantage/signing.ts");
    const { hmacOf, VANTAGE_TOKEN } = await import("../../fakes/vantage-on-loopback.ts");
    const body = dialBack();
    const header = authorization(
      { method: "POST", path: DIAL_BACK_PATH, body, timeMs: Date.now(), nonce: newNonce() },
      hmacOf(VANTAGE_TOKEN),
    );
    const socket = connect(port, LOOPBACK);
    socket.write(
      `POST ${DIAL_BACK_PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: ${header}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    setTimeout(() => socket.destroy(), 100);
    expect(await ended).toBe("ended");
  });
});
