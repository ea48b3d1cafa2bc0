import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { useClient, useIsLineLost } from "../connection/connection-context.tsx";
import { useSiteChanges } from "../host-state/watch-context.tsx";
import type { EditsState } from "./edits-state.ts";
import { surveyEdits, type SurveyEdits, type SurveyState } from "./survey-edits.ts";

type AllEdits = { of: (siteId: string) => SurveyEdits; hasUnsaved: boolean };

const EditsContext = createContext<AllEdits | null>(null);

/** Holds every survey that was opened in this window, so that leaving a page loses nothing. */
export function SurveyEditsProvider({ children }: { children: ReactNode }) {
  const client = useClient();
  const isLineLost = useIsLineLost();
  const line = isLineLost ? null : client;
  const all = useRef(new Map<string, SurveyEdits>());
  const lineNow = useRef(line);
  const [hasUnsaved, setHasUnsaved] = useState(false);

  useEffect(() => {
    lineNow.current = line;
    for (const edits of all.current.values()) edits.use(line);
  }, [line]);

  useEffect(() => {
    const surveys = all.current;
    const anyUnsaved = (): boolean => [...surveys.values()].some((edits) => edits.isUnsaved());
    function onLeave(event: BeforeUnloadEvent): void {
      for (const edits of surveys.values()) edits.flush();
      if (anyUnsaved()) event.preventDefault();
    }
    window.addEventListener("beforeunload", onLeave);
    return () => {
      window.removeEventListener("beforeunload", onLeave);
      for (const edits of surveys.values()) edits.close();
    };
  }, []);

  const value = useMemo<AllEdits>(
    () => ({
      hasUnsaved,
      of(siteId) {
        const known = all.current.get(siteId);
        if (known !== undefined) return known;
        forgetOldest(all.current);
        const edits = surveyEdits(siteId);
        all.current.set(siteId, edits);
        edits.subscribe(() => setHasUnsaved([...all.current.values()].some((one) => one.isUnsaved())));
        edits.use(lineNow.current);
        return edits;
      },
    }),
    [hasUnsaved],
  );
  return <EditsContext value={value}>{children}</EditsContext>;
}

/** A page shows one; the others are kept for the way back. */
const MAX_OPEN = 12;

function forgetOldest(all: Map<string, SurveyEdits>): void {
  for (const [siteId, edits] of all) {
    if (all.size < MAX_OPEN) return;
    if (edits.isUnsaved()) continue;
    edits.close();
    all.delete(siteId);
  }
}

function useAllEdits(): AllEdits {
  const all = useContext(EditsContext);
  if (all === null) throw new Error("useSurvey outside of SurveyEditsProvider");
  return all;
}

/** Whether something that was filled in anywhere has not been kept yet. */
export const useHasUnsavedSurveys = (): boolean => useAllEdits().hasUnsaved;

/** A survey, as it is and as it is being filled in; follows what other windows write. */
export function useSurvey(siteId: string): { state: SurveyState; edits: SurveyEdits } {
  const { of } = useAllEdits();
  // oxlint-disable-next-line react/exhaustive-deps -- `of` gives the same for the same site, whatever else changed
  const edits = useMemo(() => of(siteId), [siteId]);
  const state = useSyncExternalStore(edits.subscribe, edits.state);
  useSiteChanges(siteId, edits.refresh);
  // What is seen when a page opens should be what is there now.
  useEffect(() => edits.refresh(), [edits]);
  return { state, edits };
}

type Editing = { edits: SurveyEdits; state: EditsState; document: SurveyDocument };

const EditingContext = createContext<Editing | null>(null);

/** The survey that the fields below are about. */
export function EditingProvider({
  edits,
  state,
  children,
}: {
  edits: SurveyEdits;
  state: EditsState;
  children: ReactNode;
}) {
  const value = useMemo(() => ({ edits, state, document: state.shown }), [edits, state]);
  return <EditingContext value={value}>{children}</EditingContext>;
}

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error("useEditing outside of EditingProvider");
  return editing;
}
