import { Images } from "lucide-react";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { useEditing } from "../../survey/edits-context.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { PhotoGrid } from "../../ui/photo-grid.tsx";
import { Text } from "../../ui/text.tsx";
import { AddPhotoButtons } from "./add-photos.tsx";
import { PendingPhotos } from "./pending-photos.tsx";
import { PlainTile } from "./photo-tiles.tsx";
import { TakePhotoDialog } from "./take-photo-dialog.tsx";
import { useAdding } from "./use-adding.ts";
import { useWanted } from "./use-wanted.ts";

/** Two lines of small pictures beside the checks; the page of the site's photos has all. */
const MAX_SHOWN = 8;

/** The photos of a site on its page: the latest, what is still to be taken, and the ways to add more. */
export function PhotosCard() {
  const { t } = useText();
  const { state, document } = useEditing();
  const siteId = state.site.id;
  const wanted = useWanted();
  const { addFiles, addShot } = useAdding();
  const [isTaking, setIsTaking] = useState(false);
  const latest = document.photos.slice(-MAX_SHOWN).toReversed();
  return (
    <Stack gap="large">
      <Card title={t("ui.photos.title")} hint={t("ui.photos.cardHint")}>
        {latest.length > 0 && (
          <PhotoGrid label={t("ui.photos.list")} few>
            {latest.map((photo) => (
              <PlainTile key={photo.id} siteId={siteId} photo={photo} />
            ))}
          </PhotoGrid>
        )}
        {wanted.length > 0 && (
          <Text size="small" tone="soft">
            {t("ui.photos.wantedOpen", { count: wanted.length })}
          </Text>
        )}
        {latest.length === 0 && wanted.length === 0 && (
          <Text size="small" tone="soft">
            {t("ui.photos.none")}
          </Text>
        )}
        <Inline>
          {(latest.length > 0 || wanted.length > 0) && (
            <ButtonLink icon={Images} href={hrefOf({ page: "photos", siteId, photoId: null })}>
              {latest.length === 0 ? t("ui.photos.wanted") : t("ui.photos.all", { count: document.photos.length })}
            </ButtonLink>
          )}
          <AddPhotoButtons onFiles={addFiles} onCamera={() => setIsTaking(true)} />
        </Inline>
      </Card>
      <PendingPhotos siteId={siteId} />
      {isTaking && <TakePhotoDialog wanted={null} onShot={addShot} onClose={() => setIsTaking(false)} />}
    </Stack>
  );
}
