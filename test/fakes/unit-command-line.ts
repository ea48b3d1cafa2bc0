/**
 * The words that systemd makes of a command line in a unit, by systemd.syntax(7) ("Quoting") and systemd.service(5) ("Command lines"):
 * its own reader, so that it shares no mistake with what writes them. Specifiers and variables other than the escaped signs are errors.
 */
export function unitCommandLine(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (quote === null && (sign === " " || sign === "\t")) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quote === null && word === null && (sign === '"' || sign === "'")) {
      quote = sign;
      word = "";
    } else if (sign === quote) {
      quote = null;
    } else if (sign === "\\") {
      at += 1;
      const escaped = line.charAt(at);
      if (!['"', "'", "\\"].includes(escaped)) throw new Error(`an escape that is not expected: \\${escaped}`);
      word = (word ?? "") + escaped;
    } else if (sign === "%" || sign === "$") {
      if (line.charAt(at + 1) !== sign) throw new Error(`${sign} is not escaped at ${at}`);
      at += 1;
      word = (word ?? "") + sign;
    } else {
      word = (word ?? "") + sign;
    }
  }
  if (quote !== null) throw new Error("a quotation has no end");
  return word === null ? words : [...words, word];
}

/** The settings of a unit by section and name; lines that end with a backslash go on, as in systemd. */
export function unitSettings(text: string): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  let section = "";
  for (const line of text.replaceAll("\\\n", " ").split("\n")) {
    if (line === "" || /^[#;]/.test(line)) continue;
    const header = /^\[(.+)\]$/.exec(line);
    if (header !== null) {
      section = header[1] ?? "";
      continue;
    }
    const [, name = "", value = ""] = /^([^=]+)=(.*)$/.exec(line) ?? [];
    const key = `${section}.${name}`;
    settings.set(key, [...(settings.get(key) ?? []), value]);
  }
  return settings;
}
