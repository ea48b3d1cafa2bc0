import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loginRealm } from "#core/codec/html-title.ts";
import { claimsOfBanner } from "#core/lan/fingerprints/banners.ts";
import { claimsOfCertificate } from "#core/lan/fingerprints/certificates.ts";
import { claimsOfFavicon } from "#core/lan/fingerprints/favicons.ts";
import { claimsOfRealm } from "#core/lan/fingerprints/login-realms.ts";
import { claimsOfRtsp, type RtspWords } from "#core/lan/fingerprints/rtsp-words.ts";
import { claimsOfServer } from "#core/lan/fingerprints/web-servers.ts";
import { claimsOfPlace, claimsOfTitle } from "#core/lan/fingerprints/web-titles.ts";
import { claimsSchema, type Claims } from "#core/lan/sighting.ts";
import { projectRoot } from "../../../scripts/project-root.ts";

const NOTHING: RtspWords = { startLine: "", server: null, realms: [], session: [], attributes: [], headerNames: [] };

const READERS: Record<string, (input: string) => Claims | null> = {
  title: claimsOfTitle,
  server: claimsOfServer,
  realm: (input) => {
    const realm = loginRealm([input]);
    return realm === null ? null : claimsOfRealm(realm);
  },
  favicon: claimsOfFavicon,
  ftp: (input) => claimsOfBanner("ftp", input),
  telnet: (input) => claimsOfBanner("telnet", input),
  certificate: (input) => claimsOfCertificate(input, input),
  rtsp: (server) => claimsOfRtsp({ ...NOTHING, server })[0] ?? null,
};

type Row = { shown: string; input: string; vendor?: string; product?: string; isCamera: boolean };

const ROWS = readFileSync(join(projectRoot, "test/vectors/fingerprints/recog-examples.jsonl"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Row);

const read = (row: Row): Claims | null => READERS[row.shown]?.(row.input) ?? null;

describe("what devices show to everybody", () => {
  it.each(ROWS.filter((row) => row.isCamera).map((row) => [row.shown, row.input, row] as const))(
    "%s %s is known",
    (_shown, _input, row) => {
      const claims = read(row);
      expect(claims).not.toBeNull();
      // "Teledyne FLIR" is FLIR, "2N Telekomunikace" is 2N.
      expect(row.vendor?.toLowerCase() ?? "").toContain(
        claims?.brand?.toLowerCase() ?? (row.vendor === undefined ? "" : "no brand"),
      );
    },
  );

  it("never says another model than the one that is shown", () => {
    const bare = (text: string): string => text.replaceAll(/[^a-z0-9]/gi, "");
    const wrong = ROWS.filter((row) => row.isCamera && row.product !== undefined).filter((row) => {
      const model = read(row)?.model;
      return model !== undefined && !bare(row.input).includes(bare(model)) && row.product !== model;
    });
    expect(wrong.map((row) => [row.input, read(row)?.model])).toEqual([
      // A maker's platform, by its build of Linux.
      ["Linux/2.6.28.9-Mozart-8G, UPnP/1.0, Portable SDK for UPnP devices/1.6.6", "Orbit"],
    ]);
  });

  it.each(ROWS.filter((row) => !row.isCamera).map((row) => [row.shown, row.input, row] as const))(
    "%s %s is no camera",
    (_shown, _input, row) => {
      expect(["camera", "recorder", "door-station"]).not.toContain(read(row)?.role);
    },
  );

  it.each([
    ["realm", 'Digest realm="AXIS_ACCC8E012345", nonce="x"', { brand: "Axis", mac: "ac:cc:8e:01:23:45" }],
    ["realm", 'Digest realm="IP Camera(C1214)"', { brand: "Hikvision", role: "camera" }],
    ["realm", 'Digest realm="DS-7608NI-K2"', { brand: "Hikvision", model: "DS-7608NI-K2", role: "recorder" }],
    ["realm", 'Digest realm="Login to 4K03C2APAJ7F8E5"', { brand: "Dahua", serialNumber: "4K03C2APAJ7F8E5" }],
    ["realm", 'Basic realm="iPOLiS"', { brand: "Hanwha Vision", role: "camera" }],
    ["title", "NETSurveillance WEB", { brand: "Xiongmai" }],
    ["title", "AXIS P3245-LVE Network Camera", { brand: "Axis", model: "P3245-LVE", role: "camera" }],
    ["title", "FRITZ!Box 7590", { brand: "AVM", model: "Box 7590" }],
    ["server", "App-webs/", { brand: "Hikvision" }],
    ["server", "HIP2.0", { brand: "2N", role: "door-station" }],
    ["rtsp", "H264DVR 1.0", { brand: "Xiongmai" }],
    ["rtsp", "AirTunes/366.0", { role: "other" }],
    ["telnet", "Lantronix XPort V6.10", { brand: "Lantronix", role: "bridge" }],
    ["certificate", "CN=nvr,O=Hanwha Vision", { brand: "Hanwha Vision", certainty: 0.4 }],
  ] as const)("%s %s", (shown, input, claims) => {
    expect(READERS[shown]?.(input)).toMatchObject(claims);
  });

  it("knows makers by where their first page leads and by what only their streams have", () => {
    expect(claimsOfPlace("/doc/page/login.asp?_1700000000")).toMatchObject({ brand: "Hikvision" });
    expect(claimsOfPlace("/index.html")).toBeNull();
    expect(claimsOfCertificate("CN=cam.example,O=Example GmbH", "CN=Example CA")).toBeNull();
    expect(claimsOfRtsp({ ...NOTHING, session: ["BC Streaming Media v2022"] })).toMatchObject([{ brand: "Reolink" }]);
    expect(claimsOfRtsp({ ...NOTHING, attributes: ["packetization-supported:DH"] })).toMatchObject([
      { brand: "Dahua" },
    ]);
    expect(claimsOfRtsp({ ...NOTHING, headerNames: ["board", "devcaps"] })).toMatchObject([{ brand: "Maygion" }]);
    expect(claimsOfRtsp(NOTHING)).toEqual([]);
  });

  it("says only what fits into a claim, whatever a device shows", () => {
    const start = fc.constantFrom(
      "AXIS ",
      "Login to ",
      "DS-",
      "Grandstream ",
      "",
      "CN=AVIGILON-CAMERA-",
      "Welcome to Dome ",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(READERS)),
        start,
        fc.string({ unit: "binary" }),
        (reader, head, rest) => {
          const claims = reader(head + rest);
          return claims === null || claimsSchema.safeParse(claims).success;
        },
      ),
    );
  });
});
