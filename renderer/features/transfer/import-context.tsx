import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { useFileDrop } from "../../files/file-drop.tsx";
import { useText } from "../../i18n/language.tsx";
import { lazyPart } from "../../navigation/lazy-page.tsx";

const ImportDialog = lazyPart(async () => (await import("./import-dialog.tsx")).ImportDialog);

const ImportContext = createContext<((file: File | null) => void) | null>(null);

const looksLikePackage = ({ name }: Pick<File, "name">): boolean => /\.farsite$/i.test(name);

/** Takes in files of other laptops, wherever in the window they are dropped. */
export function ImportProvider({ children }: { children: ReactNode }) {
  const { t } = useText();
  const [opened, setOpened] = useState<{ file: File | null; turn: number } | null>(null);
  const open = useCallback((file: File | null) => setOpened((last) => ({ file, turn: (last?.turn ?? 0) + 1 })), []);
  useFileDrop({
    says: t("ui.transfer.dropHere"),
    takes: looksLikePackage,
    onFiles: ([file]) => file && open(file),
  });
  return (
    <ImportContext value={open}>
      {children}
      {opened && <ImportDialog key={opened.turn} file={opened.file} onClose={() => setOpened(null)} />}
    </ImportContext>
  );
}

/** Opens the dialog that takes a file in; null: the file is chosen there. */
export function useImport(): (file: File | null) => void {
  const open = useContext(ImportContext);
  if (open === null) throw new Error("useImport outside of ImportProvider");
  return open;
}
