/**
 * `balanced`: every tag of the document element is closed by its own name. `mismatched`: as many tags are closed as opened,
 * but not by their names, a tag is more than a name and quoted attributes, or something follows the document element. `open`: the text ends before the document element does.
 */
export type XmlBalance = "balanced" | "mismatched" | "open";

/** The index behind `end`, or -1. */
function behind(text: string, end: string, from: number): number {
  const index = text.indexOf(end, from);
  return index === -1 ? -1 : index + end.length;
}

/** The index behind the `>` of the tag at `from`; a `>` inside quotes is not it. */
function behindTag(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (character === ">") return index + 1;
    if (character === '"' || character === "'") {
      index = text.indexOf(character, index + 1);
      if (index === -1) return -1;
    }
  }
  return -1;
}

const START_TAG = /<[^\s/>!?][^\s/>]*(?:\s+[^\s=>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>/y;

/** Whether every attribute of the start tag at `from` has a value in quotes. */
function isWholeTag(text: string, from: number): boolean {
  START_TAG.lastIndex = from;
  return START_TAG.test(text);
}

/** How the tags of a text pair up, in one pass. The parser itself closes whatever is open, by any name. */
export function xmlBalance(text: string): XmlBalance {
  const open: string[] = [];
  let mismatched = false;
  let offset = text.indexOf("<");
  while (offset !== -1) {
    let next: number;
    if (text.startsWith("<!--", offset)) next = behind(text, "-->", offset + 4);
    else if (text.startsWith("<![CDATA[", offset)) next = behind(text, "]]>", offset);
    else if (text.startsWith("<?", offset)) next = behind(text, "?>", offset);
    else {
      const closing = text.startsWith("</", offset);
      next = closing ? behind(text, ">", offset) : behindTag(text, offset);
      if (next === -1) return "open";
      const name = /^<\/?([^\s/>]*)/.exec(text.slice(offset, Math.min(next, offset + 200)))?.[1] ?? "";
      mismatched ||= closing ? open.at(-1) !== name : !isWholeTag(text, offset);
      if (closing) open.pop();
      else if (text[next - 2] !== "/") open.push(name);
      if (open.length === 0) return mismatched || text.slice(next).trim() !== "" ? "mismatched" : "balanced";
    }
    if (next === -1) return "open";
    offset = text.indexOf("<", next);
  }
  return "open";
}
