import type { Lab } from "./lab.ts";

/** A walk-through as a person walks it in the terminal: one process, every question answered when it is asked. */

export type TypedStep = readonly [event: string, values?: Readonly<Record<string, string | number>>];

/** Six steps with the router asked and the recorder tried, on a busy machine. */
const LIMIT_MS = 90_000;
const FIELD = /^(\S+): $/;

/** Types what the steps say and ends with an empty line. @returns all it printed. @throws Error when it ended otherwise */
export function typeSteps(
  lab: Lab,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  steps: readonly TypedStep[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = lab.spawn("laptop", argv, { env, stdio: "pipe" });
    const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    const left = [...steps];
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
    // Each question comes in one piece: nothing is written before the last one is answered.
    child.stderr?.setEncoding("utf8").on("data", (question: string) => {
      const name = FIELD.exec(question)?.[1];
      const answer = name === undefined ? left.shift()?.[0] : left[0]?.[1]?.[name];
      printed += `${question}${answer ?? ""}\n`;
      child.stdin?.write(`${answer ?? ""}\n`);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      if (code === 0 && left.length === 0) resolve(printed);
      else reject(new Error(`it ended with ${code}, ${left.length} steps before the end: ${printed.slice(-3_000)}`));
    });
  });
}
