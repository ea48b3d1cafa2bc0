import { Copy, FileDown, Info } from "lucide-react";
import { useEffect, useState } from "react";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { downloadFile } from "../../../files/download-file.ts";
import { useText } from "../../../i18n/language.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Inline } from "../../../ui/layout.tsx";
import { Note } from "../../../ui/note.tsx";
import { QrCode } from "../../../ui/qr-code.tsx";
import { Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { useSecretClipboard } from "../../../files/clipboard-context.tsx";

export type PeerFile = { file: WrittenFile; qr: string | null };

/** A device's own configuration, for its owner's camera. It is in view only as long as this is open and the window in sight. */
export function PeerCodeDialog({ name, made, onClose }: { name: string; made: PeerFile; onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const [copyFailed, setCopyFailed] = useState(false);
  const { file, qr } = made;

  useEffect(() => {
    document.addEventListener("visibilitychange", onClose);
    return () => document.removeEventListener("visibilitychange", onClose);
  }, [onClose]);

  function save(): void {
    downloadFile(new Blob([file.text], { type: "text/plain" }), file.fileName);
    toast(t("uiTunnels.files.saved", { file: file.fileName }));
  }

  function copy(): void {
    setCopyFailed(false);
    clipboard.copy(file.fileName, file.text).then(
      () => toast(t("uiTunnels.files.copiedSecret")),
      () => setCopyFailed(true),
    );
  }

  const ways = (
    <>
      <Inline>
        <Button icon={FileDown} onClick={save}>
          {t("uiTunnels.peers.saveFile")}
        </Button>
        <Button icon={Copy} onClick={copy}>
          {t("uiTunnels.peers.copyFile")}
        </Button>
      </Inline>
      {copyFailed && (
        <Text size="small" tone="critical">
          {t("ui.common.copyFailed")}
        </Text>
      )}
    </>
  );
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("uiTunnels.peers.codeTitle", { name })}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      {qr === null ? (
        <>
          <Note icon={Info} tone="info" title={t("uiTunnels.peers.tooLong")} />
          {ways}
        </>
      ) : (
        <QrCode text={qr} label={t("uiTunnels.peers.code", { name })}>
          <Text size="small">{t("uiTunnels.peers.codeText")}</Text>
          {ways}
        </QrCode>
      )}
    </Dialog>
  );
}
