const MAX_CHARACTERS = 200;

/**
 * What a device says of itself as text for a line on the screen: without control and format characters (which could turn the rest of
 * a line around), white space as single blanks, cut to 200 characters. Undefined when nothing is left.
 */
export function ownWords(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const clean = text
    .slice(0, 4 * MAX_CHARACTERS)
    .toWellFormed()
    .replace(/[\s\u0085]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu, "")
    .trim();
  const cut = [...clean]
    .slice(0, MAX_CHARACTERS)
    .join("")
    .slice(0, MAX_CHARACTERS)
    .toWellFormed()
    .replace(/\uFFFD$/u, "")
    .trim();
  return cut === "" ? undefined : cut;
}
