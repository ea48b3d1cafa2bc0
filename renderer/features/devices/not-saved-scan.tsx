import { Save } from "lucide-react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import type { Problem } from "../../problems/problem.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { CodeBlock } from "../../ui/text.tsx";
import { useScan } from "./scan-context.tsx";

/** The search is done but could not be kept: why, and that it can be tried again. The exports keep it, too. */
export function NotSavedScan({ problem: first }: { problem: Problem }) {
  const { t } = useText();
  const { saveAgain } = useScan();
  const saving = useAction();
  const problem = saving.problem ?? first;
  return (
    <Banner
      tone="critical"
      title={t("ui.devices.notSavedTitle")}
      actions={
        <Button look="primary" icon={Save} pending={saving.pending} onClick={() => saving.run(saveAgain)}>
          {t("ui.notSaved.again")}
        </Button>
      }
    >
      <p>
        {t(`error.${problem.code}.title`, problem.args)} {t(`error.${problem.code}.next`, problem.args)}
      </p>
      <p>{t("ui.devices.notSavedText")}</p>
      {problem.detail !== null && (
        <Disclosure label={t("ui.common.technicalDetail")}>
          <CodeBlock label={t("ui.common.technicalDetail")}>{`${problem.code}\n${problem.detail}`}</CodeBlock>
        </Disclosure>
      )}
    </Banner>
  );
}
