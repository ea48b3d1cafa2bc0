import type { Photo } from "#core/survey/survey-sections.ts";
import type { SurveyTemplate } from "#core/survey/survey-template.ts";

export type WantedPhoto = SurveyTemplate["photos"][number];

const plain = (text: string): string => text.trim().toLocaleLowerCase();

/**
 * The pictures of the template that are not there yet. A photo is the one that was asked for when its caption says so; one with
 * other words still counts for its kind, once, since people reword.
 */
export function stillWanted(
  wanted: readonly WantedPhoto[],
  photos: readonly Pick<Photo, "kind" | "caption">[],
): WantedPhoto[] {
  const captions = new Set(wanted.map(({ caption }) => plain(caption)));
  const taken = new Set(photos.map(({ caption }) => plain(caption ?? "")));
  const others = photos.filter(({ caption }) => !captions.has(plain(caption ?? "")));
  return wanted
    .filter(({ caption }) => !taken.has(plain(caption)))
    .filter(({ kind }) => {
      // "Other" says nothing about what is in the picture.
      const match = kind === "other" ? -1 : others.findIndex((photo) => photo.kind === kind);
      if (match !== -1) others.splice(match, 1);
      return match === -1;
    });
}
