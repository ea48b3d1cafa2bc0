import { Copy } from "lucide-react";
import { useEffect, useState } from "react";
import type { FarsiteClient } from "../../../connection/client.ts";
import { CopyIcon } from "../../../files/copy-button.tsx";
import { useSecretClipboard } from "../../../files/clipboard-context.tsx";
import { useText } from "../../../i18n/language.tsx";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Code, Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";

export type ViewerLinks = Awaited<ReturnType<FarsiteClient["media"]["links"]>>;

/** What one viewer is given. The token is only ever copied, also inside an address. */
export function MediaLinksDialog({ name, made, onClose }: { name: string; made: ViewerLinks; onClose: () => void }) {
  const { t } = useText();
  const { user, token, links } = made;

  useEffect(() => {
    document.addEventListener("visibilitychange", onClose);
    return () => document.removeEventListener("visibilitychange", onClose);
  }, [onClose]);

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("uiMedia.linksTitle", { name })}
      description={t("uiMedia.linksText")}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      <Rows label={t("uiMedia.linksTitle", { name })}>
        <Row title={<Code>{user}</Code>} end={<CopyIcon text={user} what={t("uiMedia.user")} />}>
          {t("uiMedia.user")}
        </Row>
        <Row title={<Code>{"•".repeat(8)}</Code>} end={<CopyToken text={token} what={t("uiMedia.token")} />}>
          {t("uiMedia.token")}
        </Row>
        {links.map(({ streamName, kind, url, hasLogin }) => {
          const what = `${streamName}: ${t(`uiMedia.kind.${kind}`)}`;
          return (
            <Row
              key={what}
              title={<Code>{url.replaceAll(token, "•".repeat(8))}</Code>}
              end={hasLogin ? <CopyToken text={url} what={what} /> : <CopyIcon text={url} what={what} />}
            >
              {hasLogin ? `${what}. ${t("uiMedia.withLogin")}` : what}
            </Row>
          );
        })}
      </Rows>
      {links.length === 0 && (
        <Text size="small" tone="soft">
          {t("uiMedia.noLinks")}
        </Text>
      )}
    </Dialog>
  );
}

function CopyToken({ text, what }: { text: string; what: string }) {
  const { t } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const [failed, setFailed] = useState(false);

  function copy(): void {
    setFailed(false);
    clipboard.copy(what, text).then(
      () => toast(t("uiTunnels.files.copiedSecret")),
      () => setFailed(true),
    );
  }

  return (
    <>
      {failed && (
        <Text size="small" tone="critical">
          {t("ui.common.copyFailed")}
        </Text>
      )}
      <IconButton icon={Copy} label={t("uiTunnels.files.copyValue", { what })} onClick={copy} />
    </>
  );
}
