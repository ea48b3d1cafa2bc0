import { Images } from "lucide-react";
import { useState } from "react";
import type { Photo } from "#core/survey/survey-sections.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goInstead } from "../navigation/use-route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Card } from "../ui/card.tsx";
import { Chip, Chips } from "../ui/chips.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Inline, Stack } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";
import { PhotoGrid } from "../ui/photo-grid.tsx";
import { Text } from "../ui/text.tsx";
import { AddPhotoButtons } from "../features/photos/add-photos.tsx";
import { PendingPhotos } from "../features/photos/pending-photos.tsx";
import { kindIcon, photoKinds } from "../features/photos/photo-look.ts";
import { CaptionedTile, WantedTile } from "../features/photos/photo-tiles.tsx";
import { PhotoViewer } from "../features/photos/photo-viewer.tsx";
import { TakePhotoDialog } from "../features/photos/take-photo-dialog.tsx";
import { useAdding } from "../features/photos/use-adding.ts";
import { useWanted } from "../features/photos/use-wanted.ts";
import type { WantedPhoto } from "../features/photos/wanted-photos.ts";
import { EditingProvider, useEditing, useSurvey } from "../survey/edits-context.tsx";
import { saveState } from "../survey/edits-state.ts";
import { SaveLine } from "../survey/save-line.tsx";
import { useUndo } from "../survey/use-undo.ts";

/** All photos of a site; with `photoId`, that one large. */
export function PhotosPage({ siteId, photoId }: { siteId: string; photoId: string | null }) {
  const { t } = useText();
  const { state, edits } = useSurvey(siteId);
  if (state.step !== "ready")
    return (
      <Page title={t("ui.photos.title")} back={{ href: hrefOf({ page: "sites" }), label: t("ui.site.back") }}>
        {state.step === "failed" ? (
          <ProblemBanner problem={state.problem} onRetry={edits.refresh} />
        ) : (
          <Text tone="faint" size="small">
            {t("ui.common.loading")}
          </Text>
        )}
      </Page>
    );
  return (
    <EditingProvider edits={edits} state={state}>
      <LoadedPhotos photoId={photoId} />
    </EditingProvider>
  );
}

/** Which camera dialog is open: for a picture that is asked for, or for any. */
type Taking = { wanted: WantedPhoto | null };

function LoadedPhotos({ photoId }: { photoId: string | null }) {
  const { t } = useText();
  const { state, edits, document } = useEditing();
  const undo = useUndo(edits);
  const wanted = useWanted();
  const { addFiles, addShot } = useAdding();
  const [taking, setTaking] = useState<Taking | null>(null);
  const [kind, setKind] = useState<Photo["kind"] | null>(null);
  const { id: siteId } = state.site;
  const { photos } = document;
  // The last kind of a filter may go with its last photo.
  const shown = photos.some((photo) => photo.kind === kind) ? photos.filter((photo) => photo.kind === kind) : photos;
  const large = photos.find(({ id }) => id === photoId);

  return (
    <Page
      title={t("ui.photos.title")}
      lead={t("ui.photos.lead")}
      back={{
        href: hrefOf({ page: "site", siteId }),
        label: t("ui.photos.backToSite", { site: document.site.name }),
      }}
      actions={<AddPhotoButtons onFiles={addFiles} onCamera={() => setTaking({ wanted: null })} isMain />}
    >
      {saveState(state) !== "saved" && <SaveLine />}
      {undo.problem && <ProblemBanner problem={undo.problem} />}
      <PendingPhotos siteId={siteId} />
      {wanted.length > 0 && (
        <Card title={t("ui.photos.wanted")} hint={t("ui.photos.wantedHint")}>
          <PhotoGrid label={t("ui.photos.wanted")}>
            {wanted.map((one) => (
              <WantedTile
                key={one.id}
                wanted={one}
                onFiles={(files) => addFiles(files, { kind: one.kind, caption: one.caption, deviceId: null })}
                onCamera={() => setTaking({ wanted: one })}
              />
            ))}
          </PhotoGrid>
        </Card>
      )}
      {photos.length === 0 ? (
        <EmptyState icon={Images} title={t("ui.photos.noneTitle")}>
          {t("ui.photos.noneText")}
        </EmptyState>
      ) : (
        <Stack>
          <KindChips photos={photos} kind={kind} onChange={setKind} />
          <PhotoGrid label={t("ui.photos.list")}>
            {shown.map((photo) => (
              <CaptionedTile key={photo.id} siteId={siteId} photo={photo} />
            ))}
          </PhotoGrid>
        </Stack>
      )}
      {large && (
        <PhotoViewer
          photos={shown.includes(large) ? shown : photos}
          photo={large}
          onShow={(next) => goInstead({ page: "photos", siteId, photoId: next })}
        />
      )}
      {taking && <TakePhotoDialog wanted={taking.wanted} onShot={addShot} onClose={() => setTaking(null)} />}
    </Page>
  );
}

type KindChipsProps = {
  photos: readonly Photo[];
  kind: Photo["kind"] | null;
  onChange: (kind: Photo["kind"] | null) => void;
};

/** Narrows the photos down to one kind, where there is more than one. */
function KindChips({ photos, kind, onChange }: KindChipsProps) {
  const { t } = useText();
  const counts = photoKinds
    .map((value) => ({ value, count: photos.filter((photo) => photo.kind === value).length }))
    .filter(({ count }) => count > 0);
  if (counts.length < 2) return null;
  return (
    <Inline>
      <Chips label={t("ui.photos.shows")}>
        <Chips.Kind label={t("ui.photos.view.kind")}>
          {counts.map(({ value, count }) => (
            <Chip
              key={value}
              icon={kindIcon[value]}
              count={count}
              pressed={kind === value}
              onChange={() => onChange(kind === value ? null : value)}
            >
              {t(`ui.survey.photoKind.${value}`)}
            </Chip>
          ))}
        </Chips.Kind>
      </Chips>
    </Inline>
  );
}
