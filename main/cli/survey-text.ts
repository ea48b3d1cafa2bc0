import { answerText } from "#core/nat/answer-text.ts";
import { confidenceWord } from "#core/nat/confidence-word.ts";
import type { Diagnosis, Message } from "#core/nat/diagnosis.ts";
import { natMap } from "#core/nat/nat-map.ts";
import { ipv6Line, mapWords } from "#core/nat/nat-map-text.ts";
import type { Observation } from "#core/nat/observation.ts";
import type { Locale } from "#core/survey/settings.ts";
import { createI18n, createTranslate } from "#core/text/translate.ts";

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
  // A protocol's "no" came as an answer, but nobody reads it as one.
  const mark = MARKS[trouble === "error-answer" ? "refused" : outcome];
  const whom = asked ? ` (${asked}):` : "";
  // A router's name may hold line breaks, which would make rows of its own.
  const answer = createTranslate(locale)(answerText(observation)).replace(/\s+/g, " ");
  return `${mark} ${`${Math.round(tookMs)} ms`.padStart(MS_WIDTH)}  ${t(`probe.${probe}`)}: ${t(`question.${question}`)}${whom} ${answer}`;
}

/** The verdict and what it rests on, for a person at a terminal. */
export function diagnosisText(diagnosis: Diagnosis, locale: Locale): string {
  const { t } = createI18n(locale);
  const say: Say = (message) => t(message.key, message.args);
  const { verdict } = diagnosis;
  const ipv6 = ipv6Line(diagnosis.ipv6);
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
    ...section(t("terminal.inbound"), [t(`inbound.${diagnosis.inbound}`), ...(ipv6 ? [say(ipv6)] : [])]),
    ...section(t("map.title"), mapLines(diagnosis, say)),
    ...section(
      t("terminal.findings"),
      diagnosis.findings.flatMap((f) => [say(f.title), ...(f.whatToDo ? [`  ${say(f.whatToDo)}`] : [])]),
    ),
    "",
    t("terminal.publicAddress", { address: diagnosis.publicAddress ?? t("terminal.notKnown") }),
    t("terminal.wanAddress", { address: diagnosis.wanAddress ?? t("terminal.notKnown") }),
  ].join("\n");
}

type Say = (message: Message) => string;

/** The NAT map from the cameras outwards, a box a line; what becomes of a call and what is to be done stand below it. */
function mapLines(diagnosis: Diagnosis, say: Say): string[] {
  return mapWords(natMap(diagnosis), say).flatMap(({ title, note, addresses, stop, passed, advice }, index) => {
    const head = note === null ? title : `${title} (${note})`;
    const sides = addresses.map(({ label, text }) => [label, text].filter(Boolean).join(" ")).join(", ");
    const line = `${index === 0 ? " " : ">"} ${sides === "" ? head : `${head}: ${sides}`}`;
    const marks = [stop && `  x ${stop}`, passed && `  + ${passed}`, advice && `    ${advice}`];
    // A router's name may hold line breaks, which would make boxes of their own.
    return [line, ...marks.filter((mark) => typeof mark === "string")].map((one) => one.replace(/[\r\n]+/g, " "));
  });
}
