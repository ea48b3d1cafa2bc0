import { ArrowRight, ShieldQuestion, Square, WifiOff } from "lucide-react";
import { useState } from "react";
import { shownCode } from "#core/rehearsal/rendezvous.ts";
import { CopyButton, CopyIcon } from "../../../files/copy-button.tsx";
import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Instrument } from "../../../ui/instrument.tsx";
import { Inline, Narrow, Stack } from "../../../ui/layout.tsx";
import { Note } from "../../../ui/note.tsx";
import { QrCode } from "../../../ui/qr-code.tsx";
import { SecretText } from "../../../ui/secret-text.tsx";
import { Steps } from "../../../ui/steps.tsx";
import { CodeBlock, Text } from "../../../ui/text.tsx";
import type { Running } from "./rehearsal-state.ts";

type RehearsalRunningProps = {
  running: Running;
  onGive: (text: string | null) => void;
  onStop: () => void;
};

/** What goes on, and what the two people have to tell each other. */
export function RehearsalRunning({ running, onGive, onStop }: RehearsalRunningProps) {
  const { t, say } = useText();
  const { progress, code, text, digits, prediction, udpBlocked } = running;
  const isMeeting = digits === null;
  return (
    <Stack>
      <Instrument label={t(`rehearsal.progress.${progress}`)} />
      {udpBlocked && <Note icon={WifiOff} tone="caution" title={t("rehearsal.progress.blocked")} />}
      {code !== null && isMeeting && <CodeToTell code={code} />}
      {text !== null && (isMeeting || progress === "begin") && (
        <TextToSend running={running} text={text} onGive={onGive} />
      )}
      {text === null && progress === "text" && <AnswerForm running={running} onGive={onGive} />}
      {digits !== null && (
        <Note icon={ShieldQuestion} tone="accent" title={t("uiRehearsal.digits", { digits })}>
          {t("uiRehearsal.digitsText")}
        </Note>
      )}
      {prediction !== null && prediction.why[0] !== undefined && (
        <Text size="small" tone="soft" measure>
          {t("uiRehearsal.expected")}: {say(prediction.why[0])}
        </Text>
      )}
      <Inline>
        <Button icon={Square} onClick={onStop}>
          {t("uiRehearsal.stop")}
        </Button>
      </Inline>
    </Stack>
  );
}

function CodeToTell({ code }: { code: string }) {
  const { t } = useText();
  const shown = shownCode(code);
  return (
    <Stack gap="small">
      <Text size="small" weight="strong">
        {t("uiRehearsal.code")}
      </Text>
      <Inline>
        <Narrow>
          <SecretText>{shown}</SecretText>
        </Narrow>
        <CopyIcon text={shown} what={t("uiRehearsal.copyCode")} />
      </Inline>
      <Text>{t("uiRehearsal.codeStep", { row: t("uiRehearsal.rowTitle") })}</Text>
      <Text size="small" tone="soft">
        {t("uiRehearsal.codeGood")} {t("uiRehearsal.sameServer")}
      </Text>
    </Stack>
  );
}

type TextToSendProps = Pick<RehearsalRunningProps, "running" | "onGive"> & { text: string };

function TextToSend({ running, text, onGive }: TextToSendProps) {
  const { t } = useText();
  return (
    <QrCode text={text} label={t("uiRehearsal.textQr")}>
      <Steps
        items={[
          <Stack key="send" gap="small">
            <Text>{t("uiRehearsal.textStep")}</Text>
            <Inline>
              <CopyButton text={text}>{t("uiRehearsal.copyText")}</CopyButton>
            </Inline>
            <Disclosure label={t("uiRehearsal.showText")}>
              <CodeBlock label={t("uiRehearsal.textTitle")}>{text}</CodeBlock>
            </Disclosure>
          </Stack>,
          ...(running.role === "invite"
            ? [
                <Text key="there">{t("uiRehearsal.joinStep", { row: t("uiRehearsal.rowTitle") })}</Text>,
                <Stack key="answer" gap="small">
                  <Text>{t("uiRehearsal.answerStep")}</Text>
                  <AnswerForm running={running} onGive={onGive} />
                </Stack>,
              ]
            : [
                <Stack key="begin" gap="small">
                  <Text>{t("uiRehearsal.putInStep")}</Text>
                  <Inline>
                    <Button look="primary" onClick={() => onGive(null)}>
                      {t("uiRehearsal.putIn")}
                    </Button>
                  </Inline>
                </Stack>,
              ]),
        ]}
      />
    </QrCode>
  );
}

const MAX_GIVEN = 1_400;

/** Where the other screen's text goes. What was refused stays, to be put right. */
function AnswerForm({ running, onGive }: Pick<RehearsalRunningProps, "running" | "onGive">) {
  const { t, say } = useText();
  const [answer, setAnswer] = useState("");
  return (
    <Form label={t("uiRehearsal.answer")} onSubmit={() => onGive(answer)}>
      <TextArea
        label={t("uiRehearsal.answer")}
        error={running.refused === null ? null : say(running.refused)}
        value={answer}
        onChange={setAnswer}
        maxLength={MAX_GIVEN}
      />
      <Inline>
        <Button look="primary" type="submit" icon={ArrowRight} disabled={answer.trim() === ""}>
          {t("uiRehearsal.goOn")}
        </Button>
      </Inline>
    </Form>
  );
}
