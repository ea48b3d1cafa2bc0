import type { LucideIcon } from "lucide-react";
import { useRef } from "react";
import { Button } from "./button.tsx";

/** Asks for one file; the button is what is seen and pressed, so that it looks and works like all others. */
export function FileButton({
  icon,
  accept,
  pending = false,
  onFile,
  children,
}: {
  icon: LucideIcon;
  /** Endings and types, as the `accept` of an input. */
  accept: string;
  pending?: boolean;
  onFile: (file: File) => void;
  children: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} pending={pending} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again after something was changed about it.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}
