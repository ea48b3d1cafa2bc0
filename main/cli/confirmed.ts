import type { Terminal } from "./command-context.ts";

/** Only a typed yes, in any language the app speaks, is one. */
export async function isConfirmed({ ask }: Pick<Terminal, "ask">, question: string): Promise<boolean> {
  return /^\s*(?:y|yes|j|ja)\s*$/i.test(await ask(`${question} `));
}
