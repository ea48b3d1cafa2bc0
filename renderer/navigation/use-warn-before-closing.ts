import { useEffect } from "react";

/** Asks before the window is closed while something in it would be lost. */
export function useWarnBeforeClosing(hasChanges: boolean): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (hasChanges) event.preventDefault();
    };
    window.addEventListener("beforeunload", onLeave);
    return () => window.removeEventListener("beforeunload", onLeave);
  }, [hasChanges]);
}
