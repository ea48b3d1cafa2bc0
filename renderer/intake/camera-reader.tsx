import { RotateCw } from "lucide-react";
import { useText, type Key } from "../i18n/language.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { CameraView } from "../ui/camera-view.tsx";
import { Stack } from "../ui/layout.tsx";
import { Text } from "../ui/text.tsx";
import type { CameraTrouble } from "./camera-stream.ts";
import { useCamera } from "./use-camera.ts";

const words: Readonly<Record<CameraTrouble, { title: Key; text: Key }>> = {
  denied: { title: "ui.intake.cameraDenied", text: "ui.intake.cameraDeniedText" },
  none: { title: "ui.intake.cameraNone", text: "ui.intake.cameraNoneText" },
  busy: { title: "ui.intake.cameraBusy", text: "ui.intake.cameraBusyText" },
};

/** Reads a code by the laptop's camera. */
export function CameraReader({ onText }: { onText: (text: string) => void }) {
  const { t } = useText();
  const { ref, state, again } = useCamera(onText);
  if (state.step === "failed")
    return (
      <Banner
        tone="caution"
        title={t(words[state.why].title)}
        actions={
          <Button icon={RotateCw} onClick={again}>
            {t("ui.intake.cameraAgain")}
          </Button>
        }
      >
        <p>{t(words[state.why].text)}</p>
      </Banner>
    );
  return (
    <Stack gap="small" align="center">
      <CameraView ref={ref} label={t("ui.intake.cameraView")} />
      <Text size="small" tone="soft">
        {t(state.step === "on" ? "ui.intake.cameraOn" : "ui.intake.cameraStarting")}
      </Text>
    </Stack>
  );
}
