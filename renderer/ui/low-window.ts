import { useSyncExternalStore } from "react";

/** Small laptops, and larger ones whose text is enlarged: about a dozen lines are left below a page's head. */
const low = window.matchMedia("(max-height: 43rem)");

function subscribe(onChange: () => void): () => void {
  low.addEventListener("change", onChange);
  return () => low.removeEventListener("change", onChange);
}

/** Whether the window is so low that what is not needed at once should be out of the way. */
export const useLowWindow = (): boolean => useSyncExternalStore(subscribe, () => low.matches);
