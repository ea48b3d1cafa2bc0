import { CircleCheck, Download, Send } from "lucide-react";
import { useCallback, useState } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { CopyIcon } from "../../files/copy-button.tsx";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Bullets } from "../../ui/bullets.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Code, CodeBlock, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";

type Change = NonNullable<Awaited<ReturnType<FarsiteClient["servers"]["setup"]>>["change"]>;

type SetupChangeCardProps = { view: ServerView; onChanged: () => void };

/** What was chosen here and does not run on the machine yet, with the program that changes it. */
export function SetupChangeCard({ view, onChanged }: SetupChangeCardProps) {
  const { t } = useText();
  const { id } = view.server;
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) =>
      client.servers.setup({ serverId: id, withSecrets: false }, { signal }),
    [id],
  );
  const loaded = useLoaded(load);
  return (
    <Card title={t("ui.servers.change.title")} hint={t("ui.servers.change.hint")}>
      <LoadedView loaded={loaded}>
        {({ change }) => change && <ChangeSteps view={view} change={change} onChanged={onChanged} />}
      </LoadedView>
    </Card>
  );
}

function ChangeSteps({ view, change, onChanged }: SetupChangeCardProps & { change: Change }) {
  const { t } = useText();
  const toast = useToast();
  const announce = useAnnounce();
  const sending = useAction();
  const saving = useAction();
  const finishing = useAction();
  const [command, setCommand] = useState<string | null>(null);
  const { server, mayChange } = view;
  const serverId = server.id;
  const { fileName } = change.script;
  const run = command ?? `sh ${fileName}`;

  const send = (): void =>
    sending.run(async (client) => {
      setCommand((await client.servers.sendSetup({ serverId })).command);
      announce(t("ui.servers.change.sent"));
    });
  const save = (): void =>
    saving.run(async (client) => {
      const written = await client.servers.setup({ serverId, withSecrets: mayChange });
      if (written.change === null) return;
      downloadFile(new Blob([written.change.script.text], { type: "text/plain" }), fileName);
      toast(t("ui.servers.setup.saved", { file: fileName }));
    });
  const finish = (): void =>
    finishing.run(async (client) => {
      await client.servers.setupDone({ serverId });
      announce(t("ui.servers.change.finished"));
      onChanged();
    });
  const problem = sending.problem ?? saving.problem ?? finishing.problem;
  return (
    <Stack>
      <Steps
        items={[
          <Stack key="send" gap="small">
            <Text>{t(mayChange ? "ui.servers.change.send" : "ui.servers.change.take")}</Text>
            <Inline>
              {mayChange && (
                <Button look="primary" icon={Send} pending={sending.pending} onClick={send}>
                  {t("ui.servers.change.sendDo")}
                </Button>
              )}
              <Button icon={Download} pending={saving.pending} onClick={save}>
                {t("ui.servers.change.save")}
              </Button>
            </Inline>
          </Stack>,
          <Stack key="run" gap="tight">
            <Text>{t("ui.servers.change.run")}</Text>
            <Inline gap="tight">
              <Code>{run}</Code>
              <CopyIcon text={run} what={run} />
            </Inline>
          </Stack>,
          <Stack key="done" gap="small">
            <Text>{t("ui.servers.change.done")}</Text>
            <Inline>
              <Button icon={CircleCheck} pending={finishing.pending} onClick={finish}>
                {t("ui.servers.change.doneDo")}
              </Button>
            </Inline>
          </Stack>,
        ]}
      />
      {problem && <ProblemBanner problem={problem} />}
      <Disclosure label={t("ui.servers.change.files", { count: change.files.length })}>
        <Bullets items={change.files.map(({ path, what }) => t(`ui.servers.change.what.${what}`, { path }))} />
      </Disclosure>
      <Disclosure label={t("ui.servers.change.look")}>
        <CodeBlock label={fileName}>{change.script.text}</CodeBlock>
      </Disclosure>
    </Stack>
  );
}
