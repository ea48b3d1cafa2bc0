import { KeyRound, Pencil, Trash2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { KeptPassword } from "./kept-password.tsx";
import { LoginForm } from "./login-form.tsx";

type LoginCardProps = { siteId: string };

/** The router's login of a site: kept in the keychain, shown only when asked for. */
export function LoginCard({ siteId }: LoginCardProps) {
  const { t } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.vault.status({ siteId, account: "router" }, { signal }),
    [siteId],
  );
  const status = useLoaded(load);
  const [editing, setEditing] = useState(false);

  return (
    <Card title={t("ui.login.title")} hint={t("ui.login.hint")}>
      {editing ? (
        <LoginForm
          siteId={siteId}
          userName={status.step === "ready" ? (status.value.userName ?? "") : ""}
          onClose={() => setEditing(false)}
          onKept={status.reload}
        />
      ) : (
        <LoadedView loaded={status}>
          {({ kept, userName }) =>
            kept ? (
              <KeptLogin
                siteId={siteId}
                userName={userName}
                onChange={() => setEditing(true)}
                onForgotten={status.reload}
              />
            ) : (
              <Stack align="start">
                <Text size="small" tone="soft">
                  {t("ui.login.none")}
                </Text>
                <Button icon={KeyRound} onClick={() => setEditing(true)}>
                  {t("ui.login.add")}
                </Button>
              </Stack>
            )
          }
        </LoadedView>
      )}
    </Card>
  );
}

type KeptLoginProps = { siteId: string; userName: string | null; onChange: () => void; onForgotten: () => void };

function KeptLogin({ siteId, userName, onChange, onForgotten }: KeptLoginProps) {
  const { t } = useText();
  const toast = useToast();
  const forgetting = useAction();
  const [asking, setAsking] = useState(false);

  function forget(): void {
    forgetting.run(async (client) => {
      await client.vault.forget({ siteId, account: "router" });
      setAsking(false);
      toast(t("ui.login.forgottenToast"));
      onForgotten();
    });
  }

  return (
    <Stack>
      <Text size="small">{userName ? t("ui.login.keptFor", { user: userName }) : t("ui.login.kept")}</Text>
      <KeptPassword siteId={siteId} />
      <Inline>
        <Button icon={Pencil} onClick={onChange}>
          {t("ui.login.change")}
        </Button>
        <Button look="danger" icon={Trash2} onClick={() => setAsking(true)}>
          {t("ui.login.forget")}
        </Button>
      </Inline>
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={t("ui.login.forgetTitle")}
          description={t("ui.login.forgetText")}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t("ui.common.cancel")}</Button>
              <Button look="danger" icon={Trash2} pending={forgetting.pending} onClick={forget}>
                {t("ui.login.forget")}
              </Button>
            </>
          }
        >
          {forgetting.problem && <ProblemBanner problem={forgetting.problem} />}
        </Dialog>
      )}
    </Stack>
  );
}
