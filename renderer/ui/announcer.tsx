import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** Says a sentence to assistive technology, politely. Only for what the person waits for: the verdict, an error, "saved". */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** Two sentences may come at once (a verdict, and that it could not be saved); older ones have been read. */
const KEPT_SENTENCES = 3;

/** Owns the one live region of the window: what is added to it is read, what leaves it is not. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<readonly { id: number; text: string }[]>([]);
  const lastId = useRef(0);
  const announce = useCallback((text: string) => {
    const id = ++lastId.current;
    setSaid((last) => [...last, { id, text }].slice(-KEPT_SENTENCES));
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions" className="sr-only">
        {said.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
    </AnnounceContext>
  );
}
