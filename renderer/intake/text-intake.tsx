import { FileUp } from "lucide-react";
import { useState } from "react";
import { useText } from "../i18n/language.tsx";
import { useAnnounce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/field.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { Inline, Stack } from "../ui/layout.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { Text } from "../ui/text.tsx";
import { CameraReader } from "./camera-reader.tsx";

type Way = "file" | "paste" | "camera";

type TextIntakeProps = {
  /** Endings and types of the files that it can be. */
  accept: string;
  fileLabel: string;
  /** In characters, as the contract has it; a larger file is not even read. */
  maxLength: number;
  pending: boolean;
  onText: (text: string) => void;
};

/** A text that a colleague's laptop made: as a file, pasted, or read off its screen. */
export function TextIntake({ accept, fileLabel, maxLength, pending, onText }: TextIntakeProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const [way, setWay] = useState<Way>("file");
  const [trouble, setTrouble] = useState<string | null>(null);

  async function take(file: File): Promise<void> {
    setTrouble(null);
    if (file.size > maxLength) return setTrouble(t("ui.intake.tooLarge"));
    try {
      onText(await file.text());
    } catch {
      // It was moved or the stick pulled out between choosing and reading.
      setTrouble(t("ui.intake.unreadable"));
    }
  }

  return (
    <Stack>
      <SegmentedControl
        label={t("ui.intake.way")}
        options={[
          { value: "file", label: t("ui.intake.file") },
          { value: "camera", label: t("ui.intake.camera") },
          { value: "paste", label: t("ui.intake.paste") },
        ]}
        value={way}
        onChange={(next) => {
          setTrouble(null);
          setWay(next);
        }}
      />
      {way === "file" && (
        <Inline>
          <FileButton icon={FileUp} accept={accept} pending={pending} onFile={(file) => void take(file)}>
            {fileLabel}
          </FileButton>
        </Inline>
      )}
      {way === "paste" && <PasteForm maxLength={maxLength} pending={pending} onText={onText} />}
      {way === "camera" && (
        <CameraReader
          onText={(text) => {
            announce(t("ui.intake.cameraFound"));
            // The camera is off now; what came of the code is said in its place.
            setWay("file");
            onText(text);
          }}
        />
      )}
      {trouble !== null && (
        <Text size="small" weight="strong" tone="critical">
          {trouble}
        </Text>
      )}
    </Stack>
  );
}

function PasteForm({ maxLength, pending, onText }: Pick<TextIntakeProps, "maxLength" | "pending" | "onText">) {
  const { t } = useText();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <Stack gap="small">
      <TextArea
        label={t("ui.intake.pasteLabel")}
        hint={t("ui.intake.pasteHint")}
        value={text}
        maxLength={maxLength}
        rows={5}
        onChange={(next) => {
          setText(next);
          setMissing(false);
        }}
        error={missing ? t("ui.intake.pasteMissing") : null}
      />
      <Inline>
        <Button pending={pending} onClick={() => (text.trim() === "" ? setMissing(true) : onText(text.trim()))}>
          {t("ui.intake.take")}
        </Button>
      </Inline>
    </Stack>
  );
}
