import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digestAuthorization, loginChallenges } from "#core/codec/http-digest.ts";
import { offeredLogins } from "#core/codec/offered-logins.ts";

const fields = (...values: string[]) => values.map((value) => ({ name: "www-authenticate", value }));
const hash = (algorithm: "MD5" | "SHA-256", bytes: Uint8Array): string =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(bytes)
    .digest("hex");

/** RFC 7616 section 3.9.1: both digests in one answer. */
const NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
const OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";
const offer = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${NONCE}", opaque="${OPAQUE}"`;

describe("a digest", () => {
  it.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("by %s is that of RFC 7616 section 3.9.1", (algorithm, response) => {
    const [challenge] = loginChallenges(fields(offer(algorithm)));
    if (challenge?.scheme !== "digest") throw new Error("no digest");
    const clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    const login = { userName: "Mufasa", password: "Circle of Life", method: "GET", target: "/dir/index.html" };
    const field = digestAuthorization(challenge, { ...login, clientNonce, count: 1 }, hash);
    expect(field).toContain(`response="${response}"`);
    expect(field).toContain(`nc=00000001`);
    expect(field).toContain(`opaque="${OPAQUE}"`);
    expect(field).not.toContain("Circle");
  });

  it("as RFC 2069 had it comes without a count", () => {
    const [challenge] = loginChallenges(fields('Digest realm="testrealm@host.com", nonce="dcd98b"'));
    if (challenge?.scheme !== "digest") throw new Error("no digest");
    const login = { userName: "a", password: "b", method: "GET", target: "/", clientNonce: "c", count: 1 };
    expect(digestAuthorization(challenge, login, hash)).not.toMatch(/qop|nc=|cnonce|opaque/);
  });

  it("ends no line of the request, whatever the user or the device is called", () => {
    const [challenge] = loginChallenges(fields('Digest realm="a\\"b", nonce="x"'));
    if (challenge?.scheme !== "digest") throw new Error("no digest");
    const login = { password: "b", method: "GET", target: "/", clientNonce: "c", count: 1 };
    const field = digestAuthorization(challenge, { ...login, userName: 'x"\r\nHost: evil\\' }, hash);
    expect(field).toContain('username="x\\"Host: evil\\\\"');
    expect(field).toContain('realm="a\\"b"');
    expect(field).not.toMatch(/[\r\n]/);
  });
});

describe("what a 401 offers", () => {
  it.each([
    ["strongest first", [`Basic realm="x", ${offer("MD5")}`, offer("SHA-256")], ["SHA-256", "MD5", "basic"]],
    ["nothing that is not known", ['Negotiate, NTLM, Digest nonce="x", algorithm=SHA-512-256', 'Bearer realm="y"'], []],
    ["no digest without a nonce", ['Digest realm="x"'], []],
    ["no digest over the body", ['Digest nonce="x", qop="auth-int"'], []],
    ["a digest without quotation marks", ["digest nonce=x,qop=auth,stale=TRUE"], ["MD5"]],
    ["a digest whose last quotation mark is missing", ['Digest realm="x", nonce="y'], ["MD5"]],
    ["nothing in nothing", [""], []],
  ])("is read: %s", (_, values, wanted) => {
    const found = loginChallenges(fields(...values));
    expect(found.map((one) => (one.scheme === "basic" ? "basic" : one.algorithm))).toEqual(wanted);
  });

  it("says whether a nonce was too old", () => {
    const stale = (value: string) =>
      loginChallenges(fields(`Digest nonce="x"${value}`)).map((one) => one.scheme === "digest" && one.stale);
    expect([stale(", stale=true"), stale(', stale="FALSE"'), stale("")]).toEqual([[true], [false], [false]]);
  });

  it("is bounded", () => {
    expect(offeredLogins(fields(...Array.from({ length: 100 }, () => 'Basic realm="x"')))).toHaveLength(8);
    expect(offeredLogins(fields(`Digest nonce="${"\\x".repeat(50_000)}`))).toHaveLength(1);
  });
});
