/** Long enough for any site, short enough for every file system with the date and the ending. */
const MAX_NAME_CHARACTERS = 80;

/** Windows refuses these names whatever the ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/** `<site>-<date>.pdf` (or another ending), safe on Windows, macOS and Linux. `startedAt` is ISO 8601; its own local date is used. */
export function reportFileName(siteName: string, startedAt: string, ending = "pdf"): string {
  const name = [...siteName.toWellFormed().normalize()]
    .join("")
    // Control and invisible characters first: a text-direction mark could make an ending look like another one.
    .replace(/[\p{C}]+/gu, "")
    // Commas and semicolons are allowed, but shells, mail programs and lists of files trip over them.
    .replace(/[<>:"/\\|?*,;\p{Z}\ufffd]+/gu, " ")
    .trim()
    .replace(/^[.\s-]+|[.\s-]+$/g, "");
  const short = [...name]
    .slice(0, MAX_NAME_CHARACTERS)
    .join("")
    .trimEnd()
    .replace(/[.\s-]+$/, "");
  const safe = short === "" || RESERVED.test(short) ? `farsite ${short}`.trim() : short;
  return `${safe.replaceAll(" ", "-")}-${startedAt.slice(0, 10)}.${ending}`;
}
