import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from "react";

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a sentence to assistive technology, politely. Only for what the person waits for: the verdict, an error, "saved". */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** Owns the one live region of the window. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  // The same sentence twice is read twice only when the region's text differs: an invisible space alternates.
  const announce = useCallback((text: string) => setSaid((last) => ({ text, turn: last.turn + 1 })), []);
  const value = useMemo(() => announce, [announce]);
  return (
    <AnnounceContext value={value}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {said.text}
        {said.turn % 2 === 1 ? "\u00a0" : ""}
      </div>
    </AnnounceContext>
  );
}
