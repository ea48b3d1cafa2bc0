import { z } from "zod";
import { errorText } from "#core/error-text.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";

/**
 * Why the facts in assets/knowledge can't be built in; null: they have their shape. A program with others would only fail when somebody
 * asks. What else is held of them is in test/unit/knowledge/base.test.ts.
 */
export function knowledgeProblem(): string | null {
  try {
    baseKnowledge();
    return null;
  } catch (error) {
    return `Farsite: assets/knowledge does not fit.\n${error instanceof z.ZodError ? z.prettifyError(error) : errorText(error)}`;
  }
}
