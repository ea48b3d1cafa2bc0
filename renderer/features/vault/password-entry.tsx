import { Wand } from "lucide-react";
import { useState } from "react";
import type { PasswordRules } from "#core/contract/vault-calls.ts";
import type { AccountKind } from "#core/survey/survey-sections.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { PasswordField } from "../../ui/field.tsx";
import { Narrow, Stack, Toolbar } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { Text } from "../../ui/text.tsx";
import { brokenRules, comfortableLength, fittingRules, offeredLengths } from "./password-rules.ts";
import { StrengthLine } from "../../passphrase/strength-line.tsx";

const MAX_PASSWORD_LENGTH = 4_000;

const loadRules = (client: FarsiteClient, signal: AbortSignal) => client.vault.rules(undefined, { signal });

type PasswordEntryProps = {
  label: string;
  hint?: string;
  error: string | null;
  value: string;
  onChange: (value: string) => void;
  kind: AccountKind;
  /** Of the device that it opens; null: not known. */
  maker: string | null;
};

/** A password that is typed, or made under the rules of the device's maker. */
export function PasswordEntry({ label, hint, error, value, onChange, kind, maker }: PasswordEntryProps) {
  const { t } = useText();
  const loaded = useLoaded(loadRules);
  const all = loaded.step === "ready" ? loaded.value : [];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const rules = all.find(({ id }) => id === chosenId) ?? fittingRules(all, kind, maker);
  const remarks = value === "" || rules === undefined ? [] : brokenRules(value, rules);
  return (
    <Stack>
      <PasswordField
        label={label}
        {...(hint !== undefined && { hint })}
        value={value}
        onChange={onChange}
        error={error}
        maxLength={MAX_PASSWORD_LENGTH}
        revealLabel={t("ui.passwords.revealTyped")}
        hideLabel={t("ui.passwords.hideTyped")}
        // A device's password is not this page's: the browser must neither fill nor keep it.
        autoComplete="new-password"
      />
      {value !== "" && (
        <Stack gap="tight">
          <StrengthLine secret={value} />
          {remarks.map(({ key, args }) => (
            <Text key={key} size="small" tone="caution">
              {t(key, args)}
            </Text>
          ))}
        </Stack>
      )}
      {rules && <Generator all={all} rules={rules} onRules={setChosenId} onPassword={onChange} />}
    </Stack>
  );
}

function Generator({
  all,
  rules,
  onRules,
  onPassword,
}: {
  all: readonly PasswordRules[];
  rules: PasswordRules;
  onRules: (id: string) => void;
  onPassword: (password: string) => void;
}) {
  const { t, orElse } = useText();
  const announce = useAnnounce();
  const generating = useAction();
  const [wanted, setWanted] = useState<number | null>(null);
  const [wasMade, setWasMade] = useState(false);
  const lengths = offeredLengths(rules);
  const length = wanted !== null && lengths.includes(wanted) ? wanted : comfortableLength(rules);

  function generate(): void {
    generating.run(async (client) => {
      const { password } = await client.vault.generate({ rulesId: rules.id, length });
      onPassword(password);
      setWasMade(true);
      announce(t("ui.passwords.generated"));
    });
  }

  return (
    <Stack gap="small">
      <Toolbar
        main={
          <Select
            label={t("ui.passwords.rules")}
            options={all.map(({ id }) => ({ value: id, label: orElse(`ui.passwords.rulesName.${id}`, id) }))}
            value={rules.id}
            onChange={onRules}
          />
        }
      >
        <Narrow>
          <Select
            label={t("ui.passwords.length")}
            options={lengths.map((count) => ({
              value: String(count),
              label: t("ui.passwords.lengthOption", { count }),
            }))}
            value={String(length)}
            onChange={(next) => setWanted(Number(next))}
          />
        </Narrow>
        <Button icon={Wand} pending={generating.pending} onClick={generate}>
          {t("ui.passwords.generate")}
        </Button>
      </Toolbar>
      {wasMade && (
        <Text size="small" tone="soft">
          {t("ui.passwords.generatedSetIt")}
        </Text>
      )}
      {generating.problem && <ProblemBanner problem={generating.problem} onRetry={generate} />}
    </Stack>
  );
}
