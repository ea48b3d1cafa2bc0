import { describe, expect, test } from "vitest";
import { de } from "#core/text/de.ts";
import { en } from "#core/text/en.ts";
import { createTranslate } from "#core/text/translate.ts";
import { wireGuardNoteSchema, wireGuardOutcomeSchema, type WireGuardProbe } from "#core/wireguard/probe.ts";
import { sayWireGuardProbe } from "#core/wireguard/say-probe.ts";

const answer = { rttMs: 23.4, sent: 1, underLoad: false, withRightTime: false };
const probe = (changes: Partial<WireGuardProbe>): WireGuardProbe => ({
  host: "hub.example",
  serverPublicKey: "Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4=",
  ownPublicKey: "YDCttCs9e1J52/g9vEnwJJa+2x6RqaayAYMpSVQfGEY=",
  usesPresharedKey: false,
  observed: {
    name: "found",
    wishedPorts: [51_820, 443],
    ports: [
      { address: "203.0.113.5", port: 51_820, state: "silent", ...answer, rttMs: null },
      { address: "203.0.113.5", port: 443, state: "answered", ...answer },
    ],
    compared: [],
    asSite: false,
    clockSkewMs: -7_200_000,
  },
  outcome: "answers-on-other-port",
  notes: [],
  durationMs: 500,
  ...changes,
});

describe.each(["en", "de"] as const)("in %s", (locale) => {
  const translate = createTranslate(locale);

  test.each(wireGuardOutcomeSchema.options)("%s is said in whole sentences", (outcome) => {
    const { title, meaning, next } = sayWireGuardProbe(probe({ outcome }));
    for (const one of [title, meaning, next]) {
      expect(translate(one)).not.toMatch(/\{\{|wireGuard\./);
      expect(translate(one)).toMatch(/^[A-ZÄÖÜ„].{10}/);
    }
    expect(translate(meaning)).toMatch(/\.$/);
  });

  test.each(wireGuardNoteSchema.options)("note %s", (note) => {
    const [said] = sayWireGuardProbe(probe({ notes: [note] })).notes;
    expect(said && translate(said)).toMatch(/^[A-ZÄÖÜ].{15,}\.$/);
    expect(said && translate(said)).not.toMatch(/\{\{|wireGuard\./);
  });
});

test("what is compared is shown", () => {
  const translate = createTranslate("en");
  const keys = translate(sayWireGuardProbe(probe({ outcome: "silent-hub-reachable" })).next);
  expect(keys).toContain("Igge9KzRytKNwrgkzDE/8hrLu6Ly0OqVdvOPWhA5KR4=");
  expect(keys).toContain("YDCttCs9e1J52/g9vEnwJJa+2x6RqaayAYMpSVQfGEY=");
  const { title, meaning, notes } = sayWireGuardProbe(probe({ notes: ["clock-behind", "other-ports-silent"] }));
  expect(translate(title)).toBe("The hub answers on UDP port 443, not on 51820");
  expect(translate(meaning)).toContain("23 ms");
  expect(notes.map(translate).join(" ")).toContain("about 120 minutes behind");
  expect(notes.map(translate).join(" ")).toContain("UDP port 51820");
});

test("every text is for an outcome or a note", () => {
  const outcomes = wireGuardOutcomeSchema.options.toSorted();
  for (const { wireGuard } of [en, de]) {
    for (const part of [wireGuard.title, wireGuard.meaning, wireGuard.next])
      expect(Object.keys(part).toSorted()).toEqual(outcomes);
    const notes = Object.keys(wireGuard.note).map((key) => key.replace(/_(one|other)$/, ""));
    expect([...new Set(notes)].toSorted()).toEqual(wireGuardNoteSchema.options.toSorted());
  }
});
