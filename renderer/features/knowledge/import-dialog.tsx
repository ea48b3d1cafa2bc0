import { FileDown, FileUp } from "lucide-react";
import { useState } from "react";
import type { ImportedKnowledge } from "#core/contract/route-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Code, Heading, Text } from "../../ui/text.tsx";

type ImportDialogProps = {
  /** One that was dropped; null: it is chosen here. */
  file: File | null;
  onClose: () => void;
  onTaken: () => void;
};

/** Takes in another laptop's entries: says what would happen, asks, and then what came of it. */
export function ImportDialog({ file: first, onClose, onTaken }: ImportDialogProps) {
  const { t, bytes } = useText();
  const announce = useAnnounce();
  const taking = useAction();
  const [file, setFile] = useState(first);
  const [result, setResult] = useState<ImportedKnowledge | null>(null);

  function take(): void {
    if (file === null) return;
    taking.run(async (client) => {
      const imported = await client.knowledge.importOwn({ file });
      setResult(imported);
      announce(t("ui.knowledge.import.doneTitle"));
      onTaken();
    });
  }

  if (result !== null) return <ImportResult result={result} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={take}
      title={t("ui.knowledge.import.title")}
      description={t("ui.knowledge.import.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.cancel")}</Button>
          <Button look="primary" type="submit" icon={FileDown} disabled={file === null} pending={taking.pending}>
            {t("ui.knowledge.import.take")}
          </Button>
        </>
      }
    >
      {file !== null && (
        <Text>
          <Code>{file.name}</Code> · {bytes(file.size)}
        </Text>
      )}
      <Inline>
        <FileButton
          icon={FileUp}
          accept=".json,application/json"
          onFile={(picked) => {
            taking.clear();
            setFile(picked);
          }}
        >
          {t(file === null ? "ui.knowledge.import.choose" : "ui.knowledge.import.another")}
        </FileButton>
      </Inline>
      {taking.problem && <ProblemBanner problem={taking.problem} />}
    </Dialog>
  );
}

function ImportResult({ result, onClose }: { result: ImportedKnowledge; onClose: () => void }) {
  const { t } = useText();
  const { added, replaced, unchanged, refused } = result;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.knowledge.import.doneTitle")}
      description={[
        t("ui.knowledge.import.added", { count: added }),
        t("ui.knowledge.import.replaced", { count: replaced }),
        t("ui.knowledge.import.unchanged", { count: unchanged }),
      ].join(" ")}
      footer={
        <Button look="primary" onClick={onClose}>
          {t("ui.common.close")}
        </Button>
      }
    >
      {refused.length > 0 && (
        <Stack gap="small">
          <Heading level={3}>{t("ui.knowledge.import.refused", { count: refused.length })}</Heading>
          <Rows label={t("ui.knowledge.import.refusedList")}>
            {refused.map(({ id, why }) => (
              <Row key={`${id}/${why}`} title={<Code>{id}</Code>}>
                {why}
              </Row>
            ))}
          </Rows>
        </Stack>
      )}
    </Dialog>
  );
}
