import { confidenceWord } from "#core/nat/confidence-word.ts";
import type { Diagnosis } from "#core/nat/diagnosis.ts";
import type { Observation } from "#core/nat/observation.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n } from "#core/text/translate.ts";

const MARKS: Record<Observation["outcome"], string> = {
  answered: "+",
  silent: ".",
  refused: "-",
  failed: "!",
  skipped: " ",
};

const MS_WIDTH = 7;

/** One line per answer, printed as it comes. */
export function observationLine(observation: Observation, locale: Locale): string {
  const { t } = createI18n(locale);
  const { outcome, probe, question, asked, trouble, tookMs } = observation;
  const result = trouble ? `: ${t(`trouble.${trouble}`)}` : "";
  const whom = asked ? ` (${asked})` : "";
  return `${MARKS[outcome]} ${`${Math.round(tookMs)} ms`.padStart(MS_WIDTH)}  ${t(`probe.${probe}`)}: ${t(`question.${question}`)}${whom}${result}`;
}

/** The verdict and what it rests on, for a person at a terminal. */
export function diagnosisText(diagnosis: Diagnosis, locale: Locale): string {
  const { t } = createI18n(locale);
  const say = (message: { key: string; args: Record<string, string | number> }): string => t(message.key, message.args);
  const { verdict } = diagnosis;
  const sure =
    verdict.kind === "unknown"
      ? ""
      : `, ${t("terminal.confidence", { percent: Math.round(verdict.confidence * 100), word: t(`confidence.${confidenceWord(verdict.confidence)}`) })}`;
  const section = (title: string, lines: string[]): string[] =>
    lines.length > 0 ? ["", title, ...lines.map((line) => `  ${line}`)] : [];
  return [
    `${t("terminal.verdict")}: ${t(`verdict.name.${verdict.kind}`)}${sure}`,
    `  ${say(verdict.sentence)}`,
    ...section(t("terminal.for"), verdict.for.map(say)),
    ...section(t("terminal.against"), verdict.against.map(say)),
    ...section(t("terminal.settledBy"), verdict.settledBy ? [say(verdict.settledBy)] : []),
    ...section(t("terminal.inbound"), [t(`inbound.${diagnosis.inbound}`)]),
    ...section(
      t("terminal.findings"),
      diagnosis.findings.flatMap((f) => [say(f.title), ...(f.whatToDo ? [`  ${say(f.whatToDo)}`] : [])]),
    ),
    "",
    t("terminal.publicAddress", { address: diagnosis.publicAddress ?? t("terminal.notKnown") }),
    t("terminal.wanAddress", { address: diagnosis.wanAddress ?? t("terminal.notKnown") }),
  ].join("\n");
}
