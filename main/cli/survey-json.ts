import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { Observation } from "#core/nat/observation.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { Locale } from "#core/survey/settings.ts";

/**
 * The JSON of `survey` and `replay`, a public interface: keys are only ever added. Sentences are in one language; their
 * codes and arguments stand beside them for programs.
 */
export function surveyJson(
  diagnosis: Diagnosis,
  observations: readonly Observation[],
  locale: Locale,
  record: { durationMs: number } & Record<string, unknown>,
): Record<string, unknown> {
  const say = createTranslate(locale);
  const { verdict, findings, ...rest } = diagnosis;
  return {
    ...record,
    verdict: {
      kind: verdict.kind,
      confidence: verdict.confidence,
      sentence: say(verdict.sentence),
      for: verdict.for.map(say),
      against: verdict.against.map(say),
      settledBy: verdict.settledBy && say(verdict.settledBy),
      codes: {
        sentence: verdict.sentence,
        for: verdict.for,
        against: verdict.against,
        settledBy: verdict.settledBy,
      },
    },
    ...rest,
    findings: findings.map((f) => ({
      code: f.code,
      severity: f.severity,
      title: say(f.title),
      whatToDo: f.whatToDo && say(f.whatToDo),
      observationIds: f.observationIds,
    })),
    observations,
  };
}
