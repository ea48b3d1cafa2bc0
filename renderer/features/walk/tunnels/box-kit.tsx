import { Download, Info, PackageOpen } from "lucide-react";
import { useCallback, useState } from "react";
import { standingTunnels } from "#core/tunnel/tunnel.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { useAction } from "../../../connection/use-action.ts";
import { useLoaded } from "../../../connection/use-loaded.ts";
import { downloadFile } from "../../../files/download-file.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Bullets } from "../../../ui/bullets.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { Inline, Stack } from "../../../ui/layout.tsx";
import { ProgressLine } from "../../../ui/meter.tsx";
import { Note } from "../../../ui/note.tsx";
import { SecretText } from "../../../ui/secret-text.tsx";
import { Text } from "../../../ui/text.tsx";
import { TickField } from "../../../ui/tick-field.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { useSecretClipboard } from "../../../files/clipboard-context.tsx";

type Kit = { fileName: string; file: File; passphrase: string; files: string[] };

/** Makes the archive for the box at the site; its passphrase is shown once. */
export function BoxKit({ siteId, tunnelId }: { siteId: string; tunnelId: string }) {
  const { t, locale } = useText();
  const announce = useAnnounce();
  const making = useAction();
  const load = useCallback(
    (client: FarsiteClient, signal: AbortSignal) => client.tunnels.list({ siteId }, { signal }),
    [siteId],
  );
  const loaded = useLoaded(load);
  const standing = loaded.step === "ready" ? standingTunnels(loaded.value.map(({ tunnel }) => tunnel)) : null;
  const hasRelay = standing === null || standing.some(({ kind, serverId }) => kind === "ssh" && serverId != null);
  const [kit, setKit] = useState<Kit | null>(null);

  function make(): void {
    announce(t("uiTunnels.kit.making"));
    making.run(async (client) => setKit(await client.tunnels.kit({ siteId, tunnelId, locale })));
  }

  return (
    <Stack>
      <Text size="small" tone="soft" measure>
        {t("uiTunnels.kit.lead")}
      </Text>
      {!hasRelay && (
        <Note icon={Info} tone="caution" title={t("uiTunnels.kit.noRelay")}>
          {t("uiTunnels.kit.noRelayDo")}
        </Note>
      )}
      <Inline>
        <Button look="primary" icon={PackageOpen} pending={making.pending} onClick={make}>
          {t("uiTunnels.kit.make")}
        </Button>
      </Inline>
      {making.pending && <ProgressLine label={t("uiTunnels.kit.making")} />}
      {making.problem && <ProblemBanner problem={making.problem} />}
      {kit && <KitDialog kit={kit} onClose={() => setKit(null)} />}
    </Stack>
  );
}

/** The one time that the passphrase is in view: it closes by itself only when the kit is saved and the passphrase written down. */
function KitDialog({ kit, onClose }: { kit: Kit; onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const [isSaved, setSaved] = useState(false);
  const [isWritten, setWritten] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [copyFailed, setCopyFailed] = useState(false);
  const isComplete = isSaved && isWritten;

  function save(): void {
    downloadFile(kit.file, kit.fileName);
    setSaved(true);
    toast(t("uiTunnels.files.saved", { file: kit.fileName }));
  }

  function copy(): void {
    setCopyFailed(false);
    clipboard.copy(t("uiTunnels.kit.passphrase"), kit.passphrase).then(
      () => toast(t("uiTunnels.files.copiedSecret")),
      () => setCopyFailed(true),
    );
  }

  function done(): void {
    setChecked(true);
    if (isComplete) onClose();
  }

  return (
    <Dialog
      open
      wide
      onClose={() => (isComplete ? onClose() : setLeaving(true))}
      title={t("uiTunnels.kit.readyTitle")}
      description={t("uiTunnels.kit.readyText")}
      footer={
        <>
          <Button icon={Download} look={isSaved ? "secondary" : "primary"} onClick={save}>
            {t(isSaved ? "uiTunnels.kit.saveAgain" : "uiTunnels.kit.save")}
          </Button>
          <Button look={isSaved ? "primary" : "secondary"} onClick={done}>
            {t("uiTunnels.kit.done")}
          </Button>
        </>
      }
    >
      <Stack gap="small">
        <Text size="small" weight="strong">
          {t("uiTunnels.kit.passphrase")}
        </Text>
        <SecretText>{kit.passphrase}</SecretText>
        <Inline>
          <Button size="small" onClick={copy}>
            {t("uiTunnels.kit.copy")}
          </Button>
        </Inline>
        {copyFailed && (
          <Text size="small" tone="critical">
            {t("ui.devices.copyFailed")}
          </Text>
        )}
      </Stack>
      <TickField
        label={t("uiTunnels.kit.written")}
        checked={isWritten}
        onChange={setWritten}
        error={isChecked && !isWritten ? t("uiTunnels.kit.tickFirst") : null}
      />
      {isChecked && !isSaved && (
        <Text size="small" weight="strong" tone="critical">
          {t("uiTunnels.kit.saveFirst")}
        </Text>
      )}
      <Disclosure label={t("uiTunnels.kit.inside")}>
        <Bullets items={kit.files} />
      </Disclosure>
      {isLeaving && (
        <Dialog
          open
          onClose={() => setLeaving(false)}
          title={t("uiTunnels.kit.lostTitle")}
          description={t("uiTunnels.kit.lostText")}
          footer={
            <>
              <Button onClick={() => setLeaving(false)}>{t("uiTunnels.kit.back")}</Button>
              <Button look="danger" onClick={onClose}>
                {t("uiTunnels.kit.discard")}
              </Button>
            </>
          }
        />
      )}
    </Dialog>
  );
}
