import { CircleAlert, CircleCheck, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { useAction } from "../../connection/use-action.ts";
import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { TextField } from "../../ui/field.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Code, Heading, Text } from "../../ui/text.tsx";

/** Shows an Ed25519 host key's SHA-256 fingerprint on the server's own screen (ssh-keygen(1), -l). */
const SHOW_KEY = "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub";

/** As many letters as the eye takes at once. */
const GROUP = 4;

/** "SHA256:" and then groups, so that two people can read them to each other. */
function inGroups(hostKey: string): string {
  const [kind = "", digest = ""] = hostKey.split(/(?<=:)/);
  return [kind, ...(digest.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? [])].join(" ");
}

/** The fingerprint in a line that ssh-keygen wrote; null: there is none. */
const fingerprintIn = (line: string): string | null => /SHA256:[A-Za-z0-9+/]{43}/.exec(line)?.[0] ?? null;

type NewHostKeyProps = { server: FirmServer; hostKey: string; onAccepted: () => void };

/** Has the person compare a server's key with what its own screen shows, before anybody logs in. */
export function NewHostKey({ server, hostKey, onAccepted }: NewHostKeyProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const accepting = useAction();
  const [line, setLine] = useState("");
  const pasted = fingerprintIn(line);
  const isOther = line.trim() !== "" && pasted !== hostKey;

  function accept(): void {
    accepting.run(async (client) => {
      await client.servers.trust({ serverId: server.id, hostKey });
      announce(t("ui.servers.key.accepted"));
      onAccepted();
    });
  }

  return (
    <Stack>
      <Stack gap="tight">
        <Heading level={3}>{t("ui.servers.key.newTitle")}</Heading>
        <Text size="small" tone="soft" measure>
          {t("ui.servers.key.newText")}
        </Text>
      </Stack>
      <Steps
        items={[
          <Text key="console">{t("ui.servers.key.step1")}</Text>,
          <Stack key="command" gap="tight">
            <Text>{t("ui.servers.key.step2")}</Text>
            <Inline gap="tight">
              <Code>{SHOW_KEY}</Code>
              <CopyIcon text={SHOW_KEY} what={SHOW_KEY} />
            </Inline>
          </Stack>,
          <Stack key="compare" gap="small">
            <Text>{t("ui.servers.key.step3")}</Text>
            <Fingerprint>{inGroups(hostKey)}</Fingerprint>
            <TextField
              label={t("ui.servers.key.pasted")}
              hint={t("ui.servers.key.pastedHint")}
              technical
              value={line}
              maxLength={1_000}
              autoComplete="off"
              onChange={setLine}
            />
            {pasted === hostKey && <Note icon={CircleCheck} tone="positive" title={t("ui.servers.key.same")} />}
            {isOther && (
              <Note icon={CircleAlert} tone="critical" title={t("ui.servers.key.differs")}>
                {t("ui.servers.key.differsText")}
              </Note>
            )}
          </Stack>,
        ]}
      />
      {accepting.problem && <ProblemBanner problem={accepting.problem} onRetry={accept} />}
      <Inline>
        <Button look="primary" icon={ShieldCheck} pending={accepting.pending} disabled={isOther} onClick={accept}>
          {t("ui.servers.key.accept")}
        </Button>
      </Inline>
    </Stack>
  );
}

type ChangedHostKeyProps = { server: FirmServer; hostKey: string | null; onRemove: () => void };

/** Another machine answers under the server's name. There is no way on from here but to remove it. */
export function ChangedHostKey({ server, hostKey, onRemove }: ChangedHostKeyProps) {
  const { t } = useText();
  return (
    <Banner
      tone="critical"
      title={t("ui.servers.key.changedTitle")}
      actions={
        <Button look="danger" icon={Trash2} onClick={onRemove}>
          {t("ui.servers.key.remove")}
        </Button>
      }
    >
      <p>{t("ui.servers.key.changedText")}</p>
      <p>{t("ui.servers.key.changedDo")}</p>
      <KeyValues
        items={[
          { name: t("ui.servers.key.seen"), value: hostKey && <Code>{hostKey}</Code> },
          { name: t("ui.servers.key.known"), value: <Code>{server.ssh.hostKeys.join(" ")}</Code> },
        ]}
      />
    </Banner>
  );
}
