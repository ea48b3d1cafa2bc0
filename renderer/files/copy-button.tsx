import { Copy } from "lucide-react";
import { copyText } from "./copy-text.ts";
import { useText } from "../i18n/language.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { useToast } from "../ui/toast.tsx";

function useCopy(): (text: string) => void {
  const { t } = useText();
  const toast = useToast();
  return (text) =>
    void copyText(text).then(
      () => toast(t("ui.common.copied")),
      () => toast(t("ui.devices.copyFailed")),
    );
}

/** Copies one value; the picture stands at its end. */
export function CopyIcon({ text, what }: { text: string; what: string }) {
  const { t } = useText();
  const copy = useCopy();
  return <IconButton icon={Copy} label={t("ui.device.copyOf", { what })} onClick={() => copy(text)} />;
}

export function CopyButton({ text, children }: { text: string; children: string }) {
  const copy = useCopy();
  return (
    <Button icon={Copy} onClick={() => copy(text)}>
      {children}
    </Button>
  );
}
