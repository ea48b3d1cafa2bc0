import {
  ArrowUpFromLine,
  CircleCheck,
  Clock,
  GitCompareArrows,
  RefreshCw,
  Server,
  ShieldAlert,
  Unplug,
} from "lucide-react";
import { useState } from "react";
import type { HubStatus } from "#core/contract/team-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { problemOfCode } from "../../problems/problem.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline } from "../../ui/layout.tsx";
import { ProgressBar, ProgressLine } from "../../ui/meter.tsx";
import { Reasons, type Reason } from "../../ui/reasons.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { ForgetDialog } from "./forget-dialog.tsx";
import { useHub, type SyncRun } from "./hub-context.tsx";
import { lastWords, resultWords, waitingWords } from "./hub-words.ts";
import { SetUpDialog } from "./set-up-dialog.tsx";

/** The firm's server: how the exchange stands, what to do about it, and how it is set up. */
export function HubCard() {
  const { status } = useHub();
  return <LoadedView loaded={status}>{(value) => <LoadedHub hub={value} />}</LoadedView>;
}

function LoadedHub({ hub }: { hub: HubStatus }) {
  const { t } = useText();
  const { status } = useHub();
  const [dialog, setDialog] = useState<"set-up" | "forget" | null>(null);
  return (
    <>
      {hub.hub === null ? (
        <Card
          title={t("ui.team.status")}
          hint={t("ui.team.none")}
          actions={
            <Button look="primary" icon={Server} onClick={() => setDialog("set-up")}>
              {t("ui.team.setUp")}
            </Button>
          }
        >
          <Text measure>{t("ui.team.noneText")}</Text>
        </Card>
      ) : (
        <Exchange hub={hub} onSetUp={() => setDialog("set-up")} onForget={() => setDialog("forget")} />
      )}
      {dialog === "set-up" && <SetUpDialog onClose={() => setDialog(null)} onUsed={status.reload} />}
      {dialog === "forget" && hub.hub !== null && (
        <ForgetDialog hub={hub.hub} status={hub} onClose={() => setDialog(null)} onForgotten={status.reload} />
      )}
    </>
  );
}

function Exchange({ hub, onSetUp, onForget }: { hub: HubStatus; onSetUp: () => void; onForget: () => void }) {
  const text = useText();
  const { t } = text;
  const { run, start, stop } = useHub();
  const waiting = waitingWords(hub, text);
  const isRunning = run.step === "running";
  // A try by hand says more, and is newer.
  const trouble =
    hub.trouble !== null && run.step === "idle" ? problemOfCode(hub.trouble.code, hub.trouble.data) : null;
  const reasons: Reason[] = [
    { key: "last", icon: Clock, tone: "neutral", text: lastWords(hub, text) },
    ...(waiting.length === 0
      ? hub.lastSyncAt === null
        ? []
        : [{ key: "all", icon: CircleCheck, tone: "positive" as const, text: t("ui.team.upToDate") }]
      : waiting.map((line) => ({ key: line, icon: ArrowUpFromLine, tone: "neutral" as const, text: line }))),
  ];
  return (
    <Card
      title={t("ui.team.status")}
      actions={
        isRunning ? (
          <Button onClick={stop}>{t("ui.team.stop")}</Button>
        ) : (
          <Button look="primary" icon={RefreshCw} disabled={!hub.hasPassword} onClick={start}>
            {t("ui.team.sync")}
          </Button>
        )
      }
    >
      {!hub.hasPassword && (
        <Banner
          tone="caution"
          title={t("ui.team.noPassword")}
          actions={<Button onClick={onSetUp}>{t("ui.team.change")}</Button>}
        >
          <p>{t("ui.team.noPasswordText")}</p>
        </Banner>
      )}
      {trouble && <ProblemBanner problem={trouble} onRetry={start} />}
      <Reasons items={reasons} />
      {waiting.length > 0 && (
        <Text size="small" tone="soft">
          {t("ui.team.waitingText")}
        </Text>
      )}
      {!isRunning && hub.isSyncing && <Running words={t("ui.team.running")} />}
      <Run run={run} onRetry={start} />
      <KeyValues
        items={[
          { name: t("ui.team.server"), value: <Code>{hub.hub ?? ""}</Code> },
          { name: t("ui.team.user"), value: hub.user === null ? null : <Code>{hub.user}</Code> },
          { name: t("ui.team.line"), value: hub.tls === null ? null : t(`ui.team.tls.${hub.tls}`) },
        ]}
      />
      <Inline>
        <Button onClick={onSetUp}>{t("ui.team.change")}</Button>
        <Button look="danger" icon={Unplug} onClick={onForget}>
          {t("ui.team.forget")}
        </Button>
      </Inline>
      <Text size="small" tone="soft">
        {t("ui.team.neverGoes")}
      </Text>
    </Card>
  );
}

function Running({ words }: { words: string }) {
  return (
    <>
      <Text size="small" tone="soft">
        {words}
      </Text>
      <ProgressLine label={words} />
    </>
  );
}

/** The exchange that was asked for here: how far it is, or what came of it. */
function Run({ run, onRetry }: { run: SyncRun; onRetry: () => void }) {
  const text = useText();
  const { t } = text;
  if (run.step === "idle") return null;
  if (run.step === "failed") return <ProblemBanner problem={run.problem} onRetry={onRetry} />;
  if (run.step === "running") {
    const { phase = "connect", done = 0, total = 0 } = run.progress ?? {};
    const words = t(`ui.team.phase.${phase}`, { done, total });
    if (total === 0) return <Running words={words} />;
    return (
      <>
        <Text size="small" tone="soft">
          {words}
        </Text>
        <ProgressBar label={words} done={done} total={total} />
      </>
    );
  }
  const { conflicts, refused, sitesChanged } = run.result;
  return (
    <Banner
      tone="positive"
      title={t("ui.team.resultTitle")}
      actions={sitesChanged > 0 && <ButtonLink href={hrefOf({ page: "sites" })}>{t("ui.team.toSites")}</ButtonLink>}
    >
      <p>{resultWords(run.result, text).join(" · ")}</p>
      <Reasons
        items={[
          ...(conflicts > 0
            ? [
                {
                  key: "c",
                  icon: GitCompareArrows,
                  tone: "caution" as const,
                  text: t("ui.team.conflicts", { count: conflicts }),
                },
              ]
            : []),
          ...(refused > 0
            ? [
                {
                  key: "r",
                  icon: ShieldAlert,
                  tone: "caution" as const,
                  text: t("ui.team.refused", { count: refused }),
                },
              ]
            : []),
        ]}
      />
    </Banner>
  );
}
