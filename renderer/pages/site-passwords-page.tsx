import { ArrowLeftRight, Download, FileLock2, KeyRound, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { assertNever } from "#core/never.ts";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { AccountDialog } from "../features/vault/account-dialog.tsx";
import { AccountRow } from "../features/vault/account-row.tsx";
import { byUrgency } from "../features/vault/due.ts";
import { ForgetDialog } from "../features/vault/forget-dialog.tsx";
import { HandOverDialog } from "../features/vault/hand-over-dialog.tsx";
import { KeepingBadge } from "../features/vault/keeping-badge.tsx";
import { KeepingCard } from "../features/vault/keeping-card.tsx";
import { LedgerCard } from "../features/vault/ledger-card.tsx";
import { ReceiveDialog } from "../features/vault/receive-dialog.tsx";
import { SheetDialog } from "../features/vault/sheet-dialog.tsx";
import { useAccounts, useLedger, useVaultState } from "../features/vault/vault-loads.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";

/** What is being done in a dialog. */
type Doing =
  | { what: "account"; account: VaultAccount | null }
  | { what: "forget"; account: VaultAccount }
  | { what: "hand-over" }
  | { what: "receive" }
  | { what: "sheet" };

/** All passwords of one site: see, change, hand over, and who got which. */
export function SitePasswordsPage({ siteId }: { siteId: string }) {
  const { t } = useText();
  const loadName = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) => (await client.sites.get({ siteId }, { signal })).name,
    [siteId],
  );
  const name = useLoaded(loadName);
  const accounts = useAccounts(siteId);
  const ledger = useLedger(siteId);
  const vault = useVaultState();
  const [doing, setDoing] = useState<Doing | null>(null);
  const all = accounts.step === "ready" ? byUrgency(accounts.value) : [];
  const hasAny = all.some(({ secret }) => secret === "here");
  const siteName = name.step === "ready" ? name.value : null;

  function reload(): void {
    accounts.reload();
    ledger.reload();
    vault.reload();
  }

  return (
    <Page
      title={t("ui.passwords.title")}
      lead={siteName}
      back={{
        href: hrefOf({ page: "site", siteId }),
        label: siteName === null ? t("ui.site.back") : t("ui.passwords.backToSite", { site: siteName }),
      }}
      actions={
        <>
          <Button icon={ArrowLeftRight} disabled={!hasAny} onClick={() => setDoing({ what: "hand-over" })}>
            {t("ui.handOver.button")}
          </Button>
          <Button icon={FileLock2} disabled={!hasAny} onClick={() => setDoing({ what: "sheet" })}>
            {t("ui.sheet.button")}
          </Button>
          <Button look="primary" icon={Plus} onClick={() => setDoing({ what: "account", account: null })}>
            {t("ui.passwords.add")}
          </Button>
        </>
      }
    >
      {vault.step !== "ready" || vault.value.state !== "ok" ? <KeepingCard vault={vault} /> : null}
      <LoadedView loaded={accounts}>
        {() =>
          all.length === 0 ? (
            <EmptyState
              icon={KeyRound}
              title={t("ui.passwords.noneTitle")}
              action={
                <Button icon={Download} onClick={() => setDoing({ what: "receive" })}>
                  {t("ui.handOver.receive")}
                </Button>
              }
            >
              {t("ui.passwords.noneText")}
            </EmptyState>
          ) : (
            <>
              <ElsewhereBanner accounts={all} onReceive={() => setDoing({ what: "receive" })} />
              <Card
                title={t("ui.passwords.list")}
                actions={vault.step === "ready" && vault.value.state === "ok" && <KeepingBadge vault={vault.value} />}
                flush
              >
                <Rows label={t("ui.passwords.list")}>
                  {all.map((account) => (
                    <AccountRow
                      key={account.id}
                      siteId={siteId}
                      account={account}
                      onUsed={() => {
                        accounts.reload();
                        ledger.reload();
                      }}
                      onChange={() => setDoing({ what: "account", account })}
                      onForget={() => setDoing({ what: "forget", account })}
                      onReceive={() => setDoing({ what: "receive" })}
                    />
                  ))}
                </Rows>
              </Card>
            </>
          )
        }
      </LoadedView>
      <LedgerCard ledger={ledger} />
      {doing && (
        <DoingDialog doing={doing} siteId={siteId} accounts={all} onClose={() => setDoing(null)} onDone={reload} />
      )}
    </Page>
  );
}

function ElsewhereBanner({ accounts, onReceive }: { accounts: readonly VaultAccount[]; onReceive: () => void }) {
  const { t } = useText();
  const count = accounts.filter(({ secret }) => secret === "elsewhere").length;
  if (count === 0) return null;
  return (
    <Banner
      tone="info"
      title={t("ui.passwords.elsewhereSome", { count })}
      actions={
        <Button icon={Download} onClick={onReceive}>
          {t("ui.handOver.receive")}
        </Button>
      }
    >
      <p>{t("ui.passwords.elsewhereDo")}</p>
    </Banner>
  );
}

function DoingDialog({
  doing,
  siteId,
  accounts,
  onClose,
  onDone,
}: {
  doing: Doing;
  siteId: string;
  accounts: readonly VaultAccount[];
  onClose: () => void;
  onDone: () => void;
}) {
  switch (doing.what) {
    case "account":
      return <AccountDialog siteId={siteId} account={doing.account} onClose={onClose} onKept={onDone} />;
    case "forget":
      return <ForgetDialog siteId={siteId} account={doing.account} onClose={onClose} onForgotten={onDone} />;
    case "hand-over":
      return <HandOverDialog siteId={siteId} accounts={accounts} onClose={onClose} onMade={onDone} />;
    case "receive":
      return <ReceiveDialog shownSiteId={siteId} onClose={onClose} onReceived={onDone} />;
    case "sheet":
      return <SheetDialog siteId={siteId} accounts={accounts} onClose={onClose} onMade={onDone} />;
    default:
      return assertNever(doing);
  }
}
