import { useMemo } from "react";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useEditing } from "../../survey/edits-context.tsx";
import { stillWanted, type WantedPhoto } from "./wanted-photos.ts";

const loadTemplates = (client: FarsiteClient, signal: AbortSignal) => client.templates.list(undefined, { signal });

/** The pictures that the survey's template asks for and that nobody has taken; none while the template is not known. */
export function useWanted(): readonly WantedPhoto[] {
  const { document } = useEditing();
  const templates = useLoaded(loadTemplates);
  const id = document.site.template?.id;
  return useMemo(() => {
    const template = templates.step === "ready" ? templates.value.find((one) => one.id === id) : undefined;
    return stillWanted(template?.photos ?? [], document.photos);
  }, [templates, id, document.photos]);
}
