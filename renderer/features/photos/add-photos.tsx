import { Camera, ImagePlus } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { FilesButton } from "../../ui/file-button.tsx";

/** Whatever the system takes for a picture: what can't be read is told with what to do about it. */
export const PICTURE_TYPES = "image/*,.heic,.heif";

/** The two ways to add photos that have a button; dropping and pasting need none. */
export function AddPhotoButtons({
  onFiles,
  onCamera,
  isMain = false,
}: {
  onFiles: (files: readonly File[]) => void;
  onCamera: () => void;
  /** They are what the page is for. */
  isMain?: boolean;
}) {
  const { t } = useText();
  return (
    <>
      <Button icon={Camera} onClick={onCamera}>
        {t("ui.photos.take")}
      </Button>
      <FilesButton
        icon={ImagePlus}
        look={isMain ? "primary" : "secondary"}
        accept={PICTURE_TYPES}
        several
        onFiles={onFiles}
      >
        {t("ui.photos.add")}
      </FilesButton>
    </>
  );
}
