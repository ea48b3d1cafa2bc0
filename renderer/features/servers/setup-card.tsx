import { ClipboardX, Copy, Download, Eye, EyeOff, KeyRound, ShieldAlert } from "lucide-react";
import { useCallback, useState } from "react";
import type { ServerView, WrittenFile } from "#core/contract/tunnel-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { downloadFile } from "../../files/download-file.ts";
import { CLIPBOARD_SECRET_MS } from "../../files/secret-clipboard.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { CodeBlock, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { useSecretClipboard } from "../../files/clipboard-context.tsx";
import { SHOWN_SECRET_MS, useShownSecret } from "../../files/shown-secret.ts";
import { RemarkList } from "./remark-list.tsx";

type Setup = Awaited<ReturnType<FarsiteClient["servers"]["setup"]>>;

/** What to do at the provider, with the text to paste there. Once somebody has logged in, it is one click away. */
export function SetupCard({ view }: { view: ServerView }) {
  const { t } = useText();
  const isDone = view.server.ssh.hostKeys.length > 0;
  return (
    <Card title={t("ui.servers.setup.title")} hint={t("ui.servers.setup.hint")}>
      {isDone ? (
        <Disclosure label={t("ui.servers.setup.again")}>
          <LoadedSetup key={view.server.changedAt} view={view} />
        </Disclosure>
      ) : (
        <LoadedSetup key={view.server.changedAt} view={view} />
      )}
    </Card>
  );
}

function LoadedSetup({ view }: { view: ServerView }) {
  const { id } = view.server;
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) =>
      client.servers.setup({ serverId: id, withSecrets: false }, { signal }),
    [id],
  );
  const setup = useLoaded(load);
  return <LoadedView loaded={setup}>{(value) => <SetupSteps view={view} setup={value} />}</LoadedView>;
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(":");

function SetupSteps({ view: { server, mayChange }, setup }: { view: ServerView; setup: Setup }) {
  const { t } = useText();
  const { host } = server;
  return (
    <Stack>
      {setup.remarks.length > 0 && <RemarkList remarks={setup.remarks} />}
      <Steps
        items={[
          <Text key="rent">{t("ui.servers.setup.rent")}</Text>,
          <Stack key="paste" gap="small">
            <Text>{t("ui.servers.setup.paste")}</Text>
            <TakeSetup serverId={server.id} hasKeys={mayChange} />
          </Stack>,
          <Text key="point">
            {t(isAddress(host) ? "ui.servers.setup.pointAddress" : "ui.servers.setup.point", { host })}
          </Text>,
          <Text key="wait">{t("ui.servers.setup.wait")}</Text>,
        ]}
      />
      <Disclosure label={t("ui.servers.setup.look")}>
        <SetupFiles serverId={server.id} hasKeys={mayChange} masked={setup} />
      </Disclosure>
    </Stack>
  );
}

/** The text with its keys, for the clipboard or a file: fetched when it is asked for, and not kept. */
function TakeSetup({ serverId, hasKeys }: { serverId: string; hasKeys: boolean }) {
  const { t } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const taking = useAction();
  const [copyFailed, setCopyFailed] = useState(false);

  function take(use: (file: WrittenFile) => void | Promise<void>): void {
    setCopyFailed(false);
    taking.run(async (client) => {
      const { userData } = await client.servers.setup({ serverId, withSecrets: hasKeys });
      await use(userData);
    });
  }
  const copy = (): void =>
    take(({ text }) =>
      clipboard.copy(t("ui.servers.setup.title"), text).then(
        () => toast(t(hasKeys ? "ui.servers.setup.copied" : "ui.common.copied")),
        () => setCopyFailed(true),
      ),
    );
  const save = (): void =>
    take(({ fileName, text }) => {
      downloadFile(new Blob([text], { type: "text/plain" }), fileName);
      toast(t("ui.servers.setup.saved", { file: fileName }));
    });

  return (
    <>
      <Inline>
        <Button look="primary" icon={Copy} pending={taking.pending} onClick={copy}>
          {t("ui.servers.setup.copy")}
        </Button>
        <Button icon={Download} disabled={taking.pending} onClick={save}>
          {t("ui.servers.setup.save")}
        </Button>
      </Inline>
      {hasKeys ? (
        <Note icon={KeyRound} tone="caution" title={t("ui.servers.setup.secretTitle")}>
          {t("ui.servers.setup.secretText", { seconds: CLIPBOARD_SECRET_MS / 1_000 })}
        </Note>
      ) : (
        <Note icon={ShieldAlert} tone="caution" title={t("ui.servers.setup.noSecretsTitle")}>
          {t("ui.servers.setup.noSecretsText")}
        </Note>
      )}
      {copyFailed && <Note icon={ClipboardX} tone="critical" title={t("ui.common.copyFailed")} />}
      {taking.problem && <ProblemBanner problem={taking.problem} />}
    </>
  );
}

/** All of it to read, keys left out until they are asked for; then only for a while. */
function SetupFiles({ serverId, hasKeys, masked }: { serverId: string; hasKeys: boolean; masked: Setup }) {
  const { t } = useText();
  const announce = useAnnounce();
  const revealing = useAction();
  const { shown, show, hide } = useShownSecret<Setup>();
  const { userData, files } = shown ?? masked;
  const words =
    shown === null
      ? t("ui.servers.setup.masked")
      : t("ui.servers.setup.revealed", { seconds: SHOWN_SECRET_MS / 1_000 });

  function reveal(): void {
    revealing.run(async (client) => {
      show(await client.servers.setup({ serverId, withSecrets: true }));
      announce(t("ui.servers.setup.revealed", { seconds: SHOWN_SECRET_MS / 1_000 }));
    });
  }

  return (
    <Stack>
      <Inline justify="between">
        <Text size="small" tone={shown === null ? "soft" : "caution"}>
          {words}
        </Text>
        {hasKeys && (
          <Button
            icon={shown === null ? Eye : EyeOff}
            pending={revealing.pending}
            onClick={shown === null ? reveal : hide}
          >
            {t(shown === null ? "ui.servers.setup.reveal" : "ui.servers.setup.hide")}
          </Button>
        )}
      </Inline>
      {revealing.problem && <ProblemBanner problem={revealing.problem} onRetry={reveal} />}
      <Disclosure label={t("ui.servers.setup.text")}>
        <CodeBlock label={t("ui.servers.setup.text")}>{userData.text}</CodeBlock>
      </Disclosure>
      {files.length > 0 && (
        <Disclosure label={t("ui.servers.setup.files")}>
          <Stack gap="none">
            {files.map((file) => (
              <OneFile key={file.fileName} file={file} />
            ))}
          </Stack>
        </Disclosure>
      )}
    </Stack>
  );
}

function OneFile({ file: { fileName, text, hasSecrets } }: { file: WrittenFile }) {
  const { t } = useText();
  return (
    <Disclosure label={fileName}>
      <Stack gap="small">
        {hasSecrets && (
          <Inline>
            <Badge tone="caution" icon={KeyRound}>
              {t("ui.servers.setup.fileSecret")}
            </Badge>
          </Inline>
        )}
        <CodeBlock label={t("ui.servers.setup.file", { path: fileName })}>{text}</CodeBlock>
      </Stack>
    </Disclosure>
  );
}
