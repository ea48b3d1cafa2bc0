import { useCallback } from "react";
import { classNames } from "./class-names.ts";

const fits = { cover: "object-cover", contain: "object-contain" } as const;

/** A picture whose bytes are at hand, filling the box it stands in; its address is given back when it leaves. */
export function BlobPicture({
  blob,
  description,
  fit,
}: {
  blob: Blob;
  /** Empty: the words beside it say the same. */
  description: string;
  fit: keyof typeof fits;
}) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (image === null) return undefined;
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return <img ref={show} alt={description} draggable={false} className={classNames("size-full", fits[fit])} />;
}
