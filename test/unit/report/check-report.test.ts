import { describe, expect, it } from "vitest";
import { checkReportModel, type CheckReportInput } from "#core/report/check-report.ts";
import { createTranslate } from "#core/text/translate.ts";
import { cgnatRecord, offlineRecord, publicRecord } from "../../fakes/sample-records.ts";

function model(change: Partial<CheckReportInput> = {}) {
  const { locale = "en" } = change;
  return checkReportModel({
    siteName: "Site",
    record: publicRecord,
    locale,
    paper: "a4",
    translate: createTranslate(locale),
    ...change,
  });
}

/** Every text of a model, wherever it stands. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe("the report of a check", () => {
  it("says what the check found", () => {
    const { verdict, facts, map, findings } = model();
    expect(verdict).toMatchObject({
      tone: "positive",
      name: "Public address",
      sentence: "The router has its own public address, 192.31.196.77. A port forward can work here.",
      confidenceSteps: 5,
      confidence: "certain, 97%",
      inbound: "Whether anything gets in from outside has not been tested.",
    });
    expect(facts.map((fact) => fact.value)).toEqual([
      "20 November 2026 at 09:41 GMT+1",
      "1.5 s",
      "192.31.196.77",
      "192.31.196.77",
      "192.168.178.1",
    ]);
    expect(map.columns.map((column) => column.boxes.map((box) => box.title))).toEqual([
      ["Recorder and cameras", "This laptop"],
      ["Router"],
      ["Internet"],
    ]);
    expect(map.columns.map((column) => column.ground)).toEqual([{ label: "On site", columns: 2 }, null, null]);
    expect(map.columns.map((column) => column.isWayKnown)).toEqual([null, true, true]);
    expect(map.columns[1]?.boxes[0]).toMatchObject({
      note: "AVM FRITZ!Box 7590, the customer's",
      stop: "A call from outside ends here until the port is forwarded",
      tone: "info",
    });
    expect(map.alt).toMatch(/^Recorder and cameras .* → Router \(AVM FRITZ!Box 7590.* → Internet$/);
    expect(findings[0]).toMatchObject({ tone: "info", severity: "Advice" });
  });

  it("lists every question, of whom, and what came back", () => {
    const { evidence } = model({ record: cgnatRecord });
    expect(evidence).toHaveLength(cgnatRecord.observations.length);
    expect(evidence.find((row) => row.probe === "NAT-PMP")).toEqual({
      probe: "NAT-PMP",
      question: "What is your own internet address?",
      asked: "192.168.1.1",
      answer: "No answer",
      heard: false,
      time: "764 ms",
    });
    expect(evidence.map((row) => row.asked)).toContain("192.168.1.1:49000");
  });

  it("is in the person's language, with its numbers and dates", () => {
    const german = model({ locale: "de", record: cgnatRecord });
    expect(german.title).toBe("Objektprüfung: Site");
    expect(german.facts.map((fact) => fact.value)).toContain("20. November 2026 um 14:05 GMT+1");
    expect(german.facts.map((fact) => fact.value)).toContain("2,2 s");
    expect(german.verdict.confidence).toBe("sicher, 99\u00a0%");
  });

  it("tells the time in the zone it is given, and the American way on American paper", () => {
    expect(model({ timeZone: "Europe/Athens" }).facts[0]?.value).toBe("20 November 2026 at 10:41 EET");
    expect(model({ paper: "us-letter", timeZone: "America/New_York" }).facts[0]?.value).toBe(
      "November 20, 2026 at 03:41 AM EST",
    );
    const utc = { ...publicRecord, startedAt: "2026-11-20T08:41:07.123Z" };
    expect(model({ record: utc }).facts[0]?.value).toBe("20 November 2026 at 08:41 UTC");
    expect(model({ record: utc }).date).toEqual({ year: 2026, month: 11, day: 20, hour: 8, minute: 41, second: 7 });
  });

  it("calls missing data not recorded and invents nothing", () => {
    const { facts, map, findings, verdict } = model({ record: offlineRecord });
    expect(facts.slice(2, 4).map((fact) => fact.value)).toEqual(["not recorded", "not recorded"]);
    expect(map.columns[1]?.boxes[0]?.addresses).toMatchObject([{ known: true }, { text: "not known", known: false }]);
    expect(map.columns.at(-1)).toMatchObject({ isWayKnown: false, boxes: [{ seen: false, note: "not reached" }] });
    expect(findings).toEqual([]);
    expect(verdict.tone).toBe("critical");

    const empty = { ...offlineRecord, observations: [], diagnosis: { ...offlineRecord.diagnosis, layers: [] } };
    expect(model({ record: empty })).toMatchObject({ evidence: [], map: { columns: [{}, {}] } });
  });

  it("shows no meter where there is no verdict, and says when a check was cancelled", () => {
    const unknown = { ...offlineRecord.diagnosis.verdict, kind: "unknown" as const, confidence: 0 };
    const record = { ...offlineRecord, cancelled: true, diagnosis: { ...offlineRecord.diagnosis, verdict: unknown } };
    expect(model({ record })).toMatchObject({
      notice: "This check was cancelled; what follows is incomplete.",
      verdict: { tone: "info", confidenceSteps: 0, confidence: "open" },
    });
    expect(model().notice).toBeNull();
  });

  it("leaves no text key unspoken in any language", () => {
    for (const locale of ["en", "de"] as const) {
      for (const record of [publicRecord, cgnatRecord, offlineRecord]) {
        const unspoken = texts(model({ locale, record })).filter((text) => /^[a-z]+(\.[a-z-]+)+$/.test(text));
        expect(unspoken.filter((text) => !text.endsWith(".example"))).toEqual([]);
        expect(texts(model({ locale, record })).filter((text) => text.includes("{{"))).toEqual([
          locale === "en" ? "Page {{page}} of {{pages}}" : "Seite {{page}} von {{pages}}",
        ]);
      }
    }
  });

  it("shows a code that it has no text for as it is", () => {
    const first = offlineRecord.observations.find((o) => o.outcome === "silent");
    if (!first) throw new Error("the sample has no silent observation");
    const strange = { ...first, question: "from-the-future", trouble: "unheard-of" };
    const { evidence } = model({ record: { ...offlineRecord, observations: [strange] } });
    expect(evidence[0]).toMatchObject({ question: "from-the-future", answer: "unheard-of" });
  });

  it("takes control characters and halves of characters out, and raw data never in", () => {
    const observations = publicRecord.observations.map((o) => ({
      ...o,
      asked: "a\u0000\u001b[31m\u2028b\ud800",
      raw: "RAW-BYTES",
      error: "SYSTEM-ERROR",
    }));
    const report = model({ siteName: "One\r\nTwo", record: { ...publicRecord, observations } });
    expect(report.siteName).toBe("One Two");
    expect(report.evidence[0]?.asked).toBe("a [31m b\ufffd");
    expect(texts(report).filter((text) => /RAW-BYTES|SYSTEM-ERROR/.test(text))).toEqual([]);
  });
});
