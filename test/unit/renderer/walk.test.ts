import { describe, expect, test } from "vitest";
import { message } from "#core/nat/diagnosis.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import type { ProofResult } from "#core/proof/proof-record.ts";
import type { StepField } from "#core/walk/step-view.ts";
import { missingFields, valueOf, valuesOf } from "../../../renderer/features/walk/field-values.ts";
import { phoneAfter, type PhoneState } from "../../../renderer/features/walk/phone-state.ts";
import { proofLook, proofWord, standingWord } from "../../../renderer/features/walk/proof-look.ts";

const label = message("walk.plain", { text: "x" });
const field = (kind: StepField["kind"], changes: Partial<StepField> = {}): StepField => ({
  name: "x",
  label,
  hint: null,
  kind,
  value: null,
  required: true,
  ...changes,
});
const options = ["a", "b"].map((value) => ({ value, label, hint: null }));

describe("what a step's fields say", () => {
  test("what was typed goes before what the walk knows", () => {
    expect(valueOf(field("text", { value: "known" }), {})).toBe("known");
    expect(valueOf(field("text", { value: "known" }), { x: "" })).toBe("");
  });

  test("a choice that is not offered any more is forgotten", () => {
    expect(valueOf(field("choice", { options, value: "a" }), { x: "gone" })).toBe("a");
    expect(valueOf(field("choices", { options, value: [] }), { x: ["b", "gone"] })).toEqual(["b"]);
  });

  test("an answer is missing where nothing usable stands", () => {
    const of = (kind: StepField["kind"], value: StepField["value"]) => missingFields([field(kind, { value })], {});
    expect(of("text", "  ")).toEqual(["x"]);
    expect(of("choices", [])).toEqual(["x"]);
    expect(of("confirm", false)).toEqual(["x"]);
    expect(of("date", null)).toEqual(["x"]);
    expect(of("number", 0)).toEqual([]);
    expect(missingFields([field("text", { required: false })], {})).toEqual([]);
  });

  test("all fields go with an event, the empty ones too", () => {
    expect(valuesOf([field("text"), field("number", { name: "y", value: 7 })], { x: "typed" })).toEqual({
      x: "typed",
      y: 7,
    });
  });
});

const result = (changes: Partial<ProofResult>): ProofResult => ({
  forwardId: "f",
  target: "device",
  transport: "tcp",
  address: "203.0.113.7",
  port: 8000,
  outcome: "answered",
  strength: "proof",
  remark: null,
  answer: null,
  sameDevice: "yes",
  connectMs: null,
  firstByteMs: null,
  at: "2026-11-21T10:00:00Z",
  trouble: null,
  raw: null,
  ...changes,
});

describe("what a test from outside comes to", () => {
  test("reached from outside is a proof; the laptop in the device's place proves the way", () => {
    expect(proofWord(result({}), "vantage")).toBe("proven");
    expect(proofWord(result({ target: "laptop" }), "phone")).toBe("way");
  });

  test("nothing but a proof has the colour of one", () => {
    const outcomes = ["answered", "connected", "stranger", "refused", "silent", "not-tested"] as const;
    for (const origin of ["vantage", "phone", "elsewhere", "hairpin"] as const)
      for (const outcome of outcomes)
        for (const strength of ["proof", "weak", "none"] as const)
          for (const sameDevice of ["yes", "no", "unknown"] as const) {
            const word = proofWord(result({ outcome, strength, sameDevice }), origin);
            const isProof =
              strength === "proof" &&
              origin !== "hairpin" &&
              sameDevice !== "no" &&
              outcome !== "stranger" &&
              outcome !== "not-tested";
            expect(proofLook(word).tone === "positive", `${origin} ${outcome} ${strength} ${sameDevice}`).toBe(isProof);
          }
  });

  test("a list tells the same of a forward's last test", () => {
    const last = {
      proofId: "5f1c9c2e-6a53-4d0e-9a55-1c1d1a0b7f01",
      at: "2026-11-21T10:00:00Z",
      isProven: false,
      stale: null,
    };
    expect(standingWord({ ...last, outcome: "answered", strength: "proof", isProven: true })).toBe("proven");
    expect(standingWord({ ...last, outcome: "answered", strength: "proof" })).toBe("way");
    expect(standingWord({ ...last, outcome: "answered", strength: "proof", stale: label })).toBe("was-proven");
    expect(standingWord({ ...last, outcome: "answered", strength: "weak" })).toBe("weak");
    expect(standingWord({ ...last, outcome: "silent", strength: "none" })).toBe("silent");
    expect(proofLook("was-proven").tone).toBe("caution");
  });
});

describe("a test with a telephone", () => {
  const ready: PhoneEvent = {
    type: "ready",
    url: "http://203.0.113.7:8080/n",
    remarks: [],
    until: "2026-11-21T10:05:00Z",
  };
  const visit: PhoneEvent = {
    type: "visit",
    at: "2026-11-21T10:01:00Z",
    from: "192.168.1.44",
    judged: "same-network",
    remark: label,
  };

  test("keeps who came, also when nobody proved anything", () => {
    const states = [ready, visit, { type: "failed", why: label } as const].reduce<PhoneState>(phoneAfter, {
      step: "starting",
    });
    expect(states).toEqual({ step: "failed", why: label, visits: [visit] });
  });

  test("takes nothing from a test that was stopped", () => {
    expect(phoneAfter({ step: "idle" }, ready)).toEqual({ step: "idle" });
  });
});
