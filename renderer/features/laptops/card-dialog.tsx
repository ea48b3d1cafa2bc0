import { Copy, FileDown } from "lucide-react";
import { useState } from "react";
import type { Laptop } from "#core/contract/team-calls.ts";
import { copyText } from "../../files/copy-text.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Fingerprint } from "../../ui/fingerprint.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { cardAsText, cardFileName, laptopName } from "../../team/laptop-words.ts";

/** This laptop's card, for a colleague to take in: to scan, to send, and its fingerprint to compare. */
export function CardDialog({ laptop, onClose }: { laptop: Laptop; onClose: () => void }) {
  const text = useText();
  const { t } = text;
  const toast = useToast();
  const [copyFailed, setCopyFailed] = useState(false);
  const card = cardAsText(laptop);
  const name = laptopName(laptop, text);

  function save(): void {
    const file = cardFileName(laptop);
    downloadFile(new Blob([card], { type: "application/json" }), file);
    toast(t("ui.laptops.cardSaved", { file }));
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("ui.laptops.cardTitle", { laptop: name })}
      description={t("ui.laptops.cardText")}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      <QrCode text={card} label={t("ui.laptops.cardQr", { laptop: name })}>
        <Text size="small" tone="soft">
          {t("ui.laptops.cardQrHint")}
        </Text>
        <Inline>
          <Button icon={FileDown} onClick={save}>
            {t("ui.laptops.cardFile")}
          </Button>
          <Button
            icon={Copy}
            onClick={() =>
              void copyText(card).then(
                () => toast(t("ui.laptops.copied")),
                () => setCopyFailed(true),
              )
            }
          >
            {t("ui.laptops.cardCopy")}
          </Button>
        </Inline>
        {copyFailed && (
          <Text size="small" tone="critical">
            {t("ui.laptops.copyFailed")}
          </Text>
        )}
        <Stack gap="small">
          <Fingerprint>{laptop.fingerprint}</Fingerprint>
          <Text size="small" tone="soft">
            {t("ui.laptops.readAloud")}
          </Text>
        </Stack>
      </QrCode>
    </Dialog>
  );
}
