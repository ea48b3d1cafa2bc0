import { Download, FileUp } from "lucide-react";
import { useCallback, useState } from "react";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useFileDrop } from "../../files/file-drop.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Code } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import type { PartOf, PartProps } from "./part-props.ts";

/** The host's own limit; said before a large file is sent for nothing. */
const MAX_BYTES = 16_000_000;

/** A place for the router's settings file, before anything is changed there, and what is kept already. */
export function BackupPart({ siteId, walk: { walk }, walking }: PartProps<PartOf<"router-backup">>) {
  const { t, bytes, dateTime } = useText();
  const toast = useToast();
  const announce = useAnnounce();
  const keeping = useAction();
  const giving = useAction();
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) =>
      (await client.sites.get({ siteId }, { signal })).document.routerBackups.toReversed(),
    [siteId],
  );
  const kept = useLoaded(load);
  const walkId = walk.id;
  const [isTooLarge, setIsTooLarge] = useState(false);

  function keep(file: File): void {
    const hasSize = file.size > 0 && file.size <= MAX_BYTES;
    setIsTooLarge(!hasSize);
    if (!hasSize) return announce(t("ui.walk.backup.wrongSize", { most: bytes(MAX_BYTES) }));
    keeping.run(async (client) => {
      await client.walks.keepRouterBackup({ siteId, walkId, fileName: file.name || "router", file });
      toast(t("ui.walk.backup.kept", { file: file.name }));
      kept.reload();
      walking.reload();
    });
  }

  function giveBack(backupId: string): void {
    giving.run(async (client) => {
      const { fileName, file } = await client.walks.routerBackup({ siteId, backupId });
      downloadFile(file, fileName);
    });
  }

  useFileDrop({
    says: t("ui.walk.backup.drop"),
    // A survey that a colleague sent goes where surveys go.
    takes: (file) => !file.name.toLowerCase().endsWith(".farsite"),
    onFiles: ([file]) => file && keep(file),
  });
  const entries = kept.step === "ready" ? kept.value : [];
  const problem = keeping.problem ?? giving.problem;
  return (
    <Card title={t("ui.walk.backup.title")} hint={t("ui.walk.backup.hint")} flush>
      <Inset>
        <Inline>
          <FileButton icon={FileUp} accept="" pending={keeping.pending} onFile={keep}>
            {t("ui.walk.backup.choose")}
          </FileButton>
        </Inline>
        {isTooLarge && <Banner tone="caution" title={t("ui.walk.backup.wrongSize", { most: bytes(MAX_BYTES) })} />}
        {problem && <ProblemBanner problem={problem} />}
      </Inset>
      {entries.length > 0 && (
        <Rows label={t("ui.walk.backup.list")}>
          {entries.map((entry) => (
            <Row
              key={entry.id}
              title={<Code>{entry.fileName}</Code>}
              end={
                <Button
                  size="small"
                  icon={Download}
                  label={t("ui.walk.backup.saveOf", { file: entry.fileName })}
                  onClick={() => giveBack(entry.id)}
                >
                  {t("ui.walk.backup.save")}
                </Button>
              }
            >
              <span>{[bytes(entry.bytes), dateTime(entry.savedAt), entry.savedBy].filter(Boolean).join(" · ")}</span>
            </Row>
          ))}
        </Rows>
      )}
    </Card>
  );
}
