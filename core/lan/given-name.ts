import { ownWords } from "./own-words.ts";

/** What makers call their devices when nobody gave them a name. */
const NO_NAME =
  /^(?:onvif|ip ?c(?:am(?:era)?)?|network ?(?:video ?transmitter|camera)|nvt|[nd]vr|camera|device|embedded net dvr|unknown|none|default)$/i;

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The first text that is more than maker and model in some order: what somebody called the device. */
export function givenName(
  texts: readonly (string | null | undefined)[],
  { brand = "", model = "" }: { brand: string | undefined; model: string | undefined },
): string | undefined {
  // The model first: it may begin with the brand.
  const known = [model, brand].map(lettersOf).filter((word) => word !== "");
  return texts
    .map((text) => ownWords(text))
    .find((text) => {
      if (text === undefined || NO_NAME.test(text)) return false;
      return known.reduce((rest, word) => rest.replace(word, ""), lettersOf(text)) !== "";
    });
}
