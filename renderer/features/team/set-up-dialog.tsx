import { FileUp, Server } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { PasswordField, TextArea } from "../../ui/field.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Note } from "../../ui/note.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { looksLikePem, pastedLine } from "./hub-line.ts";

/** The contract's own limit. */
const MAX_PEM_LENGTH = 20_000;

/** Sets the firm's server up by the one line that `farsite hub add` printed; it is asked once before anything is kept. */
export function SetUpDialog({ onClose, onUsed }: { onClose: () => void; onUsed: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const trying = useAction();
  const [text, setText] = useState("");
  const [typedPassword, setTypedPassword] = useState("");
  const [authority, setAuthority] = useState("");
  const [checked, setChecked] = useState(false);
  const line = pastedLine(text);
  const needsPassword = line.step === "read" && line.password === null;
  const isAuthorityWrong = authority.trim() !== "" && !looksLikePem(authority);
  const reveal = { revealLabel: t("ui.passwords.revealTyped"), hideLabel: t("ui.passwords.hideTyped") };

  function tryOut(): void {
    setChecked(true);
    const password = line.step === "read" ? (line.password ?? typedPassword) : "";
    if (line.step !== "read" || password === "" || isAuthorityWrong) return;
    trying.run(async (client) => {
      const pem = authority.trim();
      const status = await client.hub.use({ url: line.url, password, authority: pem === "" ? null : pem });
      toast(t("ui.team.used", { hub: status.hub ?? line.name }));
      onUsed();
      onClose();
    });
  }

  async function readAuthority(file: File): Promise<void> {
    // What can't be read (a stick that was pulled out) is no certificate either, and is said to be none.
    setAuthority(
      await file
        .slice(0, MAX_PEM_LENGTH)
        .text()
        .catch(() => file.name),
    );
  }

  const lineError =
    line.step === "empty" ? t("ui.team.lineMissing") : line.step === "wrong" ? t("ui.team.lineWrong") : null;
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={tryOut}
      title={t("ui.team.setUpTitle")}
      description={t("ui.team.setUpText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={Server} pending={trying.pending}>
            {t("ui.team.tryOut")}
          </Button>
        </>
      }
    >
      <PasswordField
        label={t("ui.team.lineField")}
        hint={t("ui.team.lineHint")}
        value={text}
        maxLength={2_000}
        autoComplete="off"
        onChange={setText}
        error={checked || line.step === "wrong" ? lineError : null}
        {...reveal}
      />
      {line.step === "read" && (
        <Note
          icon={Server}
          tone="positive"
          title={t("ui.team.lineRead", { user: line.address.user, hub: line.name })}
        />
      )}
      {needsPassword && (
        <PasswordField
          label={t("ui.team.password")}
          value={typedPassword}
          maxLength={1_000}
          autoComplete="off"
          onChange={setTypedPassword}
          error={checked && typedPassword === "" ? t("ui.team.passwordMissing") : null}
          {...reveal}
        />
      )}
      <Disclosure label={t("ui.team.authority")}>
        <Stack>
          <Text size="small" tone="soft">
            {t("ui.team.authorityText")}
          </Text>
          <TextArea
            label={t("ui.team.authorityField")}
            value={authority}
            maxLength={MAX_PEM_LENGTH}
            rows={4}
            onChange={setAuthority}
            error={isAuthorityWrong ? t("ui.team.authorityWrong") : null}
          />
          <Inline>
            <FileButton icon={FileUp} accept=".pem,.crt,.cer,text/plain" onFile={(file) => void readAuthority(file)}>
              {t("ui.team.authorityFile")}
            </FileButton>
          </Inline>
        </Stack>
      </Disclosure>
      {trying.pending && (
        <>
          <Text size="small" tone="soft">
            {t("ui.team.trying")}
          </Text>
          <ProgressLine label={t("ui.team.trying")} />
        </>
      )}
      {trying.problem && <ProblemBanner problem={trying.problem} />}
    </Dialog>
  );
}
