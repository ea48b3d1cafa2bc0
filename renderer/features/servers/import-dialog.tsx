import { FileDown, FileUp } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PasswordField } from "../../ui/field.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";

type ImportDialogProps = {
  /** One that was dropped; null: it is chosen here. */
  file: File | null;
  onClose: () => void;
  onTaken: () => void;
};

/** Takes in servers of another laptop; a passphrase is asked for where the file has one. */
export function ImportDialog({ file: first, onClose, onTaken }: ImportDialogProps) {
  const { t, bytes } = useText();
  const toast = useToast();
  const taking = useAction();
  const [file, setFile] = useState(first);
  const [isProtected, setProtected] = useState(false);
  const [passphrase, setPassphrase] = useState("");
  const [checked, setChecked] = useState(false);
  const { problem } = taking;
  // That it is protected is no failure: the field for it appears, and stays for as long as the file is the same.
  const asks = isProtected || problem?.code === "PASSPHRASE_NEEDED";

  function take(): void {
    setChecked(true);
    if (file === null || (asks && passphrase === "")) return;
    if (asks) setProtected(true);
    else setChecked(false);
    taking.run(async (client) => {
      const { added, changed, withSecrets } = await client.servers.import({
        file,
        passphrase: asks ? passphrase : null,
      });
      toast(
        [
          t("ui.servers.importing.added", { count: added }),
          ...(changed > 0 ? [t("ui.servers.importing.changed", { count: changed })] : []),
          t("ui.servers.importing.withSecrets", { count: withSecrets }),
        ].join(" "),
      );
      onTaken();
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={take}
      title={t("ui.servers.importing.title")}
      description={t("ui.servers.importing.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={FileDown} disabled={file === null} pending={taking.pending}>
            {t("ui.servers.importing.take")}
          </Button>
        </>
      }
    >
      {file !== null && (
        <Text>
          <Code>{file.name}</Code> · {bytes(file.size)}
        </Text>
      )}
      <Inline>
        <FileButton
          icon={FileUp}
          accept=".farsite-servers"
          onFile={(picked) => {
            taking.clear();
            setProtected(false);
            setPassphrase("");
            setChecked(false);
            setFile(picked);
          }}
        >
          {t(file === null ? "ui.servers.importing.choose" : "ui.servers.importing.another")}
        </FileButton>
      </Inline>
      {asks && (
        <PasswordField
          label={t("ui.servers.importing.passphrase")}
          hint={t("ui.servers.importing.passphraseHint")}
          value={passphrase}
          maxLength={1_000}
          autoComplete="off"
          onChange={setPassphrase}
          error={checked && passphrase === "" ? t("ui.servers.importing.passphraseMissing") : null}
          revealLabel={t("ui.passwords.revealTyped")}
          hideLabel={t("ui.passwords.hideTyped")}
        />
      )}
      {problem && problem.code !== "PASSPHRASE_NEEDED" && <ProblemBanner problem={problem} />}
    </Dialog>
  );
}
