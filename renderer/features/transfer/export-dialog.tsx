import { FileDown, FileText, ImageOff, Images, KeyRound } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useAction } from "../../connection/use-action.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { filePassphraseTrouble, noPassphrase, PassphraseFields } from "../../passphrase/passphrase-fields.tsx";

type ExportDialogProps = {
  title: string;
  /** The sites that go; empty: none is chosen yet. */
  siteIds: readonly string[];
  /** Chooses the sites, where that is open. */
  choice?: ReactNode;
  /** The person wants the file: what is missing is said from now on. */
  onTry?: () => void;
  onClose: () => void;
};

/** Makes one file of surveys for another laptop: says what goes along, and what never does. */
export function ExportDialog({ title, siteIds, choice, onTry, onClose }: ExportDialogProps) {
  const { t } = useText();
  const toast = useToast();
  const announce = useAnnounce();
  const making = useAction();
  const [withPhotos, setWithPhotos] = useState(true);
  const [isProtected, setIsProtected] = useState(false);
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [checked, setChecked] = useState(false);

  function make(): void {
    setChecked(true);
    onTry?.();
    if (siteIds.length === 0 || (isProtected && filePassphraseTrouble(passphrase) !== null)) return;
    making.run(async (client) => {
      const { fileName, file } = await client.transfer.export({
        siteIds: [...siteIds],
        photos: withPhotos,
        passphrase: isProtected ? passphrase.text : null,
      });
      downloadFile(file, fileName);
      const text = t("ui.transfer.made", { file: fileName });
      announce(text);
      toast(text);
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={make}
      title={title}
      description={t("ui.transfer.exportText")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={FileDown} pending={making.pending}>
            {t("ui.transfer.make")}
          </Button>
        </>
      }
    >
      {choice}
      <Reasons
        label={t("ui.transfer.goesAlong")}
        items={[
          { key: "survey", icon: FileText, tone: "positive", text: t("ui.transfer.goesSurvey") },
          withPhotos
            ? { key: "photos", icon: Images, tone: "positive", text: t("ui.transfer.goesPhotos") }
            : { key: "photos", icon: ImageOff, tone: "neutral", text: t("ui.transfer.goesNoPhotos") },
          { key: "passwords", icon: KeyRound, tone: "neutral", text: t("ui.transfer.goesNoPasswords") },
        ]}
      />
      <SwitchField
        label={t("ui.transfer.photos")}
        hint={t("ui.transfer.photosHint")}
        checked={withPhotos}
        onChange={setWithPhotos}
      />
      <SwitchField
        label={t("ui.transfer.protect")}
        hint={t("ui.transfer.protectHint")}
        checked={isProtected}
        onChange={setIsProtected}
      />
      {isProtected && <PassphraseFields value={passphrase} onChange={setPassphrase} checked={checked} />}
      {making.pending && (
        <>
          <Text size="small" tone="soft">
            {t("ui.transfer.making")}
          </Text>
          <ProgressLine label={t("ui.transfer.making")} />
        </>
      )}
      {making.problem && <ProblemBanner problem={making.problem} />}
    </Dialog>
  );
}
