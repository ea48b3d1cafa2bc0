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
};
