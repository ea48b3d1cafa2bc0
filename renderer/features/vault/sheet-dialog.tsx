import { BookOpenCheck, FileLock2, Printer, Route as RouteIcon, Wand } from "lucide-react";
import { useState } from "react";
import { MIN_PASSPHRASE_LENGTH, type VaultAccount } from "#core/contract/vault-calls.ts";
import type { Locale } from "#core/survey/settings.ts";
import { useAction } from "../../connection/use-action.ts";
import { downloadFile } from "../../files/download-file.ts";
import { paperOf } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PasswordField, TextField } from "../../ui/field.tsx";
import { Pair, Stack, Toolbar } from "../../ui/layout.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { Select } from "../../ui/select.tsx";
import { Text } from "../../ui/text.tsx";
import { AccountChoice, idsHere } from "./account-choice.tsx";
import { passphraseTrouble } from "../../passphrase/passphrase-trouble.ts";
import { spokenPassphrase } from "../../passphrase/spoken-passphrase.ts";
import { StrengthLine } from "../../passphrase/strength-line.tsx";

const MAX_NAME_LENGTH = 200;
const MAX_PASSPHRASE_LENGTH = 1_000;

type Paper = "a4" | "us-letter";

type SheetDialogProps = {
  siteId: string;
  accounts: readonly VaultAccount[];
  onClose: () => void;
  onMade: () => void;
};

type Made = { to: string; fileName: string; passphrase: string };

/** The customer's sheet: an encrypted PDF with the passwords, whose passphrase is told apart from it. */
export function SheetDialog({ siteId, accounts, onClose, onMade }: SheetDialogProps) {
  const { t } = useText();
  const [made, setMade] = useState<Made | null>(null);
  if (made)
    return (
      <Dialog
        open
        onClose={onClose}
        title={t("ui.sheet.readyTitle")}
        description={t("ui.sheet.ready", { file: made.fileName })}
        footer={
          <Button look="primary" onClick={onClose}>
            {t("ui.sheet.done")}
          </Button>
        }
      >
        <Stack gap="small">
          <Text>{t("ui.sheet.tell", { to: made.to })}</Text>
          <SecretText>{made.passphrase}</SecretText>
        </Stack>
        <SheetFacts />
      </Dialog>
    );
  return (
    <SheetForm
      siteId={siteId}
      accounts={accounts}
      onClose={onClose}
      onMade={(result) => {
        setMade(result);
        onMade();
      }}
    />
  );
}

function SheetFacts() {
  const { t } = useText();
  return (
    <Facts
      items={[
        { icon: RouteIcon, title: t("ui.sheet.otherWay"), body: t("ui.sheet.otherWayText") },
        { icon: Printer, title: t("ui.sheet.once"), body: t("ui.sheet.onceText") },
        { icon: BookOpenCheck, title: t("ui.sheet.noted"), body: t("ui.sheet.notedText") },
      ]}
    />
  );
}

function SheetForm({
  siteId,
  accounts,
  onClose,
  onMade,
}: Omit<SheetDialogProps, "onMade"> & { onMade: (made: Made) => void }) {
  const { t, locale: ownLocale } = useText();
  const making = useAction();
  const [chosen, setChosen] = useState(() => idsHere(accounts));
  const [to, setTo] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [locale, setLocale] = useState<Locale>(ownLocale);
  const [paper, setPaper] = useState<Paper>(paperOf(navigator.language));
  const [checked, setChecked] = useState(false);
  const trouble = passphraseTrouble(passphrase, passphrase);

  function make(): void {
    setChecked(true);
    if (chosen.size === 0 || to.trim() === "" || trouble !== null) return;
    making.run(async (client) => {
      const { fileName, pdf } = await client.vault.sheet({
        siteId,
        accountIds: [...chosen],
        to: to.trim(),
        passphrase,
        locale,
        paper,
      });
      downloadFile(pdf, fileName);
      onMade({ to: to.trim(), fileName, passphrase });
    });
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      onSubmit={make}
      title={t("ui.sheet.title")}
      description={t("ui.sheet.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={FileLock2} pending={making.pending}>
            {t("ui.sheet.create")}
          </Button>
        </>
      }
    >
      <AccountChoice
        accounts={accounts}
        chosen={chosen}
        onChange={setChosen}
        error={checked && chosen.size === 0 ? t("ui.handOver.chooseWhich") : null}
      />
      <TextField
        label={t("ui.sheet.to")}
        hint={t("ui.sheet.toHint")}
        value={to}
        onChange={setTo}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="off"
        error={checked && to.trim() === "" ? t("ui.sheet.toMissing") : null}
      />
      <Stack gap="small">
        <Toolbar
          main={
            <PasswordField
              label={t("ui.sheet.passphrase")}
              value={passphrase}
              onChange={setPassphrase}
              maxLength={MAX_PASSPHRASE_LENGTH}
              autoComplete="new-password"
              revealLabel={t("ui.passwords.revealTyped")}
              hideLabel={t("ui.passwords.hideTyped")}
              error={
                checked && trouble === "too-short" ? t("ui.keeping.tooShort", { count: MIN_PASSPHRASE_LENGTH }) : null
              }
            />
          }
        >
          <Button icon={Wand} onClick={() => setPassphrase(spokenPassphrase())}>
            {t("ui.sheet.make")}
          </Button>
        </Toolbar>
        {passphrase !== "" && <StrengthLine secret={passphrase} />}
      </Stack>
      <Pair>
        <Select
          label={t("ui.sheet.language")}
          options={[
            { value: "en", label: "English" },
            { value: "de", label: "Deutsch" },
          ]}
          value={locale}
          onChange={(next) => setLocale(next === "de" ? "de" : "en")}
        />
        <Select
          label={t("ui.sheet.paper")}
          options={[
            { value: "a4", label: t("ui.sheet.a4") },
            { value: "us-letter", label: t("ui.sheet.letter") },
          ]}
          value={paper}
          onChange={(next) => setPaper(next === "us-letter" ? "us-letter" : "a4")}
        />
      </Pair>
      <SheetFacts />
      {making.problem && <ProblemBanner problem={making.problem} />}
    </Dialog>
  );
}
