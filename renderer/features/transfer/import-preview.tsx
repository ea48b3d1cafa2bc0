import { CircleAlert, FileDown, ShieldCheck, ShieldQuestion, Signature } from "lucide-react";
import type { TransferPreview } from "#core/contract/team-calls.ts";
import type { Action } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useLoadedLaptops } from "../../team/loaded-laptops.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceTable } from "../../ui/choice-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Reasons, type Reason } from "../../ui/reasons.tsx";
import { Text } from "../../ui/text.tsx";
import { bringsSomething, trustInMaker } from "./import-state.ts";

type ImportPreviewProps = {
  preview: TransferPreview;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
  taking: Action;
  onTake: () => void;
  onClose: () => void;
};

/** What a file would bring, site by site, and who made it; nothing is taken in yet. */
export function ImportPreview({ preview, chosen, onChange, taking, onTake, onClose }: ImportPreviewProps) {
  const { t, number, dateTime } = useText();
  const { sites, madeBy, madeAt } = preview;
  const unsigned = sites.reduce((sum, site) => sum + site.unsigned, 0);
  const when = dateTime(madeAt);
  const orDash = (count: number): string => (count === 0 ? "–" : number(count));
  const nothingNew = !sites.some(bringsSomething);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      onSubmit={() => chosen.size > 0 && onTake()}
      title={t("ui.transfer.previewTitle")}
      description={
        madeBy === null ? t("ui.transfer.madeOnUnnamed", { when }) : t("ui.transfer.madeOn", { when, who: madeBy })
      }
      footer={
        <>
          <Button onClick={onClose}>{t(nothingNew ? "ui.common.close" : "ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={FileDown} disabled={chosen.size === 0} pending={taking.pending}>
            {chosen.size === 0 ? t("ui.transfer.takeNone") : t("ui.transfer.take", { count: chosen.size })}
          </Button>
        </>
      }
    >
      <Reasons items={[useMakerReason(preview), ...(unsigned > 0 ? [unsignedReason(unsigned)] : [])]} />
      <ChoiceTable
        label={t("ui.transfer.sites")}
        head={[
          t("ui.transfer.column.site"),
          t("ui.transfer.column.what"),
          t("ui.transfer.column.changes"),
          t("ui.transfer.column.photos"),
          t("ui.transfer.column.conflicts"),
        ]}
        rows={sites.map((site) => ({
          key: site.siteId,
          name: site.name,
          cells: [
            t(`ui.transfer.what.${site.what}`),
            orDash(site.newRevisions),
            orDash(site.newPhotos),
            orDash(site.conflicts),
          ],
          disabled: !bringsSomething(site),
        }))}
        chosen={chosen}
        onChange={onChange}
      />
      {nothingNew && <Text>{t("ui.transfer.nothingNew")}</Text>}
      {taking.pending && (
        <>
          <Text size="small" tone="soft">
            {t("ui.transfer.taking")}
          </Text>
          <ProgressLine label={t("ui.transfer.taking")} />
        </>
      )}
      {taking.problem && <ProblemBanner problem={taking.problem} />}
    </Dialog>
  );

  function unsignedReason(count: number): Reason {
    return { key: "unsigned", icon: Signature, tone: "caution", text: t("ui.transfer.unsigned", { count }) };
  }
}

function useMakerReason({ laptopId }: TransferPreview): Reason {
  const { t } = useText();
  const laptops = useLoadedLaptops();
  const trust = trustInMaker(laptopId, laptops.step === "ready" ? laptops.value : []);
  const isTrusted = trust === "own" || trust === "confirmed";
  return {
    key: "maker",
    icon: isTrusted ? ShieldCheck : trust === "seen" ? ShieldQuestion : CircleAlert,
    tone: isTrusted ? "positive" : "caution",
    text: t(`ui.transfer.maker.${trust}`),
  };
}
