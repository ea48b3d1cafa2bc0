import { RefreshCw } from "lucide-react";
import { useCallback } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import { useAction } from "../connection/use-action.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { CopyIcon } from "../files/copy-button.tsx";
import { useText } from "../i18n/language.tsx";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Banner } from "../ui/banner.tsx";
import { Bullets } from "../ui/bullets.tsx";
import { Button } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Inline, Stack } from "../ui/layout.tsx";
import { CodeBlock, Text } from "../ui/text.tsx";
import { TellingResult } from "./telling-result.tsx";
import { useTelling } from "./use-telling.ts";

/** As many as a sentence names. */
const NAMED = 6;

type BehindNoticeProps = { view: ServerView; onTold: () => void };

/** Says what a server has not been told yet, until it is: with one click where this laptop has its key, else by hand. */
export function BehindNotice({ view, onTold }: BehindNoticeProps) {
  const { t } = useText();
  const telling = useTelling(view.server.id, onTold);
  const { behind, mayChange, server } = view;
  if (behind === null) return <TellingResult telling={telling} />;
  const names = (all: readonly string[]): string =>
    [...all.slice(0, NAMED), ...(all.length > NAMED ? ["…"] : [])].join(", ");
  const changes = [
    ...(behind.added.length === 0 ? [] : [t("ui.servers.apply.added", { names: names(behind.added) })]),
    ...(behind.removed.length === 0 ? [] : [t("ui.servers.apply.removed", { names: names(behind.removed) })]),
  ];
  return (
    <Stack gap="small">
      <Banner
        tone="caution"
        title={t("ui.servers.apply.behind", { name: server.name })}
        actions={
          mayChange && (
            <Button look="primary" icon={RefreshCw} pending={telling.pending} onClick={() => telling.tell()}>
              {t("ui.servers.apply.button")}
            </Button>
          )
        }
      >
        <Bullets items={changes.length === 0 ? [t("ui.servers.apply.other")] : changes} />
        <p>{t(mayChange ? "ui.servers.apply.behindText" : "ui.servers.apply.behindNoKey")}</p>
        <Disclosure label={t("ui.servers.apply.byHand")}>
          <ByHand serverId={server.id} onDone={onTold} />
        </Disclosure>
      </Banner>
      <TellingResult telling={telling} />
    </Stack>
  );
}

/** The same for whoever is logged in at the server: each text with the command that reads it. */
function ByHand({ serverId, onDone }: { serverId: string; onDone: () => void }) {
  const { t, say } = useText();
  const marking = useAction();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.servers.byHand({ serverId }, { signal }),
    [serverId],
  );
  const loaded = useLoaded(load);
  const mark = (): void =>
    marking.run(async (client) => {
      await client.servers.markTold({ serverId });
      onDone();
    });
  return (
    <LoadedView loaded={loaded}>
      {(files) => (
        <Stack gap="small">
          {files.map(({ fileName, text, says }) => (
            <Stack key={fileName} gap="tight">
              <Inline justify="between">
                <Text size="small">{say(says)}</Text>
                <CopyIcon text={text} what={fileName} />
              </Inline>
              <CodeBlock label={fileName}>{text === "" ? t("ui.servers.apply.emptyText") : text}</CodeBlock>
            </Stack>
          ))}
          {marking.problem && <ProblemBanner problem={marking.problem} onRetry={mark} />}
          <Inline>
            <Button pending={marking.pending} onClick={mark}>
              {t("ui.servers.apply.entered")}
            </Button>
          </Inline>
        </Stack>
      )}
    </LoadedView>
  );
}
