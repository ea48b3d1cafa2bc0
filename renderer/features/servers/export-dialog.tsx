import { FileUp } from "lucide-react";
import { useState } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import { MIN_PASSPHRASE_LENGTH } from "#core/contract/vault-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckList } from "../../ui/check-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { filePassphraseTrouble, noPassphrase, PassphraseFields } from "../../passphrase/passphrase-fields.tsx";
import { offerWords } from "./offers.ts";

/** Writes servers into a file for colleagues; their keys only under a passphrase. */
export function ExportDialog({ servers, onClose }: { servers: readonly ServerView[]; onClose: () => void }) {
  const text = useText();
  const { t } = text;
  const toast = useToast();
  const exporting = useAction();
  const hasKeys = servers.some(({ mayChange, holdsKeys }) => mayChange || holdsKeys);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(servers.map(({ server }) => server.id)));
  const [withKeys, setWithKeys] = useState(hasKeys);
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [checked, setChecked] = useState(false);
  const isShort = passphrase.text !== "" && passphrase.text.length < MIN_PASSPHRASE_LENGTH;

  function make(): void {
    setChecked(true);
    if (chosen.size === 0 || (withKeys && (isShort || filePassphraseTrouble(passphrase) !== null))) return;
    exporting.run(async (client) => {
      const { fileName, file } = await client.servers.export({
        serverIds: [...chosen],
        passphrase: withKeys ? passphrase.text : null,
      });
      downloadFile(file, fileName);
      toast(t("ui.servers.exporting.done", { file: fileName }));
      onClose();
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={make}
      title={t("ui.servers.exporting.title")}
      description={t("ui.servers.exporting.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={FileUp} pending={exporting.pending}>
            {t("ui.servers.exporting.make")}
          </Button>
        </>
      }
    >
      {servers.length > 1 && (
        <CheckList
          label={t("ui.servers.exporting.which")}
          items={servers.map(({ server }) => ({
            value: server.id,
            label: server.name,
            hint: offerWords(server, text),
          }))}
          chosen={chosen}
          onChange={setChosen}
          error={checked && chosen.size === 0 ? t("ui.servers.exporting.whichMissing") : null}
        />
      )}
      {hasKeys && (
        <SwitchField
          label={t("ui.servers.exporting.withKeys")}
          hint={t(withKeys ? "ui.servers.exporting.withKeysOn" : "ui.servers.exporting.withKeysOff")}
          checked={withKeys}
          onChange={setWithKeys}
        />
      )}
      {withKeys && (
        <>
          <PassphraseFields value={passphrase} onChange={setPassphrase} checked={checked} />
          {checked && isShort && (
            <Text size="small" weight="strong" tone="critical">
              {t("ui.servers.exporting.short", { count: MIN_PASSPHRASE_LENGTH })}
            </Text>
          )}
        </>
      )}
      {exporting.problem && <ProblemBanner problem={exporting.problem} onRetry={make} />}
    </Dialog>
  );
}
