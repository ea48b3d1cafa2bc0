import { z } from "zod";

const MAX_LENGTH = 300;
/** Ways to read one text from one place; a pattern with more can be made to take for ever by what a router says of itself. */
const MAX_WAYS = 2_000;
const MAX_DEPTH = 4;
/** What a router says of itself, all of it together. */
const MAX_TEXT = 2_000;

/**
 * A regular expression that cannot be slow, whoever wrote it and whatever it reads: literals, classes, `?`, groups without a number, and
 * at most one `*` or `+`, behind a single character. It may come with a colleague's file.
 */
export const patternSchema = z
  .string()
  .min(1)
  .max(MAX_LENGTH)
  .superRefine((source, context) => {
    const complaint = patternComplaint(source);
    if (complaint !== null) context.addIssue({ code: "custom", message: complaint });
  });

/** Whether a text fits, upper and lower case alike. */
export function fits(pattern: string, text: string): boolean {
  return new RegExp(pattern, "i").test(text.slice(0, MAX_TEXT));
}

/** Why this pattern is not taken; null: it is. */
function patternComplaint(source: string): string | null {
  try {
    const reader = new PatternReader(source);
    const ways = reader.alternatives(0);
    if (!reader.atEnd()) return "a closing bracket too many";
    if (reader.unbounded > 1) return "at most one * or +";
    if (ways > MAX_WAYS) return "too many ways to read it";
    fits(source, "");
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** Counts in how many ways the pattern can be followed: a sum over alternatives, a product along a sequence. */
class PatternReader {
  unbounded = 0;
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  alternatives(depth: number): number {
    if (depth > MAX_DEPTH) throw new SyntaxError("groups too deep");
    let ways = this.#sequence(depth);
    while (this.#take("|")) ways += this.#sequence(depth);
    return ways;
  }

  #sequence(depth: number): number {
    let ways = 1;
    while (!this.atEnd() && !this.#sees("|") && !this.#sees(")")) ways *= this.#item(depth);
    return ways;
  }

  #item(depth: number): number {
    const group = this.#take("(?:");
    const ways = group ? this.#group(depth) : this.#single();
    if (this.#take("?")) return ways + 1;
    if (this.#take("*") || this.#take("+")) {
      if (group) throw new SyntaxError("no * or + behind a group");
      this.unbounded += 1;
      if (this.#sees("?")) throw new SyntaxError("no lazy * or +");
    }
    return ways;
  }

  #group(depth: number): number {
    const ways = this.alternatives(depth + 1);
    if (!this.#take(")")) throw new SyntaxError("a group is not closed");
    return ways;
  }

  #single(): number {
    const rest = this.#source.slice(this.#at);
    // Escapes with a meaning of their own other than these (\1, \k<name>, \p{..}) are not needed to name a router.
    const taken =
      /^(?:\\[dDsSwWbB]|\\[^a-zA-Z0-9]|\[\^?(?:\\[dDsSwW]|\\[^a-zA-Z0-9]|[^\\\]])+\]|[^\\()[\]{}*+?|])/.exec(rest);
    if (taken === null) throw new SyntaxError(`not allowed here: ${rest.slice(0, 3)}`);
    this.#at += taken[0].length;
    return 1;
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at);
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }
}
