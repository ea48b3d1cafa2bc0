import { Copy, Download } from "lucide-react";
import { useState } from "react";
import type { WrittenFile } from "#core/contract/tunnel-calls.ts";
import { PRIVATE_KEY_PLACEHOLDER } from "#core/vpn/checked-device.ts";
import { useAction } from "../../../connection/use-action.ts";
import type { FarsiteClient } from "../../../connection/client.ts";
import { copyText } from "../../../files/copy-text.ts";
import { downloadFile } from "../../../files/download-file.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { Button } from "../../../ui/button.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Inline } from "../../../ui/layout.tsx";
import { Rows, ToolRow } from "../../../ui/rows.tsx";
import { Code, CodeBlock, Text } from "../../../ui/text.tsx";
import { useToast } from "../../../ui/toast.tsx";
import { useSecretClipboard } from "../../../files/clipboard-context.tsx";
import { fileLook } from "./file-look.ts";

/** Whether something secret is left out of a text that is only shown. */
export const isLeftOut = (text: string): boolean => text.includes(PRIVATE_KEY_PLACEHOLDER);

type WrittenFilesProps = {
  files: readonly WrittenFile[];
  /** The same files with their secrets: asked for by the click that needs them, and kept nowhere here. */
  fetchWhole: (client: FarsiteClient) => Promise<readonly WrittenFile[]>;
};

/** Files for somebody else's machine: looked at without what is secret, saved and copied with it. */
export function WrittenFiles({ files, fetchWhole }: WrittenFilesProps) {
  const { t } = useText();
  return (
    <Rows label={t("uiTunnels.files.list")}>
      {files.map((file) => (
        <FileRow key={file.fileName} file={file} fetchWhole={fetchWhole} />
      ))}
    </Rows>
  );
}

function FileRow({ file, fetchWhole }: Pick<WrittenFilesProps, "fetchWhole"> & { file: WrittenFile }) {
  const { t, say } = useText();
  const toast = useToast();
  const clipboard = useSecretClipboard();
  const giving = useAction();
  const [copyFailed, setCopyFailed] = useState(false);
  const isSecret = isLeftOut(file.text);
  const { icon, name } = fileLook(file.fileName, isSecret);

  async function whole(client: FarsiteClient): Promise<string> {
    if (!isSecret) return file.text;
    const found = (await fetchWhole(client)).find(({ fileName }) => fileName === file.fileName);
    return found?.text ?? file.text;
  }

  function save(): void {
    giving.run(async (client) => {
      downloadFile(new Blob([await whole(client)], { type: "text/plain" }), name);
      toast(t("uiTunnels.files.saved", { file: name }));
    });
  }

  function copy(): void {
    setCopyFailed(false);
    giving.run(async (client) => {
      const text = await whole(client);
      await (isSecret ? clipboard.copy(name, text) : copyText(text)).then(
        () => toast(t(isSecret ? "uiTunnels.files.copiedSecret" : "uiTunnels.files.copied")),
        () => setCopyFailed(true),
      );
    });
  }

  return (
    <ToolRow
      start={<Icon of={icon} tone={isSecret ? "caution" : "neutral"} />}
      title={<Code>{file.fileName}</Code>}
      marks={null}
      tools={
        <Inline>
          <Button
            size="small"
            icon={Download}
            label={t("uiTunnels.files.saveOf", { file: name })}
            pending={giving.pending}
            onClick={save}
          >
            {t("uiTunnels.files.save")}
          </Button>
          <Button
            size="small"
            icon={Copy}
            label={t("uiTunnels.files.copyOf", { file: name })}
            disabled={giving.pending}
            onClick={copy}
          >
            {t("uiTunnels.files.copy")}
          </Button>
        </Inline>
      }
      below={
        <>
          {copyFailed && (
            <Text size="small" tone="critical">
              {t("ui.common.copyFailed")}
            </Text>
          )}
          {giving.problem && <ProblemBanner problem={giving.problem} />}
          <Disclosure label={t("uiTunnels.files.show")}>
            <CodeBlock label={t("uiTunnels.files.showOf", { file: name })}>{file.text}</CodeBlock>
          </Disclosure>
        </>
      }
    >
      <span>{say(file.says)}</span>
    </ToolRow>
  );
}
