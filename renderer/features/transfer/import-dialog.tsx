import { FileUp, PackageOpen } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { TransferPreview } from "#core/contract/team-calls.ts";
import { useClient } from "../../connection/connection-context.tsx";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { PasswordField } from "../../ui/field.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Inline } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Text } from "../../ui/text.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportResult, type Applied } from "./import-result.tsx";
import { firstChoice } from "./import-state.ts";

type Step =
  | { at: "choose" }
  | { at: "locked"; file: File }
  | { at: "preview"; preview: TransferPreview }
  | { at: "done"; preview: TransferPreview; chosen: ReadonlySet<string>; applied: Applied };

/** Takes in a file of another laptop: it is opened, shown for what it would bring, and only then taken in. */
export function ImportDialog({ file: first, onClose }: { file: File | null; onClose: () => void }) {
  const { t } = useText();
  const announce = useAnnounce();
  const [step, setStep] = useState<Step>({ at: "choose" });
  const [file, setFile] = useState(first);
  const [passphrase, setPassphrase] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const opening = useAction();
  const taking = useAction();
  useDropWhenLeft(step.at === "preview" ? step.preview.transferId : null);

  function open(picked: File, secret: string | null): void {
    setFile(picked);
    opening.run(async (client) => {
      try {
        const preview = await client.transfer.open({ file: picked, passphrase: secret });
        setChosen(firstChoice(preview));
        setStep({ at: "preview", preview });
        announce(t("ui.transfer.previewTitle"));
      } catch (error) {
        if (!isPassphraseNeeded(error)) throw error;
        setStep({ at: "locked", file: picked });
      }
    });
  }

  function take(preview: TransferPreview): void {
    taking.run(async (client) => {
      const applied = await client.transfer.apply({ transferId: preview.transferId, siteIds: [...chosen] });
      setStep({ at: "done", preview, chosen, applied });
      announce(t("ui.transfer.doneTitle"));
      // What it was made of is needed no more; the host forgets it by itself, too.
      client.transfer.drop({ transferId: preview.transferId }).catch(() => {});
    });
  }

  const begun = useRef(false);
  useEffect(() => {
    if (first === null || begun.current) return;
    begun.current = true;
    open(first, null);
  });

  if (step.at === "done")
    return (
      <ImportResult
        {...step}
        onClose={onClose}
        onAnother={() => {
          setFile(null);
          setPassphrase("");
          setStep({ at: "choose" });
        }}
      />
    );
  if (step.at === "preview")
    return (
      <ImportPreview
        preview={step.preview}
        chosen={chosen}
        onChange={setChosen}
        taking={taking}
        onTake={() => take(step.preview)}
        onClose={onClose}
      />
    );
  if (step.at === "locked")
    return (
      <Dialog
        open
        onClose={onClose}
        onSubmit={() => passphrase !== "" && open(step.file, passphrase)}
        title={t("ui.transfer.lockedTitle", { file: step.file.name })}
        description={t("ui.transfer.lockedText")}
        footer={
          <>
            <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
            <Button look="primary" type="submit" icon={PackageOpen} pending={opening.pending}>
              {t("ui.transfer.unlock")}
            </Button>
          </>
        }
      >
        <PasswordField
          label={t("ui.transfer.passphrase")}
          value={passphrase}
          autoComplete="off"
          maxLength={1_000}
          onChange={setPassphrase}
          revealLabel={t("ui.passwords.revealTyped")}
          hideLabel={t("ui.passwords.hideTyped")}
        />
        {opening.pending && <Opening name={step.file.name} />}
        {opening.problem && <ProblemBanner problem={opening.problem} />}
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.transfer.importTitle")}
      description={t("ui.transfer.importText")}
      footer={<Button onClick={onClose}>{t("ui.common.cancel")}</Button>}
    >
      <Inline>
        <FileButton
          icon={FileUp}
          // Whatever its ending: a mail program may have given it another one.
          accept="*"
          pending={opening.pending}
          onFile={(picked) => open(picked, null)}
        >
          {t("ui.transfer.choose")}
        </FileButton>
      </Inline>
      {opening.pending && file && <Opening name={file.name} />}
      {opening.problem && <ProblemBanner problem={opening.problem} />}
    </Dialog>
  );
}

const isPassphraseNeeded = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "PASSPHRASE_NEEDED";

function Opening({ name }: { name: string }) {
  const { t } = useText();
  return (
    <>
      <Text size="small" tone="soft">
        {t("ui.transfer.opening", { file: name })}
      </Text>
      <ProgressLine label={t("ui.transfer.openingPlain")} />
    </>
  );
}

/** The host need not keep what nobody is going to take in. */
function useDropWhenLeft(transferId: string | null): void {
  const client = useClient();
  useEffect(() => {
    if (transferId === null) return undefined;
    return () => void client.transfer.drop({ transferId }).catch(() => {});
  }, [client, transferId]);
}
