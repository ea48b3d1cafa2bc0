/** Why an input can't be used, as the sentence is told in `errorSentences`. */
export type InputProblem =
  | { kind: "not-json" }
  | { kind: "unreadable"; reason: "missing" | "forbidden" | "folder" | "too-large" }
  | { kind: "unreadable"; reason: "other"; detail: string };

/** A FILE of the command line that can't be used; ends with status 1. */
export class InputError extends Error {
  readonly file: string;
  readonly problem: InputProblem;

  constructor(file: string, problem: InputProblem, cause?: unknown) {
    super(`${file}: ${problem.kind}`, { cause });
    this.file = file;
    this.problem = problem;
  }
}
