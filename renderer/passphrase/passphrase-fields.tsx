import { WandSparkles } from "lucide-react";
import { useText } from "../i18n/language.tsx";
import { spokenPassphrase } from "./spoken-passphrase.ts";
import { StrengthLine } from "./strength-line.tsx";
import { Button } from "../ui/button.tsx";
import { PasswordField } from "../ui/field.tsx";
import { Inline, Stack } from "../ui/layout.tsx";
import { Code, Text } from "../ui/text.tsx";

const MAX_PASSPHRASE_LENGTH = 1_000;

export type Passphrase = { text: string; again: string; made: string | null };

export const noPassphrase: Passphrase = { text: "", again: "", made: null };

/** What is wrong with a passphrase for a file; null: nothing. Short ones are the person's own choice, with their strength said. */
export function filePassphraseTrouble({ text, again }: Passphrase): "missing" | "differs" | null {
  if (text === "") return "missing";
  return text === again ? null : "differs";
}

type PassphraseFieldsProps = { value: Passphrase; onChange: (value: Passphrase) => void; checked: boolean };

/** A passphrase for a file, typed twice or made; nothing can find it out again. */
export function PassphraseFields({ value, onChange, checked }: PassphraseFieldsProps) {
  const { t } = useText();
  const trouble = checked ? filePassphraseTrouble(value) : null;
  const reveal = { revealLabel: t("ui.passwords.revealTyped"), hideLabel: t("ui.passwords.hideTyped") };
  return (
    <Stack>
      <PasswordField
        label={t("ui.transfer.passphrase")}
        hint={t("ui.transfer.passphraseHint")}
        value={value.text}
        maxLength={MAX_PASSPHRASE_LENGTH}
        autoComplete="new-password"
        onChange={(text) => onChange({ ...value, text, made: null })}
        error={trouble === "missing" ? t("ui.transfer.missing") : null}
        {...reveal}
      />
      {value.text !== "" && <StrengthLine secret={value.text} />}
      {value.made === null ? (
        <>
          <PasswordField
            label={t("ui.transfer.again")}
            value={value.again}
            maxLength={MAX_PASSPHRASE_LENGTH}
            autoComplete="new-password"
            onChange={(again) => onChange({ ...value, again })}
            error={trouble === "differs" ? t("ui.transfer.differs") : null}
            {...reveal}
          />
          <Inline>
            <Button
              icon={WandSparkles}
              onClick={() => {
                const made = spokenPassphrase();
                onChange({ text: made, again: made, made });
              }}
            >
              {t("ui.transfer.makeOne")}
            </Button>
          </Inline>
        </>
      ) : (
        <Text>
          <Code>{value.made}</Code>
        </Text>
      )}
    </Stack>
  );
}
