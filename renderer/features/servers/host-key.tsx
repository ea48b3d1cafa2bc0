import { CircleAlert, CircleCheck, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { fingerprintIn } from "#core/tunnel/host-key.ts";
import { useAction } from "../../connection/use-action.ts";
import { CopyIcon } from "../../files/copy-button.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Bullets } from "../../ui/bullets.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
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

type CompareStepsProps = { hostKey: string; line: string; onLine: (line: string) => void; isNeeded: boolean };

/** How a key is compared with what the server's own screen shows: by eye, or letter by letter with what is pasted. */
function CompareSteps({ hostKey, line, onLine, isNeeded }: CompareStepsProps) {
  const { t } = useText();
  const isSame = fingerprintIn(line) === hostKey;
  return (
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
          <Text>{t(isNeeded ? "ui.servers.key.step3Needed" : "ui.servers.key.step3")}</Text>
          {!isNeeded && <Fingerprint>{inGroups(hostKey)}</Fingerprint>}
          <TextField
            label={t(isNeeded ? "ui.servers.key.fromConsole" : "ui.servers.key.pasted")}
            hint={t("ui.servers.key.pastedHint")}
            technical
            value={line}
            maxLength={1_000}
            autoComplete="off"
            onChange={onLine}
          />
          {isSame && <Note icon={CircleCheck} tone="positive" title={t("ui.servers.key.same")} />}
          {line.trim() !== "" && !isSame && (
            <Note icon={CircleAlert} tone="critical" title={t("ui.servers.key.differs")}>
              {t("ui.servers.key.differsText")}
            </Note>
          )}
        </Stack>,
      ]}
    />
  );
}

type HostKeyProps = { server: FirmServer; hostKey: string; onAccepted: () => void };

/** Accepts a key that was compared, and says so. */
function useAccepting({ server, hostKey, onAccepted }: HostKeyProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const accepting = useAction();
  const accept = (line: string): void =>
    accepting.run(async (client) => {
      await client.servers.trust({ serverId: server.id, hostKey, fromConsole: line.trim() || null });
      announce(t("ui.servers.key.accepted"));
      onAccepted();
    });
  return { accept, pending: accepting.pending, problem: accepting.problem };
}

/** Has the person compare a server's key with what its own screen shows, before anybody logs in. */
export function NewHostKey(props: HostKeyProps) {
  const { t } = useText();
  const { accept, pending, problem } = useAccepting(props);
  const [line, setLine] = useState("");
  const isOther = line.trim() !== "" && fingerprintIn(line) !== props.hostKey;
  return (
    <Stack>
      <Stack gap="tight">
        <Heading level={3}>{t("ui.servers.key.newTitle")}</Heading>
        <Text size="small" tone="soft" measure>
          {t("ui.servers.key.newText")}
        </Text>
      </Stack>
      <CompareSteps hostKey={props.hostKey} line={line} onLine={setLine} isNeeded={false} />
      {problem && <ProblemBanner problem={problem} onRetry={() => accept(line)} />}
      <Inline>
        <Button look="primary" icon={ShieldCheck} pending={pending} disabled={isOther} onClick={() => accept(line)}>
          {t("ui.servers.key.accept")}
        </Button>
      </Inline>
    </Stack>
  );
}

type ChangedHostKeyProps = { server: FirmServer; hostKey: string | null; onAccepted: () => void; onRemove: () => void };

/** Another key answers under the server's name: what that can mean, and how it is accepted, with what the server's own screen shows. */
export function ChangedHostKey({ server, hostKey, onAccepted, onRemove }: ChangedHostKeyProps) {
  const { t, dateTime } = useText();
  const { acceptedAt, hostKeys } = server.ssh;
  return (
    <Stack>
      <Banner
        tone="critical"
        title={t("ui.servers.key.changedTitle")}
        actions={
          <Button look="quiet" icon={Trash2} onClick={onRemove}>
            {t("ui.servers.key.remove")}
          </Button>
        }
      >
        <p>{t("ui.servers.key.changedText")}</p>
        <KeyValues
          items={[
            { name: t("ui.servers.key.known"), value: <Code>{hostKeys.join(" ")}</Code> },
            {
              name: t("ui.servers.key.since"),
              value: acceptedAt == null ? t("ui.servers.key.sinceUnknown") : dateTime(acceptedAt),
            },
            { name: t("ui.servers.key.seen"), value: hostKey && <Code>{hostKey}</Code> },
          ]}
        />
      </Banner>
      <Stack gap="small">
        <Heading level={3} size="caption">
          {t("ui.servers.key.goodTitle")}
        </Heading>
        <Bullets items={[t("ui.servers.key.good1"), t("ui.servers.key.good2")]} />
        <Heading level={3} size="caption">
          {t("ui.servers.key.badTitle")}
        </Heading>
        <Bullets items={[t("ui.servers.key.bad1"), t("ui.servers.key.bad2")]} />
      </Stack>
      {hostKey !== null && <ReplaceHostKey server={server} hostKey={hostKey} onAccepted={onAccepted} />}
    </Stack>
  );
}

function ReplaceHostKey(props: HostKeyProps) {
  const { t } = useText();
  const { accept, pending, problem } = useAccepting(props);
  const [line, setLine] = useState("");
  return (
    <Disclosure label={t("ui.servers.key.replaceTitle")}>
      <Stack>
        <CompareSteps hostKey={props.hostKey} line={line} onLine={setLine} isNeeded />
        {problem && <ProblemBanner problem={problem} />}
        <Inline>
          <Button
            look="primary"
            icon={ShieldCheck}
            pending={pending}
            disabled={fingerprintIn(line) !== props.hostKey}
            onClick={() => accept(line)}
          >
            {t("ui.servers.key.replace")}
          </Button>
        </Inline>
      </Stack>
    </Disclosure>
  );
}
