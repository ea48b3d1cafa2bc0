import { Camera, Check, RotateCcw, RotateCw } from "lucide-react";
import { useState } from "react";
import { usePhotoCamera } from "../../intake/use-photo-camera.ts";
import { useText, type Key } from "../../i18n/language.tsx";
import type { CameraTrouble } from "../../intake/camera-stream.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { BlobPicture } from "../../ui/blob-picture.tsx";
import { Button } from "../../ui/button.tsx";
import { PhotoCameraView } from "../../ui/camera-view.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Pair } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { Text } from "../../ui/text.tsx";
import type { AboutPhoto } from "./photo-intake.ts";
import { photoKinds } from "./photo-look.ts";
import { nothingSaid } from "./photo-sources.ts";
import type { WantedPhoto } from "./wanted-photos.ts";

const MAX_CAPTION_LENGTH = 500;

const troubleTitle: Readonly<Record<CameraTrouble, Key>> = {
  denied: "ui.intake.cameraDenied",
  none: "ui.intake.cameraNone",
  busy: "ui.intake.cameraBusy",
};

type TakePhotoDialogProps = {
  /** The picture that is asked for; null: any, and as many as one likes. */
  wanted: WantedPhoto | null;
  onShot: (shot: Blob, about: AboutPhoto) => void;
  onClose: () => void;
};

/** Takes pictures with a camera of this laptop, one after the other. */
export function TakePhotoDialog({ wanted, onShot, onClose }: TakePhotoDialogProps) {
  const { t } = useText();
  const announce = useAnnounce();
  const [cameraId, setCameraId] = useState<string | null>(null);
  const { ref, state, cameras, chosenId, shoot: takePicture, again } = usePhotoCamera(cameraId);
  const [shot, setShot] = useState<Blob | null>(null);
  const [about, setAbout] = useState<AboutPhoto>(
    wanted === null ? nothingSaid : { ...nothingSaid, kind: wanted.kind, caption: wanted.caption },
  );

  async function shoot(): Promise<void> {
    const taken = await takePicture();
    if (taken === null) return;
    setShot(taken);
    announce(t("ui.photos.shot"));
  }

  function keep(): void {
    if (shot === null) return;
    const caption = about.caption?.trim() ?? "";
    onShot(shot, { ...about, caption: caption === "" ? null : caption });
    if (wanted !== null) return onClose();
    setShot(null);
    setAbout({ ...about, caption: null });
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={wanted === null ? t("ui.photos.takeTitle") : wanted.caption}
      description={t("ui.photos.takeText")}
      footer={
        shot === null ? (
          <>
            <Button size="large" onClick={onClose}>
              {t("ui.photos.done")}
            </Button>
            <Button
              size="large"
              look="primary"
              icon={Camera}
              disabled={state.step !== "on"}
              onClick={() => void shoot()}
            >
              {t("ui.photos.shoot")}
            </Button>
          </>
        ) : (
          <>
            <Button size="large" icon={RotateCcw} onClick={() => setShot(null)}>
              {t("ui.photos.again")}
            </Button>
            <Button size="large" look="primary" icon={Check} onClick={keep}>
              {t("ui.photos.keep")}
            </Button>
          </>
        )
      }
    >
      {state.step === "failed" && shot === null ? (
        <Banner
          tone="caution"
          title={t(troubleTitle[state.why])}
          actions={
            <Button icon={RotateCw} onClick={again}>
              {t("ui.intake.cameraAgain")}
            </Button>
          }
        >
          <p>{t(`ui.photos.cameraTroubleText.${state.why}`)}</p>
        </Banner>
      ) : (
        <PhotoCameraView
          key={cameraId}
          ref={ref}
          label={t("ui.photos.cameraView")}
          still={shot && <BlobPicture blob={shot} description={t("ui.photos.cameraPicture")} fit="contain" />}
        />
      )}
      {state.step === "starting" && (
        <Text size="small" tone="soft">
          {t("ui.photos.cameraStarting")}
        </Text>
      )}
      {shot === null && state.step !== "failed" && cameras.length > 1 && (
        <Select
          label={t("ui.photos.cameraChoice")}
          options={cameras.map(({ id, label }, index) => ({
            value: id,
            label: label === "" ? t("ui.photos.cameraNumber", { number: index + 1 }) : label,
          }))}
          value={chosenId ?? cameras[0]?.id ?? ""}
          onChange={setCameraId}
        />
      )}
      {shot !== null && (
        <Pair>
          <TextField
            label={t("ui.photos.view.caption")}
            value={about.caption ?? ""}
            maxLength={MAX_CAPTION_LENGTH}
            onChange={(caption) => setAbout({ ...about, caption })}
          />
          <Select
            label={t("ui.photos.view.kind")}
            options={photoKinds.map((value) => ({ value, label: t(`ui.survey.photoKind.${value}`) }))}
            value={about.kind}
            onChange={(kind) => setAbout({ ...about, kind })}
          />
        </Pair>
      )}
    </Dialog>
  );
}
