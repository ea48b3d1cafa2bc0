import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { ProofRecord, ProofResult } from "#core/proof/proof-record.ts";
import { isPoorStream } from "#core/proof/stream-judge.ts";
import { useText, type Text as Texts } from "../../i18n/language.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Log, LogRow } from "../../ui/log-row.tsx";
import { Code, CodeBlock } from "../../ui/text.tsx";
import { ToneWord } from "../../ui/tone-word.tsx";
import { portName, proofLook, proofSentence, proofWord } from "./proof-look.ts";

export type ShownResult = { record: ProofRecord; result: ProofResult };

/** What tests from outside found, port by port; how it was found out is one click away. Stands in a flush card. */
export function ProofRows({ results }: { results: readonly ShownResult[] }) {
  const { t } = useText();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Log label={t("ui.walk.proof.results")}>
      {results.map(({ record, result }) => {
        const id = `${record.proofId} ${result.forwardId ?? ""} ${result.transport} ${result.port}`;
        return (
          <ProofRow
            key={id}
            id={id}
            record={record}
            result={result}
            open={open === id}
            onOpenChange={(isOpen) => setOpen(isOpen ? id : null)}
          />
        );
      })}
    </Log>
  );
}

type ProofRowProps = ShownResult & { id: string; open: boolean; onOpenChange: (open: boolean) => void };

function ProofRow({ id, record, result, open, onOpenChange }: ProofRowProps) {
  const text = useText();
  const { t, say, duration, dateTime } = text;
  const word = proofWord(result, record.origin.kind);
  const { icon, tone, state } = proofLook(word);
  const why = result.trouble ?? result.remark;
  const lasted = result.rttMs ?? result.connectMs;
  const device = result.sameDevice === "yes" ? t("ui.walk.proof.sameDevice") : null;
  return (
    <LogRow
      id={id}
      icon={icon}
      tone={tone}
      title={`${portName(result)} – ${t(proofSentence(word))}`}
      whom={`${originText(record, text)} · ${dateTime(result.at)}`}
      answer={[why && say(why), device].filter(Boolean).join(" ") || null}
      state={t(state)}
      duration={lasted === null ? null : duration(lasted)}
      open={open}
      onOpenChange={onOpenChange}
    >
      <KeyValues
        items={[
          { name: t("ui.walk.proof.called"), value: <Code>{`${result.address} ${portName(result)}`}</Code> },
          { name: t("ui.walk.proof.target"), value: t(`ui.walk.proof.targets.${result.target}`) },
          { name: t("ui.walk.proof.answer"), value: <Answer result={result} /> },
          {
            name: t("ui.walk.proof.certificate"),
            value: result.answer?.certificate ? <Code>{result.answer.certificate}</Code> : null,
          },
          { name: t("ui.walk.proof.connected"), value: result.connectMs === null ? null : duration(result.connectMs) },
          {
            name: t("ui.walk.proof.firstByte"),
            value: result.firstByteMs === null ? null : duration(result.firstByteMs),
          },
          ...pathItems(result, text),
          { name: t("ui.walk.proof.by"), value: record.by },
        ]}
      />
      {result.raw !== null && <CodeBlock label={t("ui.walk.proof.raw")}>{result.raw}</CodeBlock>}
    </LogRow>
  );
}

/** How good the path is; only tests through a tunnel measure that. */
function pathItems({ rttMs, stream, remark, reconnect }: ProofResult, { t, duration, number }: Texts) {
  const back = reconnect?.backAfterMs ?? null;
  return [
    { name: t("uiTunnels.proof.rtt"), value: rttMs == null ? null : duration(rttMs) },
    {
      name: t("uiTunnels.proof.stream"),
      value: stream == null ? null : <Stream stream={stream} isPoor={isPoorStream(remark)} />,
    },
    { name: t("uiTunnels.proof.codec"), value: stream?.codec ?? null },
    { name: t("uiTunnels.proof.lost"), value: stream == null ? null : number(stream.lostPackets) },
    {
      name: t("uiTunnels.proof.back"),
      value:
        reconnect == null ? null : back === null ? (
          <ToneWord icon={TriangleAlert} tone="critical">
            {t("uiTunnels.proof.notBack", { time: duration(reconnect.waitedMs) })}
          </ToneWord>
        ) : (
          duration(back)
        ),
    },
  ];
}

type StreamResult = NonNullable<ProofResult["stream"]>;

/** What came, against what the customer wants. A mark where it came worse than it was sent; a stream that is only smaller has none. */
function Stream({ stream: { mbps, seconds, wantedMbps }, isPoor }: { stream: StreamResult; isPoor: boolean }) {
  const { t, decimal } = useText();
  const came = { mbps: decimal(mbps), seconds: decimal(seconds) };
  const says =
    wantedMbps === null
      ? t("uiTunnels.proof.streamText", came)
      : t("uiTunnels.proof.streamWanted", { ...came, wanted: decimal(wantedMbps) });
  return !isPoor ? (
    says
  ) : (
    <ToneWord icon={TriangleAlert} tone="caution">
      {says}
    </ToneWord>
  );
}

function Answer({ result: { answer } }: { result: ProofResult }) {
  const { t } = useText();
  if (answer === null) return t("ui.walk.proof.noAnswer");
  const protocol = t(`ui.walk.proof.protocol.${answer.protocol}`);
  return <bdi>{answer.says === null ? protocol : `${protocol}: ${answer.says}`}</bdi>;
}

/** From where it was tested. */
function originText({ origin }: ProofRecord, { t }: Texts): string {
  return origin.kind === "vantage" || origin.kind === "server"
    ? t(`proof.origin.${origin.kind}`, { host: origin.host })
    : t(`proof.origin.${origin.kind}`, { address: origin.address ?? "" });
}
