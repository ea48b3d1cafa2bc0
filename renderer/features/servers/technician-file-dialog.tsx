import { Download } from "lucide-react";
import { useCallback } from "react";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";

type TechnicianFile = Awaited<ReturnType<FarsiteClient["servers"]["technicianFile"]>>;

type TechnicianFileDialogProps = {
  serverId: string;
  technician: FirmServer["technicians"][number];
  onClose: () => void;
};

/** What a technician's device is set up with: a code to scan, or a file. In view as long as the dialog is. */
export function TechnicianFileDialog({ serverId, technician: { id, name }, onClose }: TechnicianFileDialogProps) {
  const { t } = useText();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) =>
      client.servers.technicianFile({ serverId, technicianId: id }, { signal }),
    [serverId, id],
  );
  const loaded = useLoaded(load);
  const isElsewhere = loaded.step === "failed" && loaded.problem.code === "DEVICE_KEY_NOT_HERE";
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("ui.servers.technicians.fileTitle", { name })}
      description={isElsewhere ? undefined : t("ui.servers.technicians.fileText")}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      {isElsewhere ? (
        <Banner tone="caution" title={t("ui.servers.technicians.noKeyTitle")}>
          <p>{t("ui.servers.technicians.noKeyText")}</p>
        </Banner>
      ) : (
        <LoadedView loaded={loaded}>{(value) => <Ways {...value} />}</LoadedView>
      )}
    </Dialog>
  );
}

function Ways({ file, qr }: TechnicianFile) {
  const { t } = useText();
  const toast = useToast();
  const saving = (
    <Stack gap="small">
      <Text size="small">{t("ui.servers.technicians.saveDo")}</Text>
      <Inline>
        <Button
          icon={Download}
          onClick={() => {
            downloadFile(new Blob([file.text], { type: "text/plain" }), file.fileName);
            toast(t("ui.servers.technicians.saved", { file: file.fileName }));
          }}
        >
          {t("ui.servers.technicians.save")}
        </Button>
      </Inline>
    </Stack>
  );
  if (qr === null) {
    return (
      <Stack>
        <Text size="small" tone="soft">
          {t("ui.servers.technicians.noQr")}
        </Text>
        {saving}
      </Stack>
    );
  }
  return (
    <QrCode text={qr} label={t("ui.servers.technicians.qr")}>
      <Text size="small">{t("ui.servers.technicians.qrDo")}</Text>
      {saving}
    </QrCode>
  );
}
