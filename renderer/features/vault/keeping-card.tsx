import { KeyRound, LockKeyhole, RotateCw } from "lucide-react";
import { useState } from "react";
import type { VaultState } from "#core/contract/vault-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction, type Action } from "../../connection/use-action.ts";
import type { Loaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { KeepingBadge } from "./keeping-badge.tsx";
import { OpenSafeDialog } from "./open-safe-dialog.tsx";
import { VaultTrouble } from "./vault-trouble.tsx";

/** Where this laptop keeps passwords, in plain words, and how to change that. */
export function KeepingCard({ vault }: { vault: Loaded<VaultState> }) {
  const { t } = useText();
  return (
    <Card title={t("ui.keeping.title")} actions={vault.step === "ready" && <KeepingBadge vault={vault.value} />}>
      <LoadedView loaded={vault}>{(value) => <Keeping vault={value} reload={vault.reload} />}</LoadedView>
    </Card>
  );
}

type Dialog = "new" | "open";

function Keeping({ vault, reload }: { vault: VaultState; reload: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const acting = useAction();
  const moving = useAction();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { backend, state, kept, keptElsewhere } = vault;

  const act = (
    action: Action,
    work: (client: FarsiteClient) => Promise<VaultState>,
    say: (after: VaultState) => string,
  ) =>
    action.run(async (client) => {
      // Whatever came of it, what is shown is asked anew: a move that broke off has left both sides with something.
      const after = await work(client).finally(reload);
      toast(say(after));
    });

  const move = (to: VaultState["backend"]): void =>
    act(
      moving,
      (client) => client.vault.moveTo({ backend: to }),
      (after) => t("ui.keeping.moved", { count: after.kept }),
    );

  return (
    <>
      <VaultTrouble
        vault={vault}
        onLookAgain={reload}
        onNewSafe={() => setDialog("new")}
        onOpen={() => setDialog("open")}
      />
      {state === "ok" && (
        <Text size="small">
          {t(`ui.keeping.${backend}Text`)} {t("ui.keeping.kept", { count: kept })}
        </Text>
      )}
      {keptElsewhere > 0 && state === "ok" && (
        <Banner
          tone="caution"
          title={t("ui.keeping.unfinished", { count: keptElsewhere })}
          actions={
            // Out of a safe only when it is open; opening it makes it the one in use, and from there they can be moved on.
            backend === "keychain" ? (
              <Button icon={LockKeyhole} onClick={() => setDialog("open")}>
                {t("ui.keeping.open")}
              </Button>
            ) : (
              <Button icon={RotateCw} pending={moving.pending} onClick={() => move(backend)}>
                {t("ui.keeping.finish")}
              </Button>
            )
          }
        />
      )}
      {moving.pending && (
        <>
          <Text size="small" tone="soft">
            {t("ui.keeping.moving")}
          </Text>
          <ProgressLine label={t("ui.keeping.moving")} />
        </>
      )}
      {state === "ok" && (
        <Inline>
          {backend === "keychain" ? (
            <Button icon={LockKeyhole} onClick={() => setDialog("new")}>
              {t("ui.keeping.useSafe")}
            </Button>
          ) : (
            <>
              <Button
                icon={LockKeyhole}
                pending={acting.pending}
                onClick={() =>
                  act(
                    acting,
                    (client) => client.vault.lock(),
                    () => t("ui.keeping.lockedToast"),
                  )
                }
              >
                {t("ui.keeping.lock")}
              </Button>
              <Button icon={KeyRound} pending={moving.pending} onClick={() => move("keychain")}>
                {t("ui.keeping.toKeychain")}
              </Button>
            </>
          )}
        </Inline>
      )}
      {acting.problem && <ProblemBanner problem={acting.problem} />}
      {moving.problem && <ProblemBanner problem={moving.problem} />}
      {dialog && <OpenSafeDialog isNew={dialog === "new"} onClose={() => setDialog(null)} onOpened={reload} />}
    </>
  );
}
