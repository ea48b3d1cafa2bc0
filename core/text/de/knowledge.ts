import type { knowledge as english } from "../en/knowledge.ts";

export const knowledge: typeof english = {
  certainty: {
    high: "Sagt der Anbieter oder Hersteller selbst",
    medium: "Aus unabhängigen Anleitungen",
    low: "Ungeprüft – bitte vor Gebrauch bestätigen",
  },
  /** Prose of the knowledge base, which comes in both languages. */
  words: "{{de}}",
  source: "Quelle: {{source}}, nachgesehen am {{date, datetime(timeZone: UTC; dateStyle: long)}}",
  refused: {
    shape: "Kein Eintrag dieser Art: {{detail}}",
    twice: "Zweimal in der Datei",
    tooMany: "Mehr Einträge dieser Art, als aufbewahrt werden",
  },
};
