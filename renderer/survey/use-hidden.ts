import { useMemo } from "react";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import type { Hidden } from "./survey-progress.ts";

const loadTemplates = (client: FarsiteClient, signal: AbortSignal) => client.templates.list(undefined, { signal });

/** What the survey's template leaves out. Nothing while that is not known, or where the template is another firm's. */
export function useHidden(document: SurveyDocument): Hidden {
  const templates = useLoaded(loadTemplates);
  const id = document.site.template?.id;
  return useMemo(() => {
    const template = templates.step === "ready" ? templates.value.find((one) => one.id === id) : undefined;
    return new Set(template?.hidden);
  }, [templates, id]);
}
