import { ArrowLeftRight, FileDown, ShieldCheck, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import type { Laptop } from "#core/contract/team-calls.ts";
import type { VaultAccount } from "#core/contract/vault-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Select } from "../../ui/select.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { CompareDialog } from "../../team/compare-dialog.tsx";
import { laptopName } from "../../team/laptop-words.ts";
import { useLoadedLaptops } from "../../team/loaded-laptops.ts";
import { AccountChoice, idsHere } from "./account-choice.tsx";

type HandOverDialogProps = {
  siteId: string;
  accounts: readonly VaultAccount[];
  onClose: () => void;
  /** It is in the ledger now. */
  onMade: () => void;
};

type Made = { laptop: Laptop; count: number; file: File; text: string | null };

/** Hands passwords over to a colleague's laptop: which, to whom (a compared one only), and then as a file or a code. */
export function HandOverDialog({ siteId, accounts, onClose, onMade }: HandOverDialogProps) {
  const [made, setMade] = useState<Made | null>(null);
  return made ? (
    <MadeDialog made={made} onClose={onClose} />
  ) : (
    <ChoiceDialog
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

function ChoiceDialog({
  siteId,
  accounts,
  onClose,
  onMade,
}: Omit<HandOverDialogProps, "onMade"> & { onMade: (made: Made) => void }) {
  const text = useText();
  const { t } = text;
  const handing = useAction();
  const laptops = useLoadedLaptops();
  const [chosen, setChosen] = useState(() => idsHere(accounts));
  const [laptopId, setLaptopId] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const [comparing, setComparing] = useState(false);
  const others = laptops.step === "ready" ? laptops.value.filter(({ isOwn }) => !isOwn) : [];
  const laptop = others.find(({ id }) => id === laptopId) ?? others[0];

  function handOver(): void {
    setChecked(true);
    if (laptop === undefined || chosen.size === 0) return;
    if (laptop.trust !== "confirmed") return setComparing(true);
    handing.run(async (client) => {
      const accountIds = [...chosen];
      const { file, text: code } = await client.vault.handOver({ siteId, accountIds, laptopId: laptop.id });
      onMade({ laptop, count: accountIds.length, file, text: code });
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={handOver}
      title={t("ui.handOver.title")}
      description={t("ui.handOver.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button
            look="primary"
            type="submit"
            icon={ArrowLeftRight}
            disabled={laptop === undefined}
            pending={handing.pending}
          >
            {t("ui.handOver.make")}
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
      <LoadedView loaded={laptops}>
        {() =>
          laptop === undefined ? (
            <Banner
              tone="info"
              title={t("ui.handOver.nobody")}
              actions={<ButtonLink href={hrefOf({ page: "settings" })}>{t("ui.handOver.toLaptops")}</ButtonLink>}
            >
              <p>{t("ui.handOver.nobodyText")}</p>
            </Banner>
          ) : (
            <Stack gap="small">
              <Select
                label={t("ui.handOver.to")}
                options={others.map((other) => ({
                  value: other.id,
                  label: laptopName(other, text),
                  hint: other.trust === "confirmed" ? other.fingerprint : t("ui.handOver.unconfirmed"),
                }))}
                value={laptop.id}
                onChange={setLaptopId}
              />
              {laptop.trust !== "confirmed" && (
                <Banner
                  tone="caution"
                  icon={ShieldQuestion}
                  title={t("ui.handOver.unconfirmedTitle")}
                  actions={
                    <Button icon={ShieldCheck} onClick={() => setComparing(true)}>
                      {t("ui.laptops.compare")}
                    </Button>
                  }
                >
                  <p>{t("ui.laptops.compareText")}</p>
                </Banner>
              )}
            </Stack>
          )
        }
      </LoadedView>
      {handing.problem && <ProblemBanner problem={handing.problem} />}
      {comparing && laptop && (
        <CompareDialog laptop={laptop} onClose={() => setComparing(false)} onConfirmed={laptops.reload} />
      )}
    </Dialog>
  );
}

function MadeDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const laptop = made.laptop.name;

  function save(): void {
    downloadFile(made.file, made.file.name);
    toast(t("ui.handOver.fileSaved", { file: made.file.name }));
  }

  const ways = (
    <>
      <Text size="small" weight="strong">
        {t("ui.handOver.readyDo", { laptop })}
      </Text>
      <Inline>
        <Button icon={FileDown} onClick={save}>
          {t("ui.handOver.saveFile")}
        </Button>
      </Inline>
    </>
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("ui.handOver.readyTitle", { laptop })}
      description={t("ui.handOver.readyText", { laptop, count: made.count })}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.handOver.done")}
        </Button>
      }
    >
      {made.text === null ? (
        <>
          <Note icon={FileDown} tone="info" title={t("ui.handOver.noQr")} />
          {ways}
        </>
      ) : (
        <QrCode text={made.text} label={t("ui.handOver.qr", { laptop })}>
          <Text size="small" tone="soft">
            {t("ui.handOver.qrHint")}
          </Text>
          {ways}
        </QrCode>
      )}
    </Dialog>
  );
}
