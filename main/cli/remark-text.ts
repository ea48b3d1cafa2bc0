import type { Remark } from "#core/contract/tunnel-calls.ts";
import type { Translate } from "#core/text/translate.ts";

const TONE_MARKS = { info: "i", good: "+", warning: "!", problem: "!!" } as const;

type Said = Pick<Remark, "tone" | "text"> & { readonly details: readonly Remark["text"][] };

/** A remark as lines: its mark and sentence, and below it what to do. */
export const remarkLines = ({ tone, text, details }: Said, say: Translate): string[] => [
  `  ${TONE_MARKS[tone]} ${say(text)}`,
  ...details.map((detail) => `      ${say(detail)}`),
];

/** The same for programs; `code` stays alike in every language. */
export const remarkJson = ({ tone, text, details }: Said, say: Translate) => ({
  tone,
  code: text.key,
  text: say(text),
  details: details.map((detail) => say(detail)),
});
