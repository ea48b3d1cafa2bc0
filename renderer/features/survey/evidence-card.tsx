import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  CircleMinus,
  CircleSlash,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { answerText } from "#core/nat/answer-text.ts";
import type { Observation, Outcome } from "#core/nat/observation.ts";
import { useText, type Text as Texts } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Log, LogRow } from "../../ui/log-row.tsx";
import { Code, CodeBlock, Text } from "../../ui/text.tsx";
import type { Tone } from "../../ui/tone.ts";
import type { EvidenceRow } from "./check-state.ts";

const looks: Record<Outcome | "asking" | "unanswered", { icon: LucideIcon; tone: Tone }> = {
  asking: { icon: LoaderCircle, tone: "accent" },
  unanswered: { icon: CircleSlash, tone: "neutral" },
  answered: { icon: CircleCheck, tone: "positive" },
  silent: { icon: CircleDashed, tone: "neutral" },
  refused: { icon: Ban, tone: "neutral" },
  failed: { icon: CircleX, tone: "critical" },
  skipped: { icon: CircleMinus, tone: "neutral" },
};

/** Names a row in the page, so that a reason of the verdict can lead to it. */
export const evidenceRowId = (observationId: string): string => `evidence:${observationId}`;

type EvidenceCardProps = {
  rows: readonly EvidenceRow[];
  /** Whether an open question can still be answered. */
  running: boolean;
  /** Said under the heading instead of the general hint. */
  hint?: ReactNode;
  open: ReadonlySet<string>;
  onOpenChange: (id: string, open: boolean) => void;
};

/** Every question of the check as it was asked, with the answer, live. */
export function EvidenceCard({ rows, running, hint, open, onOpenChange }: EvidenceCardProps) {
  const { t } = useText();
  return (
    <Card title={t("ui.evidence.title")} hint={hint ?? t("ui.evidence.hint")} flush>
      {rows.length > 0 && (
        <Log label={t("ui.evidence.title")}>
          {rows.map((row) => (
            <EvidenceLogRow
              key={row.id}
              row={row}
              running={running}
              open={open.has(row.id)}
              onOpenChange={(next) => onOpenChange(row.id, next)}
            />
          ))}
        </Log>
      )}
    </Card>
  );
}

function EvidenceLogRow({
  row,
  running,
  open,
  onOpenChange,
}: {
  row: EvidenceRow;
  running: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const text = useText();
  const { t, orElse } = text;
  const state = row.observation?.outcome ?? (running ? "asking" : "unanswered");
  return (
    <LogRow
      id={evidenceRowId(row.id)}
      {...looks[state]}
      live={state === "asking"}
      title={orElse(`question.${row.question}`, row.question)}
      whom={
        <>
          {t(`probe.${row.probe}`)}
          {row.asked !== null && (
            <>
              {" · "}
              <Code>{row.asked}</Code>
            </>
          )}
        </>
      }
      answer={row.observation && answerWords(row.observation, text)}
      state={t(`ui.evidence.state.${state}`)}
      // What was not asked took no time.
      duration={row.observation && state !== "skipped" ? text.duration(row.observation.tookMs) : null}
      open={open}
      onOpenChange={onOpenChange}
    >
      <EvidenceDetail row={row} />
    </LogRow>
  );
}

/** A recording of a newer version may hold troubles this one has no words for: then their code has to do. */
function answerWords(observation: Observation, { say, orElse }: Texts): string {
  const { key, args } = answerText(observation);
  return observation.trouble === null || observation.data.kind !== "no-answer"
    ? say({ key, args })
    : orElse(key, observation.trouble);
}

function EvidenceDetail({ row }: { row: EvidenceRow }) {
  const text = useText();
  const { t, orElse } = text;
  const { observation } = row;
  return (
    <>
      <KeyValues
        items={[
          {
            name: t("ui.evidence.asked"),
            value: row.asked === null ? t("ui.evidence.laptop") : <Code>{row.asked}</Code>,
          },
          {
            name: t("ui.evidence.answeredBy"),
            value: observation?.answeredBy ? <Code>{observation.answeredBy}</Code> : null,
          },
          { name: t("ui.evidence.startedAfter"), value: observation && text.duration(observation.atMs) },
          {
            name: t("ui.evidence.trouble"),
            value: observation?.trouble ? orElse(`trouble.${observation.trouble}`, observation.trouble) : null,
          },
          { name: t("ui.evidence.error"), value: observation?.error ?? null },
        ]}
      />
      {observation && observation.data.kind !== "no-answer" && (
        <>
          <Text size="caption" tone="faint">
            {t("ui.evidence.data")}
          </Text>
          <CodeBlock label={t("ui.evidence.data")}>{JSON.stringify(observation.data, null, 2)}</CodeBlock>
        </>
      )}
      {observation && (
        <>
          <Text size="caption" tone="faint">
            {t("ui.evidence.raw")}
          </Text>
          {observation.raw === null ? (
            <Text size="small" tone="soft">
              {t("ui.evidence.noRaw")}
            </Text>
          ) : (
            <CodeBlock label={t("ui.evidence.raw")}>{observation.raw}</CodeBlock>
          )}
        </>
      )}
    </>
  );
}
