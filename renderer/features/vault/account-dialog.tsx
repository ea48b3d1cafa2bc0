import { useCallback, useState } from "react";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { accountKindSchema, type AccountKind, type SurveyDevice } from "#core/survey/survey-sections.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Pair } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { useToast } from "../../ui/toast.tsx";
import { PasswordEntry } from "./password-entry.tsx";

/** The contract's own limits, so that a field stops where the host would refuse. */
const MAX_LABEL_LENGTH = 200;
const MAX_USER_NAME_LENGTH = 200;

const NO_DEVICE = "";

type AccountDialogProps = {
  siteId: string;
  /** Null: a new one. */
  account: VaultAccount | null;
  onClose: () => void;
  onKept: () => void;
};

/** Adds an account with its password, or changes one. What is typed lives in this dialog alone and goes with it. */
export function AccountDialog({ siteId, account, onClose, onKept }: AccountDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const keeping = useAction();
  const devices = useDevices(siteId);
  const [kind, setKind] = useState<AccountKind>(account?.kind ?? "router");
  const [label, setLabel] = useState(account?.label ?? "");
  const [deviceId, setDeviceId] = useState(account?.deviceId ?? NO_DEVICE);
  const [userName, setUserName] = useState(account?.userName ?? "");
  const [password, setPassword] = useState("");
  const [changeBy, setChangeBy] = useState(account?.changeBy ?? "");
  const [checked, setChecked] = useState(false);
  // One that another laptop has, or that is lost, may stay where it is while something else is changed.
  const needsPassword = account === null && password === "";

  function keep(): void {
    setChecked(true);
    if (label.trim() === "" || needsPassword) return;
    keeping.run(async (client) => {
      await client.vault.keep({
        siteId,
        accountId: account?.id ?? null,
        kind,
        label: label.trim(),
        deviceId: deviceId === NO_DEVICE ? null : deviceId,
        userName: userName.trim() === "" ? null : userName.trim(),
        changeBy: changeBy === "" ? null : changeBy,
        password: password === "" ? null : password,
      });
      toast(t("ui.passwords.keptToast", { what: label.trim() }));
      onKept();
      onClose();
    });
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      onSubmit={keep}
      title={account === null ? t("ui.passwords.formAdd") : t("ui.passwords.formChange", { what: account.label })}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" pending={keeping.pending}>
            {t("ui.common.save")}
          </Button>
        </>
      }
    >
      <Pair>
        <Select
          label={t("ui.passwords.formKind")}
          options={accountKindSchema.options.map((value) => ({ value, label: t(`ui.passwords.kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <Select
          label={t("ui.passwords.device")}
          options={[
            { value: NO_DEVICE, label: t("ui.passwords.noDevice") },
            ...devices.map((device) => ({ value: device.id, label: deviceName(device) ?? t("ui.passwords.nameless") })),
          ]}
          value={devices.some(({ id }) => id === deviceId) ? deviceId : NO_DEVICE}
          onChange={setDeviceId}
        />
      </Pair>
      <TextField
        label={t("ui.passwords.label")}
        hint={t("ui.passwords.labelHint")}
        value={label}
        onChange={setLabel}
        maxLength={MAX_LABEL_LENGTH}
        autoComplete="off"
        error={checked && label.trim() === "" ? t("ui.passwords.labelMissing") : null}
      />
      <Pair>
        <TextField
          label={t("ui.passwords.userName")}
          value={userName}
          onChange={setUserName}
          maxLength={MAX_USER_NAME_LENGTH}
          technical
          autoComplete="off"
        />
        <DateField
          label={t("ui.passwords.changeBy")}
          hint={t("ui.passwords.changeByHint")}
          value={changeBy}
          onChange={setChangeBy}
        />
      </Pair>
      <PasswordEntry
        label={account === null ? t("ui.passwords.password") : t("ui.passwords.newPassword")}
        {...(account !== null && { hint: t("ui.passwords.keepsOld") })}
        value={password}
        onChange={setPassword}
        error={checked && needsPassword ? t("ui.passwords.passwordMissing") : null}
        kind={kind}
        maker={devices.find(({ id }) => id === deviceId)?.make ?? null}
      />
      {keeping.problem && <ProblemBanner problem={keeping.problem} />}
    </Dialog>
  );
}

/** The survey's devices; none where it can't be read, since the form works without. */
function useDevices(siteId: string): readonly SurveyDevice[] {
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) => (await client.sites.get({ siteId }, { signal })).document,
    [siteId],
  );
  const document = useLoaded(load);
  return document.step === "ready" ? document.value.devices : [];
}

function deviceName({ name, make, model, address }: SurveyDevice): string | null {
  const parts = [name ?? [make, model].filter(Boolean).join(" "), address].filter(Boolean);
  return parts.length === 0 ? null : parts.join(" · ");
}
