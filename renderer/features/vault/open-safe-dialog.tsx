import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { MIN_PASSPHRASE_LENGTH } from "#core/contract/vault-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PasswordField } from "../../ui/field.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Note } from "../../ui/note.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { passphraseTrouble } from "../../passphrase/passphrase-trouble.ts";
import { StrengthLine } from "../../passphrase/strength-line.tsx";

const MAX_PASSPHRASE_LENGTH = 1_000;

type OpenSafeDialogProps = { isNew: boolean; onClose: () => void; onOpened: () => void };

/** Opens the passphrase safe, or begins one: then the passphrase is typed twice, since nothing can reset it. */
export function OpenSafeDialog({ isNew, onClose, onOpened }: OpenSafeDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const opening = useAction();
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [checked, setChecked] = useState(false);
  const trouble = passphraseTrouble(passphrase, isNew ? again : passphrase);

  function open(): void {
    setChecked(true);
    if (trouble !== null) return;
    opening.run(async (client) => {
      await client.vault.openPassphrase({ passphrase, isNew }).finally(onOpened);
      toast(t(isNew ? "ui.keeping.begun" : "ui.keeping.opened"));
      onClose();
    });
  }

  const reveal = { revealLabel: t("ui.passwords.revealTyped"), hideLabel: t("ui.passwords.hideTyped") };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={open}
      title={t(isNew ? "ui.keeping.newTitle" : "ui.keeping.openTitle")}
      {...(isNew && { description: t("ui.keeping.newText") })}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" pending={opening.pending}>
            {t(isNew ? "ui.keeping.begin" : "ui.keeping.open")}
          </Button>
        </>
      }
    >
      <PasswordField
        label={t("ui.keeping.passphraseField")}
        {...(isNew && { hint: t("ui.keeping.hint") })}
        value={passphrase}
        onChange={setPassphrase}
        maxLength={MAX_PASSPHRASE_LENGTH}
        autoComplete={isNew ? "new-password" : "off"}
        error={checked && trouble === "too-short" ? t("ui.keeping.tooShort", { count: MIN_PASSPHRASE_LENGTH }) : null}
        {...reveal}
      />
      {isNew && passphrase !== "" && <StrengthLine secret={passphrase} />}
      {isNew && (
        <>
          <PasswordField
            label={t("ui.keeping.again")}
            value={again}
            onChange={setAgain}
            maxLength={MAX_PASSPHRASE_LENGTH}
            autoComplete="new-password"
            error={checked && trouble === "differs" ? t("ui.keeping.differs") : null}
            {...reveal}
          />
          <Note icon={TriangleAlert} tone="caution" title={t("ui.keeping.noReset")}>
            {t("ui.keeping.noResetText")}
          </Note>
        </>
      )}
      {opening.pending && isNew && (
        <>
          <Text size="small" tone="soft">
            {t("ui.keeping.moving")}
          </Text>
          <ProgressLine label={t("ui.keeping.moving")} />
        </>
      )}
      {opening.problem && <ProblemBanner problem={opening.problem} />}
    </Dialog>
  );
}
