import { Camera, FilePlus2 } from "lucide-react";
import type { Photo } from "#core/survey/survey-sections.ts";
import { useText, type Text } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Button } from "../../ui/button.tsx";
import { FilesButton } from "../../ui/file-button.tsx";
import { PhotoGap, PhotoTile } from "../../ui/photo-grid.tsx";
import { PICTURE_TYPES } from "./add-photos.tsx";
import { kindIcon } from "./photo-look.ts";
import { Thumbnail } from "./photo-picture.tsx";
import type { WantedPhoto } from "./wanted-photos.ts";

/** By this the tile of a photo is found in the page. */
export const tileId = (photoId: string): string => `photo-${photoId}`;

/** What a photo is called where it has no caption. */
export const photoName = ({ kind, caption }: Pick<Photo, "kind" | "caption">, { t }: Pick<Text, "t">): string =>
  caption ?? t(`ui.survey.photoKind.${kind}`);

type TileProps = { siteId: string; photo: Photo };

/** A photo in the grid, with what it shows below it. */
export function CaptionedTile({ siteId, photo }: TileProps) {
  const text = useText();
  const { t, dateTime } = text;
  const kind = t(`ui.survey.photoKind.${photo.kind}`);
  const when = dateTime(photo.takenAt);
  return (
    <PhotoTile
      href={hrefOf({ page: "photos", siteId, photoId: photo.id })}
      name={t("ui.photos.open", { what: photoName(photo, text), when })}
      place={tileId(photo.id)}
      title={photo.caption}
      detail={photo.caption == null ? kind : `${kind} · ${when}`}
      picture={<Thumbnail siteId={siteId} hash={photo.thumbnail} />}
    />
  );
}

/** A photo among a few: only the picture. */
export function PlainTile({ siteId, photo }: TileProps) {
  const text = useText();
  const { t, dateTime } = text;
  return (
    <PhotoTile
      href={hrefOf({ page: "photos", siteId, photoId: photo.id })}
      name={t("ui.photos.open", { what: photoName(photo, text), when: dateTime(photo.takenAt) })}
      picture={<Thumbnail siteId={siteId} hash={photo.thumbnail} />}
    />
  );
}

/** A picture that the template asks for. */
export function WantedTile({
  wanted,
  onFiles,
  onCamera,
}: {
  wanted: WantedPhoto;
  onFiles: (files: readonly File[]) => void;
  onCamera: () => void;
}) {
  const { t } = useText();
  return (
    <PhotoGap icon={kindIcon[wanted.kind]} title={wanted.caption} detail={t(`ui.survey.photoKind.${wanted.kind}`)}>
      <Button icon={Camera} look="quiet" label={t("ui.photos.takeFor", { what: wanted.caption })} onClick={onCamera}>
        {t("ui.photos.take")}
      </Button>
      <FilesButton
        icon={FilePlus2}
        look="quiet"
        accept={PICTURE_TYPES}
        label={t("ui.photos.addFor", { what: wanted.caption })}
        onFiles={onFiles}
      >
        {t("ui.photos.add")}
      </FilesButton>
    </PhotoGap>
  );
}
