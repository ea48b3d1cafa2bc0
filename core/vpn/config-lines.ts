/** A setting as it stands in a file in wg-quick's form. */
export interface ConfigSetting {
  /** Lower case: wg(8) doesn't tell `PrivateKey` from `privatekey`. */
  readonly key: string;
  /** As written. */
  readonly label: string;
  readonly value: string;
}

export interface ConfigSection {
  /** `interface`, `peer`, or what else stands in brackets, lower case. */
  readonly kind: string;
  /** From the comment that stands above it or is its first line; empty: none. */
  readonly name: string;
  readonly settings: readonly ConfigSetting[];
}

export interface ConfigLines {
  /** The file's first line, when that is a comment. */
  readonly title: string | null;
  /** The file's second line, when that is a comment; names never stand there. */
  readonly subtitle: string | null;
  readonly sections: readonly ConfigSection[];
  /** Lines (from 1) with characters that nobody sees, or that look like a blank and are none. */
  readonly oddLines: readonly number[];
  /** What is neither a setting nor a section; or stands before the first section. */
  readonly strays: readonly string[];
}

/** Hidden and control characters (a tab is none), separators that only some programs take for the end of a line, blanks that are none. */
const HIDDEN = /[\p{Cf}\p{Cs}\p{Co}\u2028\u2029\uFFFD]|(?!\t)\p{Cc}/gu;
const ODD = /[\p{Cf}\p{Cs}\p{Co}\u2028\u2029\uFFFD]|(?!\t)\p{Cc}|(?! )\p{Zs}/u;
const BLANKS = /\p{Zs}/gu;

/** Takes a text in wg-quick's form apart, as wg(8) and wg-quick(8) do; nothing is believed yet. */
export function configLines(text: string): ConfigLines {
  const oddLines: number[] = [];
  const strays: string[] = [];
  const sections: { kind: string; name: string; settings: ConfigSetting[] }[] = [];
  let title: string | null = null;
  let subtitle: string | null = null;
  let above = "";
  // A byte order mark is what Windows' editor begins files with.
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (const [index, given] of lines.entries()) {
    const raw = given.replace(/\r$/, "");
    if (ODD.test(raw)) oddLines.push(index + 1);
    const line = raw.replace(HIDDEN, "").replace(BLANKS, " ").trim();
    const [before = ""] = line.split("#", 1);
    const setting = before.trim();
    const section = sections.at(-1);
    if (line.startsWith("#")) {
      above = line.replace(/^#+/, "").trim();
      if (index === 0) title = above;
      else if (index === 1 && !section) subtitle = above;
      else if (section && section.settings.length === 0 && section.name === "") section.name = above;
    } else if (setting.startsWith("[")) {
      const kind = setting
        .replace(/^\[|\].*$/g, "")
        .trim()
        .toLowerCase();
      sections.push({ kind, name: index === 1 ? "" : above, settings: [] });
      above = "";
    } else if (setting === "") {
      if (line === "") above = "";
    } else {
      above = "";
      const at = setting.indexOf("=");
      if (at < 1 || !section) strays.push(setting);
      else {
        const label = setting.slice(0, at).trim();
        section.settings.push({ key: label.toLowerCase(), label, value: setting.slice(at + 1).trim() });
      }
    }
  }
  return { title, subtitle, sections, oddLines, strays };
}
