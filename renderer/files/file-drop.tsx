import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { DropOverlay } from "../ui/drop-overlay.tsx";
import { lazyPart } from "../navigation/lazy-page.tsx";

const RefusedDialog = lazyPart(async () => (await import("./refused-dialog.tsx")).RefusedDialog);

export type FileTaker = {
  /** What happens to a file that is dropped; shown while one is held over the window. */
  says: string;
  takes: (file: File) => boolean;
  onFiles: (files: readonly File[]) => void;
};

type Takers = { add: (taker: { current: FileTaker }) => () => void };

const TakersContext = createContext<Takers | null>(null);

/**
 * Files that are dropped anywhere on the window go to whoever takes their kind. Whatever is dropped, the window stays: a browser
 * would open the file instead of the page.
 */
export function FileDropProvider({ children }: { children: ReactNode }) {
  const takers = useRef<{ current: FileTaker }[]>([]);
  const [shown, setShown] = useState<readonly string[] | null>(null);
  const [isRefused, setIsRefused] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;

    function onDragOver(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      setShown((last) => last ?? takers.current.map(({ current }) => current.says));
      // Leaving the window is not told reliably; being over it is told several times a second.
      clearTimeout(timer);
      timer = setTimeout(() => setShown(null), DRAG_ENDED_MS);
    }
    function onDrop(event: DragEvent): void {
      if (!hasFiles(event)) return;
      event.preventDefault();
      clearTimeout(timer);
      setShown(null);
      if (!give([...(event.dataTransfer?.files ?? [])], takers.current)) setIsRefused(true);
    }
    function onPaste(event: ClipboardEvent): void {
      if (event.target instanceof Element && event.target.closest(TEXT_FIELDS) !== null) return;
      if (give([...(event.clipboardData?.files ?? [])], takers.current)) event.preventDefault();
    }
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("paste", onPaste);
    };
  }, []);

  const value = useMemo<Takers>(
    () => ({
      add(taker) {
        takers.current = [taker, ...takers.current];
        return () => {
          takers.current = takers.current.filter((one) => one !== taker);
        };
      },
    }),
    [],
  );
  return (
    <TakersContext value={value}>
      {children}
      {shown !== null && <DropOverlay lines={shown} />}
      {isRefused && <RefusedDialog onClose={() => setIsRefused(false)} />}
    </TakersContext>
  );
}

const DRAG_ENDED_MS = 400;
const TEXT_FIELDS = "input, textarea, [contenteditable]";

/** Each file to the first who takes its kind. False: nobody took any. */
function give(files: readonly File[], takers: readonly { current: FileTaker }[]): boolean {
  let left = files;
  for (const { current } of takers) {
    const theirs = left.filter((file) => current.takes(file));
    if (theirs.length > 0) current.onFiles(theirs);
    left = left.filter((file) => !theirs.includes(file));
  }
  return left.length < files.length;
}

/** Takes files of a kind that are dropped or pasted, as long as this is in view. */
export function useFileDrop(taker: FileTaker): void {
  const takers = useContext(TakersContext);
  if (takers === null) throw new Error("useFileDrop outside of FileDropProvider");
  const latest = useRef(taker);
  useEffect(() => {
    latest.current = taker;
  });
  useEffect(() => takers.add(latest), [takers]);
}
