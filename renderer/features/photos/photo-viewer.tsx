import { CloudDownload, FileDown, ImageOff, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import type { SurveyChange } from "#core/survey/survey-change.ts";
import type { Photo, SurveyDevice } from "#core/survey/survey-sections.ts";
import { downloadFile } from "../../files/download-file.ts";
import { useText } from "../../i18n/language.tsx";
import { ConflictMark } from "../../survey/conflict-mark.tsx";
import { useEditing } from "../../survey/edits-context.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { BlobPicture } from "../../ui/blob-picture.tsx";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { PictureAbsent } from "../../ui/photo-grid.tsx";
import { PictureViewer } from "../../ui/picture-viewer.tsx";
import { Select } from "../../ui/select.tsx";
import { Text } from "../../ui/text.tsx";
import { useToast } from "../../ui/toast.tsx";
import { photoKinds } from "./photo-look.ts";
import { usePicture } from "./photo-picture.tsx";
import { photoName, tileId } from "./photo-tiles.tsx";
import { usePictures } from "./photos-context.tsx";

const NO_DEVICE = "";

type PhotoViewerProps = {
  /** In the order of the page. */
  photos: readonly Photo[];
  photo: Photo;
  onShow: (photoId: string | null) => void;
};

/** A photo, large, with what the survey says about it. */
export function PhotoViewer({ photos, photo, onShow }: PhotoViewerProps) {
  const text = useText();
  const { t } = text;
  const { state } = useEditing();
  const siteId = state.site.id;
  const index = photos.findIndex(({ id }) => id === photo.id);
  const [before, after] = [photos[index - 1], photos[index + 1]];
  useReadAhead(siteId, [after?.hash, before?.hash]);
  const remove = useRemove();

  return (
    <PictureViewer
      title={t("ui.photos.view.title", { number: index + 1, total: photos.length })}
      closeLabel={t("ui.common.close")}
      previous={{ label: t("ui.photos.view.previous"), go: before ? () => onShow(before.id) : null }}
      next={{ label: t("ui.photos.view.next"), go: after ? () => onShow(after.id) : null }}
      onClose={() => onShow(null)}
      focusAfter={() => document.getElementById(tileId(photo.id))}
      picture={<LargePicture key={photo.id} siteId={siteId} photo={photo} />}
      side={
        <>
          <About key={photo.id} photo={photo} />
          <Inline>
            <SaveButton siteId={siteId} photo={photo} />
            <Button
              look="danger"
              icon={Trash2}
              onClick={() => {
                onShow((after ?? before)?.id ?? null);
                remove(photo);
              }}
            >
              {t("ui.photos.view.remove")}
            </Button>
          </Inline>
          <Text size="caption" tone="faint">
            {t("ui.photos.view.hint")}
          </Text>
        </>
      }
    />
  );
}

/** What is likely to be looked at next is there when it is. */
function useReadAhead(siteId: string, hashes: readonly (string | undefined)[]): void {
  const pictures = usePictures();
  const wanted = hashes.filter((hash) => hash !== undefined).join(" ");
  useEffect(() => {
    const abort = new AbortController();
    for (const hash of wanted.split(" ").filter(Boolean))
      // What fails here is told when it is looked at.
      pictures.get({ siteId, hash }, abort.signal).catch(() => {});
    return () => abort.abort();
  }, [pictures, siteId, wanted]);
}

function LargePicture({ siteId, photo }: { siteId: string; photo: Photo }) {
  const text = useText();
  const { t } = text;
  const loaded = usePicture(siteId, photo.hash);
  const small = usePicture(siteId, photo.thumbnail);
  if (loaded !== null && "blob" in loaded)
    return <BlobPicture blob={loaded.blob} description={photoName(photo, text)} fit="contain" />;
  if (loaded !== null)
    return loaded.problem.code === "PHOTO_MISSING" ? (
      <PictureAbsent icon={CloudDownload}>
        <Text as="span" weight="strong">
          {t("ui.photos.view.missing")}
        </Text>
        <br />
        {photo.takenBy == null
          ? t("ui.photos.view.missingText")
          : t("ui.photos.view.missingBy", { who: photo.takenBy })}
      </PictureAbsent>
    ) : (
      <PictureAbsent icon={ImageOff}>
        <Text as="span" weight="strong">
          {t("ui.photos.view.failed")}
        </Text>
        <br />
        {t(`error.${loaded.problem.code}.title`, loaded.problem.args)}{" "}
        {t(`error.${loaded.problem.code}.next`, loaded.problem.args)}
      </PictureAbsent>
    );
  return small !== null && "blob" in small ? (
    <BlobPicture blob={small.blob} description={t("ui.photos.view.loading")} fit="contain" />
  ) : null;
}

/** Takes a photo out of the survey, and offers to put it back; the history has it anyway. */
function useRemove(): (photo: Photo) => void {
  const { t } = useText();
  const { edits } = useEditing();
  const toast = useToast();
  const announce = useAnnounce();
  return (photo) => {
    void (async () => {
      await edits.settled();
      edits.edit([{ op: "remove", list: "photos", id: photo.id }], "now");
      await edits.settled();
      const state = edits.state();
      const revision = state.step === "ready" && !edits.isUnsaved() ? state.done.at(-1) : undefined;
      announce(t("ui.photos.view.removed"));
      toast(t("ui.photos.view.removed"), {
        label: t("ui.photos.view.undo"),
        onClick: () => void takeBack(photo, revision).then(() => announce(t("ui.photos.view.undone"))),
      });
    })();
  };

  /** By the history; where that can't be (it has not got there yet), by putting the photo back. */
  async function takeBack(photo: Photo, revision: string | undefined): Promise<void> {
    const putBack = (): unknown => edits.edit([{ op: "put", list: "photos", entry: photo }], "now");
    if (revision === undefined) putBack();
    else await edits.undo(revision, "undo").catch(putBack);
  }
}

function SaveButton({ siteId, photo }: { siteId: string; photo: Photo }) {
  const { t } = useText();
  const loaded = usePicture(siteId, photo.hash);
  if (loaded === null || !("blob" in loaded)) return null;
  const { blob } = loaded;
  return (
    <Button
      icon={FileDown}
      onClick={() => downloadFile(blob, `${photo.takenAt.slice(0, 10)}-${photo.hash.slice(0, 8)}.jpg`)}
    >
      {t("ui.photos.view.save")}
    </Button>
  );
}

function About({ photo }: { photo: Photo }) {
  const { t, dateTime, number, bytes } = useText();
  const { document, edits } = useEditing();
  const [caption, setCaption] = useState<string | null>(null);
  const { id, kind, deviceId, takenAt, takenBy, width, height } = photo;
  const when = dateTime(takenAt);
  const set = (field: string, value: unknown, after: "now" | "after-pause"): void => {
    const change: SurveyChange = { op: "set-in", list: "photos", id, field, ...(value !== undefined && { value }) };
    edits.edit([change], after);
  };
  // What was typed last goes out with the next look elsewhere.
  useEffect(() => () => edits.flush(), [edits]);

  return (
    <Stack>
      <Stack gap="tight">
        <TextArea
          label={t("ui.photos.view.caption")}
          value={caption ?? photo.caption ?? ""}
          maxLength={500}
          rows={3}
          onChange={(next) => {
            setCaption(next);
            set("caption", next.trim() === "" ? undefined : next.trim(), "after-pause");
          }}
        />
        <ConflictMark path={["photos", id, "caption"]} />
      </Stack>
      <Select
        label={t("ui.photos.view.kind")}
        options={photoKinds.map((value) => ({ value, label: t(`ui.survey.photoKind.${value}`) }))}
        value={kind}
        onChange={(next) => set("kind", next, "now")}
      />
      {document.devices.length > 0 && (
        <Select
          label={t("ui.photos.view.device")}
          options={[
            { value: NO_DEVICE, label: t("ui.photos.view.noDevice") },
            ...document.devices.map((device) => ({
              value: device.id,
              label: deviceTitle(device) ?? t("ui.photos.view.nameless"),
            })),
          ]}
          value={document.devices.some((device) => device.id === deviceId) ? (deviceId ?? NO_DEVICE) : NO_DEVICE}
          onChange={(next) => set("deviceId", next === NO_DEVICE ? undefined : next, "now")}
        />
      )}
      <Text size="small" tone="soft">
        {takenBy == null ? t("ui.photos.view.taken", { when }) : t("ui.photos.view.takenBy", { when, who: takenBy })}
        <br />
        {t("ui.photos.view.size", { width: number(width), height: number(height), size: bytes(photo.bytes) })}
      </Text>
    </Stack>
  );
}

function deviceTitle({ name, make, model, address }: SurveyDevice): string | null {
  const parts = [name ?? [make, model].filter(Boolean).join(" "), address].filter(Boolean);
  return parts.length === 0 ? null : parts.join(" · ");
}
