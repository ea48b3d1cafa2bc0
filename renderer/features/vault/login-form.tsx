import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { PasswordField, TextField } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Inline } from "../../ui/layout.tsx";
import { useToast } from "../../ui/toast.tsx";

type LoginFormProps = { siteId: string; userName: string; onClose: () => void; onKept: () => void };

/** The contract's own limits, so that the field stops where the host would refuse. */
const MAX_USER_NAME_LENGTH = 200;
const MAX_PASSWORD_LENGTH = 4_000;

export function LoginForm({ siteId, userName: keptUserName, onClose, onKept }: LoginFormProps) {
  const { t } = useText();
  const toast = useToast();
  const keeping = useAction();
  const [userName, setUserName] = useState(keptUserName);
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);

  function keep(): void {
    if (password === "") return setMissing(true);
    keeping.run(async (client) => {
      await client.vault.keep({ siteId, account: "router", userName, password });
      toast(t("ui.login.keptToast"));
      onKept();
      onClose();
    });
  }

  return (
    <Form label={t("ui.login.title")} onSubmit={keep}>
      <TextField
        label={t("ui.login.userName")}
        value={userName}
        onChange={setUserName}
        maxLength={MAX_USER_NAME_LENGTH}
        technical
        autoComplete="off"
      />
      <PasswordField
        label={t("ui.login.password")}
        value={password}
        onChange={(next) => {
          setPassword(next);
          setMissing(false);
        }}
        maxLength={MAX_PASSWORD_LENGTH}
        error={missing ? t("ui.login.passwordMissing") : null}
        revealLabel={t("ui.login.revealTyped")}
        hideLabel={t("ui.login.hideTyped")}
        // The router's password is not this page's: the browser must neither fill nor keep it.
        autoComplete="new-password"
      />
      {keeping.problem && <ProblemBanner problem={keeping.problem} />}
      <Inline>
        <Button look="primary" type="submit" pending={keeping.pending}>
          {t("ui.login.keep")}
        </Button>
        <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
      </Inline>
    </Form>
  );
}
