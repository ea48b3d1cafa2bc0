import type { knowledge as english } from "../en/knowledge.ts";

export const knowledge: typeof english = {
  certainty: {
    high: "Sagt der Anbieter oder Hersteller selbst",
    medium: "Aus unabhängigen Anleitungen",
    low: "Ungeprüft – bitte vor Gebrauch bestätigen",
  },
};
