import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviceCsv } from "#core/report/device-csv.ts";
import { createTranslate } from "#core/text/translate.ts";
import { fakeDevice, said } from "../renderer/fake-device.ts";

const say = createTranslate("en");
const english: Parameters<typeof deviceCsv>[2] = { say, separator: ",", linksOf: ({ links }) => links };

/** Reads RFC 4180 back, strictly. */
function readCsv(text: string, separator = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value = "";
    if (text[at] === '"') {
      at++;
      while (!(text[at] === '"' && text[at + 1] !== '"')) {
        if (at >= text.length) throw new Error("a quote is not closed");
        if (text[at] === '"') at++;
        value += text[at++];
      }
      at++;
    } else while (at < text.length && text[at] !== separator && text[at] !== "\r") value += text[at++];
    row.push(value);
    if (text[at] === separator) at++;
    else {
      if (!text.startsWith("\r\n", at)) throw new Error(`a row ends with ${JSON.stringify(text.slice(at, at + 2))}`);
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe("the table of devices", () => {
  it("begins with the mark that makes Excel read UTF-8, and has a row for each device", () => {
    const device = fakeDevice("a", {
      name: said('Küche, "links"'),
      role: said("camera"),
      brand: said("Hikvision"),
      macs: ["02:00:5e:00:00:01"],
      ports: [
        { transport: "tcp", port: 80, service: "web" },
        { transport: "tcp", port: 554, service: "rtsp" },
      ],
      links: [
        { kind: "web", url: "http://192.168.1.64/" },
        { kind: "rtsp", url: "rtsp://192.168.1.64:554/1?a=b,c" },
        { kind: "rtsp", url: "rtsp://192.168.1.64:554/2" },
      ],
      activated: false,
    });
    const csv = deviceCsv([device], [{ keys: ["a"], name: null, note: "two\nlines" }], english);
    expect(csv.startsWith("\ufeffName,Type,Brand")).toBe(true);
    const [head = [], row = []] = readCsv(csv.slice(1));
    const cells = Object.fromEntries(head.map((name, index) => [name, row[index]]));
    expect(cells).toMatchObject({
      Name: 'Küche, "links"',
      Type: "Camera",
      Brand: "Hikvision",
      Address: "192.168.1.64",
      "MAC address": "02:00:5e:00:00:01",
      "Open ports": "tcp/80; tcp/554",
      "Web pages": "http://192.168.1.64/",
      Streams: "rtsp://192.168.1.64:554/1?a=b,c; rtsp://192.168.1.64:554/2",
      Activated: "no",
      Note: "two\nlines",
    });
  });

  it("is separated by semicolons where spreadsheets expect that", () => {
    const device = fakeDevice("a", { name: said("a; b"), brand: said("c, d") });
    const csv = deviceCsv([device], [], { ...english, say: createTranslate("de"), separator: ";" });
    expect(csv.startsWith("\ufeffName;Art;Marke;")).toBe(true);
    expect(readCsv(csv.slice(1), ";")[1]?.slice(0, 3)).toEqual(["a; b", "Unbekanntes Gerät", "c, d"]);
  });

  it("takes the person's name before the device's own", () => {
    const device = fakeDevice("a", { name: said("IPC") });
    expect(deviceCsv([device], [{ keys: ["b", "a"], name: "Entrance", note: null }], english)).toContain("Entrance");
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a;=cmd|' /C calc'!A0", "x\n=1", "x;\t@y"])(
    "keeps %j from being a formula, whatever separates the cells",
    (name) => {
      const csv = deviceCsv([fakeDevice("a", { name: said(name) })], [], english).slice(1);
      for (const cell of readCsv(csv).flat()) expect(cell).not.toMatch(/^[=+\-@\t]/);
      for (const cell of csv.split(/[;\r\n]+/)) expect(cell.replace(/^["\s]+/, "")).not.toMatch(/^[=+\-@]/);
    },
  );

  it("can be read back, whatever devices call themselves", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 5 }), (names) => {
        const devices = names.map((name, index) => fakeDevice(`${index}`, { name: said(name), model: said(name) }));
        const rows = readCsv(deviceCsv(devices, [], english).slice(1));
        expect(rows).toHaveLength(names.length + 1);
        for (const row of rows) expect(row).toHaveLength(rows[0]?.length ?? 0);
      }),
    );
  });
});
