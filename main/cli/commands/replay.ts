import { z } from "zod";
import { parseArgs } from "node:util";
import { diagnose } from "#core/nat/diagnose.ts";
import { readRecording } from "#core/survey/recording.ts";
import { chooseLocale } from "../language.ts";
import { InputError } from "../input-error.ts";
import { readInput } from "../read-input.ts";
import type { CommandContext } from "../command-context.ts";
import { surveyJson } from "../survey-json.ts";
import { diagnosisText } from "../survey-text.ts";
import { EXIT, UsageError, type ExitStatus } from "../usage.ts";

/** `farsite replay FILE`: the verdict from recorded observations, derived anew. */
export async function replay(args: string[], context: CommandContext): Promise<ExitStatus> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, lang: { type: "string" } },
  });
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new UsageError("replay takes one FILE");
  const recording = parseJson(file, Buffer.from(await readInput(file, context)).toString("utf8"));
  const observations = readRecording(recording);
  const diagnosis = diagnose(observations);
  const locale = chooseLocale(values.lang, values.json ? "en" : null, context.environment);
  if (values.json) {
    const durationMs = durationOf(recording);
    context.out(JSON.stringify(surveyJson(diagnosis, observations, locale, { durationMs }), null, 2));
  } else {
    context.out(diagnosisText(diagnosis, locale));
  }
  return EXIT.ran;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(file, { kind: "not-json" }, error);
  }
}

const durationOf = (recording: unknown): number =>
  z.object({ durationMs: z.number().nonnegative() }).safeParse(recording).data?.durationMs ?? 0;
