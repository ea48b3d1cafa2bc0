import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { IconButton } from "./button.tsx";

type Step = { label: string; go: (() => void) | null };

type PictureViewerProps = {
  title: string;
  closeLabel: string;
  previous: Step;
  next: Step;
  onClose: () => void;
  /** Where the focus goes when it is closed; null: the browser's choice. */
  focusAfter: () => HTMLElement | null;
  picture: ReactNode;
  /** Beside the picture, or below it where the window is narrow. */
  side: ReactNode;
};

/** In these, arrow keys have a meaning of their own. */
const USES_ARROWS = "input, textarea, select, [role=combobox], [role=listbox], [role=radiogroup], [role=option]";

/** One picture, as large as the window allows, with what is said about it. Arrow keys lead to its neighbours, Escape back. */
export function PictureViewer({
  title,
  closeLabel,
  previous,
  next,
  onClose,
  focusAfter,
  picture,
  side,
}: PictureViewerProps) {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    if (event.target instanceof Element && event.target.closest(USES_ARROWS) !== null) return;
    const isForward = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl");
    event.preventDefault();
    (isForward ? next : previous).go?.();
  }

  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 bg-scrim" />
        <BaseDialog.Viewport className="fixed inset-0 grid place-items-center p-3">
          <BaseDialog.Popup
            onKeyDown={onKeyDown}
            finalFocus={() => focusAfter() ?? true}
            className="flex h-full max-h-[calc(100dvh-1.5rem)] w-full max-w-[100rem] flex-col overflow-hidden rounded-card border border-line bg-raised shadow-high"
          >
            <div className="flex items-center gap-2 border-b border-line py-1.5 ps-5 pe-2">
              <BaseDialog.Title className="min-w-0 flex-1 text-body font-semibold text-ink">{title}</BaseDialog.Title>
              <IconButton icon={X} size="large" label={closeLabel} onClick={onClose} />
            </div>
            <div className="flex min-h-0 flex-1 flex-col overflow-y-auto min-[56rem]:flex-row min-[56rem]:overflow-hidden">
              <div className="flex min-h-72 min-w-0 flex-1 items-stretch bg-sunken">
                <Turn step={previous} icon={ChevronLeft} />
                <div className="relative min-w-0 flex-1">
                  <div className="absolute inset-0 py-2">{picture}</div>
                </div>
                <Turn step={next} icon={ChevronRight} />
              </div>
              <div className="flex min-w-0 shrink-0 flex-col gap-5 border-line p-5 max-[56rem]:border-t min-[56rem]:w-84 min-[56rem]:overflow-y-auto min-[56rem]:border-s">
                {side}
              </div>
            </div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function Turn({ step, icon }: { step: Step; icon: typeof ChevronLeft }) {
  return (
    <div className="grid w-14 shrink-0 place-items-center rtl:-scale-x-100">
      <IconButton icon={icon} size="large" label={step.label} disabled={step.go === null} onClick={() => step.go?.()} />
    </div>
  );
}
