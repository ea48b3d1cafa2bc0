/**
 * Reads a RouterOS script as its manual says ("Scripting", line structure, escape sequences), and knows nothing of the writer.
 * Anything that could run something else than a menu's command is a command of its own here and so is seen.
 */

export interface RouterOsCommand {
  /** `/interface/wireguard/add`, or `:do`. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What stands in `[...]` or `{...}`, as it is. */
  readonly inner: readonly string[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  _: " ",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

export function readRouterOsScript(text: string): RouterOsCommand[] {
  const commands: RouterOsCommand[] = [];
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`${why} at ${at}: ${text.slice(at, at + 40)}`);
  };

  function string(): string {
    const bytes: number[] = [];
    at += 1;
    while (text[at] !== '"') {
      const character = text[at];
      if (character === undefined) fail("unfinished string");
      if (character === "$") fail("a variable in a string");
      if (character === "\\") {
        const next = text[at + 1] ?? fail("unfinished escape");
        const hex = /^[0-9A-F]{2}/.exec(text.slice(at + 1))?.[0];
        if (hex !== undefined) {
          bytes.push(Number.parseInt(hex, 16));
          at += 3;
          continue;
        }
        bytes.push(...new TextEncoder().encode(ESCAPES[next] ?? next));
        at += 2;
        continue;
      }
      const point = String.fromCodePoint(text.codePointAt(at) ?? 0);
      bytes.push(...new TextEncoder().encode(point));
      at += point.length;
    }
    at += 1;
    return new TextDecoder().decode(Uint8Array.from(bytes));
  }

  /** `[...]` and `{...}` with strings in them. */
  function nested(open: string, close: string): string {
    const start = (at += 1);
    for (let depth = 1; depth > 0;) {
      if (at >= text.length) fail(`no ${close}`);
      if (text[at] === '"') {
        string();
        continue;
      }
      if (text[at] === open) depth += 1;
      if (text[at] === close) depth -= 1;
      at += 1;
    }
    return text.slice(start, at - 1);
  }

  while (at < text.length) {
    if (/[\n\r; ]/.test(text[at] ?? "")) {
      at += 1;
      continue;
    }
    if (text[at] === "#") {
      while (at < text.length && !/[\n\r]/.test(text[at] ?? "")) at += 1;
      continue;
    }
    const path = /^[/:][a-z0-9/-]+/.exec(text.slice(at))?.[0] ?? fail("no command");
    at += path.length;
    const parameters: Record<string, string> = {};
    const inner: string[] = [];
    while (at < text.length && !/[\n\r;]/.test(text[at] ?? "")) {
      const name = /^([a-z-]+)=/.exec(text.slice(at))?.[1];
      if (name !== undefined) {
        at += name.length + 1;
        if (text[at] === '"') {
          if (name in parameters) fail("twice");
          parameters[name] = string();
        } else if (text[at] === "[") inner.push(nested("[", "]"));
        else if (text[at] === "{") inner.push(nested("{", "}"));
        else fail("a value without quotes");
      } else if (text[at] === "[") inner.push(nested("[", "]"));
      else if (text[at] === "{") inner.push(nested("{", "}"));
      else if (text[at] === " ") at += 1;
      else fail("not understood");
    }
    commands.push({ path, parameters, inner });
  }
  return commands;
}
