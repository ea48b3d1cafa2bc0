import type { ProofResult } from "#core/proof/proof-record.ts";
import type { Translate } from "#core/text/translate.ts";

/** One tested port for programs: sentences in one language, their keys and arguments beside them. */
export const proofResultJson = (result: ProofResult, say: Translate) => ({
  ...result,
  remark: result.remark === null ? null : say(result.remark),
  trouble: result.trouble === null ? null : say(result.trouble),
  codes: { remark: result.remark, trouble: result.trouble },
});
