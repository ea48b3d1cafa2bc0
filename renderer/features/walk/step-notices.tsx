import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import type { StepFact, StepNotice } from "#core/walk/step-view.ts";
import { useText } from "../../i18n/language.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Bullets } from "../../ui/bullets.tsx";
import { ToneWord } from "../../ui/tone-word.tsx";
import type { Tone } from "../../ui/tone.ts";

type StepTone = StepNotice["tone"];

const tones: Record<StepTone, Tone> = { info: "info", good: "positive", warning: "caution", problem: "critical" };

const icons: Record<StepTone, LucideIcon> = {
  info: Info,
  good: CircleCheck,
  warning: TriangleAlert,
  problem: CircleAlert,
};

/** What the person must know at this step; the reasons are one click away. */
export function Notice({ notice }: { notice: StepNotice }) {
  const { say } = useText();
  return (
    <Banner tone={tones[notice.tone]} title={say(notice.text)}>
      {notice.details.length === 0 ? undefined : <Details notice={notice} />}
    </Banner>
  );
}

function Details({ notice: { details } }: { notice: StepNotice }) {
  const { t, say } = useText();
  return (
    <Disclosure label={t("ui.walk.details")}>
      <Bullets items={details.map(say)} />
    </Disclosure>
  );
}

/** Facts beside each other; a word with a mark where it is good or bad. */
export function StepFacts({ facts }: { facts: readonly StepFact[] }) {
  const { say } = useText();
  return (
    <KeyValues
      items={facts.map(({ label, value, tone }) => ({
        name: say(label),
        value:
          tone === null ? (
            <bdi>{say(value)}</bdi>
          ) : (
            <ToneWord icon={icons[tone]} tone={tones[tone]}>
              <bdi>{say(value)}</bdi>
            </ToneWord>
          ),
      }))}
    />
  );
}
