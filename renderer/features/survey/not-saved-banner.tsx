import { Copy, Download, Save } from "lucide-react";
import { useState } from "react";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import type { Problem } from "../../problems/problem.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { CodeBlock } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { copyText } from "../../files/copy-text.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useCheck } from "./check-context.tsx";

/** The check is done but could not be kept: why, and the ways to keep it all the same. */
export function NotSavedBanner({ problem: first, record }: { problem: Problem; record: CheckRecord }) {
  const { t } = useText();
  const { saveAgain } = useCheck();
  const saving = useAction();
  // What stands in the way may change from try to try: first a full disk, then a locked file.
  const problem = saving.problem ?? first;
  const toast = useToast();
  const [copyFailed, setCopyFailed] = useState(false);
  const json = (): string => JSON.stringify(record, null, 2);

  function save(): void {
    // Colons are not allowed in file names on Windows.
    const name = `farsite-check-${record.startedAt.slice(0, 16).replaceAll(":", "-")}.json`;
    downloadFile(new Blob([json()], { type: "application/json" }), name);
    toast(t("ui.notSaved.fileSaved", { file: name }));
  }

  function copy(): void {
    copyText(json()).then(
      () => toast(t("ui.common.copied")),
      () => setCopyFailed(true),
    );
  }

  return (
    <Banner
      tone="critical"
      title={t("ui.notSaved.title")}
      actions={
        <>
          <Button look="primary" icon={Save} pending={saving.pending} onClick={() => saving.run(saveAgain)}>
            {t("ui.notSaved.again")}
          </Button>
          <Button icon={Download} onClick={save}>
            {t("ui.notSaved.saveFile")}
          </Button>
          <Button icon={Copy} onClick={copy}>
            {t("ui.notSaved.copy")}
          </Button>
        </>
      }
    >
      <p>
        {t(`error.${problem.code}.title`, problem.args)} {t(`error.${problem.code}.next`, problem.args)}
      </p>
      <p>{t("ui.notSaved.text")}</p>
      {copyFailed && <p>{t("ui.common.copyFailed")}</p>}
      {problem.detail !== null && (
        <Disclosure label={t("ui.common.technicalDetail")}>
          <CodeBlock label={t("ui.common.technicalDetail")}>{`${problem.code}\n${problem.detail}`}</CodeBlock>
        </Disclosure>
      )}
    </Banner>
  );
}
