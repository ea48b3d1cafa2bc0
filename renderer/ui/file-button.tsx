import type { LucideIcon } from "lucide-react";
import { useRef } from "react";
import { Button, type ButtonProps } from "./button.tsx";

type FileButtonProps = {
  icon: LucideIcon;
  /** Endings and types, as the `accept` of an input. */
  accept: string;
  pending?: boolean;
  look?: NonNullable<ButtonProps["look"]>;
  size?: NonNullable<ButtonProps["size"]>;
  /** When the visible words are not enough out of context. */
  label?: string;
  children: string;
};

/** Asks for one file; the button is what is seen and pressed, so that it looks and works like all others. */
export function FileButton({ onFile, ...rest }: FileButtonProps & { onFile: (file: File) => void }) {
  return <FilesButton {...rest} onFiles={([file]) => file && onFile(file)} />;
}

/** The same for one file or any number of them (`several`). */
export function FilesButton({
  accept,
  several = false,
  onFiles,
  children,
  ...button
}: FileButtonProps & { several?: boolean; onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={several}
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after something was changed about it.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
