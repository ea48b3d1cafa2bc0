import { CircleAlert, CircleCheck, CloudUpload, Link2Off, RotateCw, type LucideIcon } from "lucide-react";
import { useIsLineLost } from "../connection/connection-context.tsx";
import { useText } from "../i18n/language.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Inline, Stack } from "../ui/layout.tsx";
import { Text } from "../ui/text.tsx";
import type { Tone } from "../ui/tone.ts";
import { useEditing } from "./edits-context.tsx";
import { saveState } from "./edits-state.ts";

/** Whether everything is kept: quiet while it is, plain words when it isn't. */
export function SaveLine() {
  const { t } = useText();
  const { state, edits } = useEditing();
  const isLineLost = useIsLineLost();
  const step = saveState(state);
  if (step === "saved") return <Line icon={CircleCheck} tone="positive" text={t("ui.survey.saved")} />;
  if (isLineLost || state.problem?.code === "DISCONNECTED")
    return <Line icon={Link2Off} tone="caution" text={t("ui.survey.keptHere")} />;
  if (step === "saving") return <Line icon={CloudUpload} tone="neutral" text={t("ui.survey.saving")} />;
  const problem = state.problem ?? state.refused[0]?.problem;
  if (problem === undefined) return null;
  return (
    <Stack gap="small">
      <Line
        icon={CircleAlert}
        tone="critical"
        text={t("ui.survey.notSaved", {
          why: step === "refused" ? t("ui.survey.refused") : t(`error.${problem.code}.title`, problem.args),
        })}
      />
      <Inline>
        <Button size="large" icon={RotateCw} onClick={edits.tryAgain}>
          {t("ui.common.tryAgain")}
        </Button>
        {step === "refused" && (
          <Button size="large" look="quiet" onClick={edits.dropRefused}>
            {t("ui.survey.drop")}
          </Button>
        )}
      </Inline>
    </Stack>
  );
}

function Line({ icon, tone, text }: { icon: LucideIcon; tone: Tone; text: string }) {
  return (
    <Inline>
      <Icon of={icon} size="small" tone={tone} />
      <Text as="span" size="small" tone={tone === "critical" ? "critical" : "soft"}>
        {text}
      </Text>
    </Inline>
  );
}
