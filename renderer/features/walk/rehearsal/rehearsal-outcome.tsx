import type { Candidate, PairEnd } from "#core/rehearsal/candidate.ts";
import { candidateMeaning, predictRehearsal } from "#core/rehearsal/judge.ts";
import type { RehearsalRecord } from "#core/rehearsal/rehearsal-record.ts";
import { useText, type Key } from "../../../i18n/language.tsx";
import type { Tone } from "../../../ui/tone.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Banner } from "../../../ui/banner.tsx";
import { Bullets } from "../../../ui/bullets.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { KeyValues } from "../../../ui/key-values.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { Table } from "../../../ui/table.tsx";
import { Code, Text } from "../../../ui/text.tsx";

const TONES: Readonly<Record<RehearsalRecord["outcome"], Tone>> = {
  direct: "positive",
  relayed: "caution",
  none: "critical",
  "udp-blocked": "critical",
};

export const answerKey = ({ outcome, sameNetwork }: RehearsalRecord): Key =>
  sameNetwork ? "rehearsal.answer.same-network" : `rehearsal.answer.${outcome}`;

export const outcomeTone = ({ outcome, sameNetwork }: RehearsalRecord): Tone =>
  sameNetwork ? "caution" : TONES[outcome];

/** What a rehearsal showed: one sentence, why, by which pair; the rest is one click away. */
export function RehearsalOutcome({ record }: { record: RehearsalRecord }) {
  const { t, say } = useText();
  return (
    <Stack>
      <Banner tone={outcomeTone(record)} title={t(answerKey(record))}>
        <Bullets items={shortWhy(record).map(say)} />
      </Banner>
      <RehearsalFacts record={record} />
    </Stack>
  );
}

const WHAT_CHANGES_IT = "rehearsal.prediction.what-changes-it";

/** How the routers came to it stands with the odds, one click away. */
function shortWhy({ here, there, why }: RehearsalRecord): RehearsalRecord["why"] {
  if (predictRehearsal(here, there).birthday === null) return why;
  return why.filter(({ key }) => !key.startsWith("rehearsal.prediction.") || key === WHAT_CHANGES_IT);
}

function RehearsalFacts({ record }: { record: RehearsalRecord }) {
  const { t, dateTime, duration, decimal } = useText();
  const { pair, rttMs, connectMs, upBitsPerSecond, downBitsPerSecond, there, startedAt } = record;
  return (
    <Stack gap="small">
      <KeyValues
        items={[
          {
            name: t("uiRehearsal.pair"),
            value: pair && (
              <>
                <Code>{placeOf(pair.here)}</Code> ↔ <Code>{placeOf(pair.there)}</Code>
              </>
            ),
          },
          {
            name: t("uiRehearsal.rtt"),
            value: pair && (rttMs === null ? t("uiRehearsal.rttNone") : duration(rttMs)),
          },
          {
            name: t("uiRehearsal.flow"),
            value:
              upBitsPerSecond === null || downBitsPerSecond === null
                ? null
                : t("uiRehearsal.flowText", {
                    up: decimal(upBitsPerSecond / BITS_PER_MEGABIT),
                    down: decimal(downBitsPerSecond / BITS_PER_MEGABIT),
                  }),
          },
          { name: t("uiRehearsal.connected"), value: connectMs === null ? null : duration(connectMs) },
          { name: t("uiRehearsal.with"), value: there.name ?? t("uiRehearsal.someone") },
          { name: t("uiRehearsal.when"), value: dateTime(startedAt) },
        ]}
      />
      <ForMeshes record={record} />
      <Disclosure label={t("uiRehearsal.candidates")}>
        <Candidates record={record} />
      </Disclosure>
    </Stack>
  );
}

const BITS_PER_MEGABIT = 1_000_000;

const placeOf = ({ address, port }: PairEnd | Candidate): string =>
  address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;

/** What mesh VPNs, which look for direct ways by the same rules, make of the two routers; where they would have to guess, the odds. */
function ForMeshes({ record: { here, there } }: { record: RehearsalRecord }) {
  const { t, say, number, percent, duration } = useText();
  const { birthday, why } = predictRehearsal(here, there);
  const label = t(birthday === null ? "uiRehearsal.mesh" : "uiRehearsal.odds");
  const chanceText = (chance: number): string =>
    chance > NEARLY_SURE ? t("uiRehearsal.over", { chance: percent(NEARLY_SURE) }) : percent(chance);
  return (
    <Disclosure label={label}>
      <Stack gap="small">
        <Text size="small">{t(birthday === null ? "uiRehearsal.meshText" : "uiRehearsal.oddsText")}</Text>
        <Text as="span" size="small">
          <Bullets items={why.filter(({ key }) => birthday === null || key !== WHAT_CHANGES_IT).map(say)} />
        </Text>
        {birthday !== null && (
          <Table
            label={label}
            head={[t("uiRehearsal.tries"), t("uiRehearsal.time"), t("uiRehearsal.chance")]}
            rows={birthday.steps.map(({ probes, seconds, chance }) => ({
              key: String(probes),
              cells: [number(probes), duration(seconds * 1_000), chanceText(chance)],
            }))}
          />
        )}
      </Stack>
    </Disclosure>
  );
}

const NEARLY_SURE = 0.99;

function Candidates({ record: { here, there, pair } }: { record: RehearsalRecord }) {
  const { t, say } = useText();
  const rows = [
    ...here.candidates.map((one) => ({ one, side: "here" as const, won: isSame(one, pair?.here) })),
    ...there.candidates.map((one) => ({ one, side: "there" as const, won: isSame(one, pair?.there) })),
  ];
  if (rows.length === 0) return <Text size="small">{t("uiRehearsal.noCandidates")}</Text>;
  return (
    <Table
      label={t("uiRehearsal.candidates")}
      head={[t("uiRehearsal.side"), t("uiRehearsal.address"), t("uiRehearsal.meaning")]}
      rows={rows.map(({ one, side, won }) => ({
        key: `${side} ${placeOf(one)}`,
        cells: [
          t(`uiRehearsal.${side}`),
          <Inline key="place" gap="tight">
            <Code>{placeOf(one)}</Code>
            {won && <Badge tone="positive">{t("uiRehearsal.won")}</Badge>}
          </Inline>,
          say(candidateMeaning(one.kind, one.address)),
        ],
      }))}
    />
  );
}

const isSame = (one: Candidate, end: PairEnd | undefined): boolean =>
  end !== undefined && one.address === end.address && one.port === end.port;
