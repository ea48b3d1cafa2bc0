import { useCallback, useEffect, useState } from "react";

/** How long a password stays in view: enough to type it somewhere else. */
export const SHOWN_SECRET_MS = 30_000;

/**
 * A secret that is in view. It is in the page's memory only as long: it goes by itself after a while, when the window loses the focus (who
 * comes by reads along), when it is hidden and when the page is left.
 */
export function useShownSecret<T extends object>(): { shown: T | null; show: (secret: T) => void; hide: () => void } {
  const [shown, setShown] = useState<T | null>(null);
  const hide = useCallback(() => setShown(null), []);
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(hide, SHOWN_SECRET_MS);
    window.addEventListener("blur", hide);
    document.addEventListener("visibilitychange", hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("blur", hide);
      document.removeEventListener("visibilitychange", hide);
    };
  }, [shown, hide]);
  return { shown, show: setShown, hide };
}
