import { CloudDownload, ImageOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { problemOf, type Problem } from "../../problems/problem.ts";
import { BlobPicture } from "../../ui/blob-picture.tsx";
import { PictureAbsent } from "../../ui/photo-grid.tsx";
import { usePictures } from "./photos-context.tsx";

export type LoadedPicture = { hash: string } & ({ blob: Blob } | { problem: Problem });

/** The bytes of a picture, once they are here; null: on their way. */
export function usePicture(siteId: string, hash: string): LoadedPicture | null {
  const pictures = usePictures();
  const [loaded, setLoaded] = useState<LoadedPicture | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    pictures.get({ siteId, hash }, abort.signal).then(
      (blob) => !abort.signal.aborted && setLoaded({ hash, blob }),
      (error: unknown) => !abort.signal.aborted && setLoaded({ hash, problem: problemOf(error) }),
    );
    return () => abort.abort();
  }, [pictures, siteId, hash]);
  return loaded?.hash === hash ? loaded : null;
}

/** The small picture of a photo, or calmly why it is not here. */
export function Thumbnail({ siteId, hash }: { siteId: string; hash: string }) {
  const { t } = useText();
  const loaded = usePicture(siteId, hash);
  if (loaded === null) return null;
  // The tile's own name says what is in it.
  if ("blob" in loaded) return <BlobPicture blob={loaded.blob} description="" fit="cover" />;
  return loaded.problem.code === "PHOTO_MISSING" ? (
    <PictureAbsent icon={CloudDownload}>{t("ui.photos.view.missing")}</PictureAbsent>
  ) : (
    <PictureAbsent icon={ImageOff}>{t("ui.photos.view.failed")}</PictureAbsent>
  );
}
