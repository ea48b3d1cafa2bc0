import { RotateCw } from "lucide-react";
import { useText } from "../i18n/language.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { CodeBlock } from "../ui/text.tsx";
import type { Problem } from "./problem.ts";

/** For a failure of a button that has no room beside it: in the middle, until it is answered. */
export function ProblemDialog({
  problem,
  onClose,
  onRetry,
}: {
  problem: Problem | null;
  onClose: () => void;
  onRetry: () => void;
}) {
  const { t } = useText();
  if (problem === null) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`error.${problem.code}.title`, problem.args)}
      description={t(`error.${problem.code}.next`, problem.args)}
      footer={
        <>
          <Button onClick={onClose}>{t("ui.common.close")}</Button>
          <Button look="primary" icon={RotateCw} onClick={onRetry}>
            {t("ui.common.tryAgain")}
          </Button>
        </>
      }
    >
      <Disclosure label={t("ui.common.technicalDetail")}>
        <CodeBlock label={t("ui.common.technicalDetail")}>
          {[problem.code, problem.detail].filter(Boolean).join("\n")}
        </CodeBlock>
      </Disclosure>
    </Dialog>
  );
}
