import { HostError } from "#core/contract/errors.ts";
import { MAX_THUMBNAIL_BYTES } from "#core/contract/survey-calls.ts";
import { MAX_PHOTOS, type SurveyDocument } from "#core/survey/survey-document.ts";
import type { Photo } from "#core/survey/survey-sections.ts";
import { pictureHeader } from "./photo-files.ts";
import type { PhotoStore } from "./photo-store.ts";

export interface PhotoServiceOptions {
  photos: PhotoStore;
  /** Throws SITE_NOT_FOUND. */
  document(siteId: string): SurveyDocument;
  amend(
    siteId: string,
    change: (document: SurveyDocument) => SurveyDocument,
  ): { siteId: string; revision: string; document: SurveyDocument };
  /** Hashes that any revision of the site names, also those that its newest state does not. */
  photoHashes(siteId: string): string[];
  /** Who works on this laptop; null: nobody is named. */
  technician(): string | null;
  randomUuid(): string;
}

export interface PhotoToAdd extends Pick<Photo, "kind" | "takenAt"> {
  siteId: string;
  photo: Blob;
  thumbnail: Blob;
  caption: string | null;
  deviceId: string | null;
}

export interface PhotoService {
  /** Throws SITE_NOT_FOUND, NOT_A_PHOTO, DISK_FULL, FOLDER_NOT_WRITABLE and what writing a revision throws. */
  add(photo: PhotoToAdd): Promise<{ siteId: string; revision: string; photoId: string }>;
  /** The bytes of a picture that this site names. Throws SITE_NOT_FOUND, PHOTO_MISSING. */
  get(siteId: string, hash: string): Promise<File>;
}

/** Pictures of surveys: durable before the revision that names them, and served for the site that names them only. */
export function createPhotoService(options: PhotoServiceOptions): PhotoService {
  const { photos } = options;
  return {
    add: async ({ siteId, photo: picture, thumbnail: small, caption, deviceId, kind, takenAt }) => {
      // Before anything is kept that no site would name.
      if (options.document(siteId).photos.length >= MAX_PHOTOS) {
        throw new HostError("BAD_INPUT", { detail: `a site holds at most ${MAX_PHOTOS} photos` });
      }
      const [bytes, smallBytes] = await Promise.all([bytesOf(picture), bytesOf(small)]);
      const { width, height } = pictureHeader(bytes);
      if (smallBytes.length > MAX_THUMBNAIL_BYTES) {
        throw new HostError("NOT_A_PHOTO", { detail: `thumbnail of ${smallBytes.length} bytes` });
      }
      pictureHeader(smallBytes);
      const [thumbnail, hash] = [await photos.add(smallBytes), await photos.add(bytes)];
      const photo: Photo = {
        id: options.randomUuid(),
        hash,
        thumbnail,
        width,
        height,
        bytes: bytes.length,
        kind,
        ...(caption !== null && caption !== "" && { caption }),
        ...(deviceId !== null && { deviceId }),
        takenAt,
        takenBy: options.technician(),
      };
      const { revision } = options.amend(siteId, (document) => ({ ...document, photos: [...document.photos, photo] }));
      return { siteId, revision, photoId: photo.id };
    },

    get: async (siteId, hash) => {
      const isNamed = options.document(siteId).photos.some((one) => one.hash === hash || one.thumbnail === hash);
      // A history shows pictures that were taken out since.
      if (!isNamed && !options.photoHashes(siteId).includes(hash)) throw new HostError("PHOTO_MISSING");
      const bytes = await photos.read(hash);
      if (bytes === null) throw new HostError("PHOTO_MISSING");
      return new File([new Uint8Array(bytes)], `${hash}.jpg`, { type: "image/jpeg" });
    },
  };
}

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());
