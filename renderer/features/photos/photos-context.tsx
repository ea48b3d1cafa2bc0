import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { useClient, useIsLineLost } from "../../connection/connection-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { goTo } from "../../navigation/use-route.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { useToast } from "../../ui/toast.tsx";
import { makePicture } from "./make-picture.ts";
import { isUnsaved, photoIntake, type IntakeState, type PhotoIntake } from "./photo-intake.ts";
import { pictureStore, type PictureStore } from "./picture-store.ts";

type Photos = { intake: PhotoIntake; pictures: PictureStore };

const PhotosContext = createContext<Photos | null>(null);

/** The window's photos: those on their way are kept and saved while other pages are looked at. */
export function PhotosProvider({ children }: { children: ReactNode }) {
  const { t } = useText();
  const client = useClient();
  const isLineLost = useIsLineLost();
  const toast = useToast();
  const announce = useAnnounce();
  const [intake] = useState(() => photoIntake({ make: makePicture, newId: () => crypto.randomUUID() }));
  useEffect(() =>
    intake.whenEnded((siteId, saved) => {
      const text = t("ui.photos.saved", { count: saved.length });
      announce(text);
      toast(text, {
        label: t("ui.photos.describe"),
        onClick: () => goTo({ page: "photos", siteId, photoId: saved[0] ?? null }),
      });
    }),
  );
  const pictures = useMemo(() => pictureStore((id) => client.photos.get(id)), [client]);

  useEffect(() => intake.use(isLineLost ? null : client), [intake, client, isLineLost]);
  useEffect(() => {
    function onLeave(event: BeforeUnloadEvent): void {
      if (intake.state().jobs.some(isUnsaved)) event.preventDefault();
    }
    window.addEventListener("beforeunload", onLeave);
    return () => window.removeEventListener("beforeunload", onLeave);
  }, [intake]);

  const value = useMemo(() => ({ intake, pictures }), [intake, pictures]);
  return <PhotosContext value={value}>{children}</PhotosContext>;
}

function usePhotos(): Photos {
  const photos = useContext(PhotosContext);
  if (photos === null) throw new Error("usePhotos outside of PhotosProvider");
  return photos;
}

export const usePictures = (): PictureStore => usePhotos().pictures;

export function usePhotoIntake(): { intake: PhotoIntake; state: IntakeState } {
  const { intake } = usePhotos();
  return { intake, state: useSyncExternalStore(intake.subscribe, intake.state) };
}

/** Whether a picture anywhere is not in its survey yet. */
export const useHasUnsavedPhotos = (): boolean => usePhotoIntake().state.jobs.some(isUnsaved);
