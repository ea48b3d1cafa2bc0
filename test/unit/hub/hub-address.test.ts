import { describe, expect, it } from "vitest";
import { settingsSchema } from "#core/survey/settings.ts";
import { formatHubLine, hubName, parseHubLine, staysOnThisComputer } from "#core/team/hub-address.ts";
import { newPassword, scramVerifier } from "#host/hub/scram-verifier.ts";
import { packText, unpackText } from "#host/hub/packed-text.ts";

describe("the address of a hub", () => {
  it("is read as farsite hub add prints it", () => {
    const address = { user: "anna", host: "hub.example.com", port: 5432, database: "farsite" };
    expect(parseHubLine("postgres://anna@hub.example.com/farsite")).toEqual({ address, password: null });
    expect(parseHubLine(" postgresql://anna@HUB.example.com:5432/farsite#abc-def ")).toEqual({
      address,
      password: "abc-def",
    });
    expect(hubName(address)).toBe("hub.example.com:5432/farsite");
    for (const password of ["plain", "with # and % and ü"]) {
      expect(parseHubLine(formatHubLine(address, password))).toEqual({ address, password });
    }
  });

  it("may be IPv6 or the folder of a socket", () => {
    for (const host of ["2001:db8::5", "/run/postgresql"]) {
      const address = { user: "anna", host, port: 6000, database: "farsite" };
      expect(parseHubLine(formatHubLine(address))).toEqual({ address, password: null });
    }
  });

  it.each([
    "",
    "https://anna@hub/farsite",
    "postgres://hub/farsite",
    "postgres://anna@hub",
    "postgres://anna:secret@hub/farsite",
    "postgres://anna@hub:0/farsite",
    "postgres://anna@hub:70000/farsite",
    "postgres://anna@hub/farsite?sslmode=disable",
    "postgres://anna@hub/%zz",
  ])("is not: %s", (text) => {
    expect(parseHubLine(text)).toBeUndefined();
  });

  it("stands in the settings without a password", () => {
    const hubUrl = settingsSchema.shape.hubUrl;
    expect(hubUrl.safeParse("postgres://anna@hub/farsite").success).toBe(true);
    expect(hubUrl.safeParse("postgres://anna@hub/farsite#secret").success).toBe(false);
    expect(hubUrl.safeParse("postgres://anna:secret@hub/farsite").success).toBe(false);
  });

  it.each([
    ["127.0.0.1", true],
    ["127.9.8.7", true],
    ["127.0.0.255", true],
    ["127.0.0.256", false],
    ["127.0.0.999", false],
    ["127.0.0.01", false],
    ["127.1", false],
    ["::1", true],
    ["localhost", true],
    ["/run/postgresql", true],
    ["localhost.example.com", false],
    ["127.0.0.1.example.com", false],
    ["10.0.0.1", false],
    ["0.0.0.0", false],
  ])("%s stays on this computer: %s", (host, stays) => {
    expect(staysOnThisComputer({ user: "a", host, port: 1, database: "d" })).toBe(stays);
  });
});

describe("a technician's password", () => {
  it("has 120 bits in letters that nobody mixes up", () => {
    const passwords = Array.from({ length: 50 }, newPassword);
    for (const password of passwords) expect(password).toMatch(/^([a-km-np-z2-9]{4}-){5}[a-km-np-z2-9]{4}$/);
    expect(new Set(passwords).size).toBe(50);
  });

  it("comes to the server as PostgreSQL itself would keep it", () => {
    // Password, salt and iterations of RFC 7677 section 3.
    const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
    expect(scramVerifier("pencil", salt)).toBe(
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });
});

describe("a text on its way", () => {
  it("is the same again, whatever it holds", async () => {
    for (const text of ["", "ä€😀", "\ufeffmark", "x".repeat(100_000)])
      expect(await unpackText(await packText(text))).toBe(text);
  });

  it("is none when it is no deflate stream, no UTF-8, or would fill the memory", async () => {
    const { deflateRawSync } = await import("node:zlib");
    expect(await unpackText(Buffer.from("not packed"))).toBeNull();
    expect(await unpackText(deflateRawSync(Buffer.from([0xff, 0xfe])))).toBeNull();
    expect(await unpackText(deflateRawSync(Buffer.alloc(70_000_000)))).toBeNull();
    // Many small ones would fill it as well: 8 kB for 8 MB each.
    expect(await unpackText(deflateRawSync(Buffer.alloc(8_000_000, " ")))).toBeNull();
    expect(await unpackText(deflateRawSync(Buffer.alloc(900_000, " ")))).toHaveLength(900_000);
  });
});
