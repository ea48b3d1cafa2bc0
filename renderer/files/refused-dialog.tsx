import { useText } from "../i18n/language.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Nobody takes a file that was dropped. */
export function RefusedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.transfer.notThis")}
      footer={<Button onClick={onClose}>{t("ui.common.close")}</Button>}
    />
  );
}
