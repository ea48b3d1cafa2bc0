import { expect, it } from "vitest";
import { confidenceWord } from "#core/nat/confidence-word.ts";

it.each([
  [1, "certain"],
  [0.95, "certain"],
  [0.94, "high"],
  [0.8, "high"],
  [0.79, "medium"],
  [0.6, "medium"],
  [0.59, "low"],
  [0.01, "low"],
  [0, "none"],
])("a confidence of %f is called %s", (confidence, word) => {
  expect(confidenceWord(confidence)).toBe(word);
});
