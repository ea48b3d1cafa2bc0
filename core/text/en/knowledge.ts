/** How facts from outside are said. */
export const knowledge = {
  certainty: {
    high: "Stated by the provider or maker itself",
    medium: "From independent guides",
    low: "Unchecked – confirm before you rely on it",
  },
  /** Prose of the knowledge base, which comes in both languages. */
  words: "{{en}}",
  source: "Source: {{source}}, looked at on {{date, datetime(timeZone: UTC; dateStyle: long)}}",
  refused: {
    shape: "Not an entry of this kind: {{detail}}",
    twice: "There twice in the file",
    tooMany: "More entries of this kind than are kept",
  },
};
