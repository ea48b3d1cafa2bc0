import { useText } from "../i18n/language.tsx";
import { ConfidenceMeter } from "../ui/meter.tsx";
import type { Tone } from "../ui/tone.ts";
import { guessBits, strengthOf, strengthSegments, type Strength } from "./password-strength.ts";

const tones: Readonly<Record<Strength, Tone>> = {
  weak: "critical",
  fair: "caution",
  strong: "positive",
  "very-strong": "positive",
};

/** How hard a secret is to guess, in plain words. */
export function StrengthLine({ secret }: { secret: string }) {
  const { t } = useText();
  const strength = strengthOf(guessBits(secret));
  return (
    <ConfidenceMeter
      label={t("ui.passwords.strength")}
      filled={strengthSegments[strength]}
      tone={tones[strength]}
      words={t(`ui.passwords.strengthOf.${strength}`)}
    />
  );
}
