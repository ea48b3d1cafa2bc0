import { useCallback, useMemo } from "react";
import { useText } from "../../i18n/language.tsx";
import { useFileDrop } from "../../files/file-drop.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { usePhotoIntake } from "./photos-context.tsx";
import type { AboutPhoto } from "./photo-intake.ts";
import { looksLikePicture, nothingSaid, sourcesOf } from "./photo-sources.ts";

/** Adding pictures to the site in view: by file, from the camera, dropped or pasted. */
export function useAdding(): {
  addFiles: (files: readonly File[], about?: AboutPhoto) => void;
  addShot: (shot: Blob, about: AboutPhoto) => void;
} {
  const { t } = useText();
  const { state } = useEditing();
  const { intake } = usePhotoIntake();
  const siteId = state.site.id;
  const addFiles = useCallback(
    (files: readonly File[], about: AboutPhoto = nothingSaid) =>
      intake.add(siteId, sourcesOf(files, about, new Date())),
    [intake, siteId],
  );
  const addShot = useCallback(
    (shot: Blob, about: AboutPhoto) =>
      intake.add(siteId, [{ file: shot, name: t("ui.photos.camera"), takenAt: new Date().toISOString(), about }]),
    [intake, siteId, t],
  );
  useFileDrop({
    says: t("ui.photos.dropHere", { site: state.shown.site.name }),
    takes: looksLikePicture,
    onFiles: (files) => addFiles(files),
  });
  return useMemo(() => ({ addFiles, addShot }), [addFiles, addShot]);
}
