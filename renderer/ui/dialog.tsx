import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Form } from "./form.tsx";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** The buttons, the safe one first. */
  footer: ReactNode;
  /** For several paragraphs to read. */
  wide?: boolean;
  /** Makes the dialog a form: Enter in a field and its submit button do this. */
  onSubmit?: () => void;
  children?: ReactNode;
};

/** A question that has to be answered before going on. Escape and a click beside it mean "not now". */
export function Dialog({ open, onClose, title, description, footer, wide = false, onSubmit, children }: DialogProps) {
  const content = (
    <>
      {children}
      <div className="flex flex-wrap justify-end gap-3">{footer}</div>
    </>
  );
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Viewport className="fixed inset-0 grid place-items-center overflow-y-auto p-4">
          <BaseDialog.Popup
            className={classNames(
              "flex w-full flex-col gap-5 rounded-card border border-line bg-raised p-6 shadow-high transition-[scale,opacity] duration-150 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
              wide ? "max-w-3xl" : "max-w-xl",
            )}
          >
            <div className="flex flex-col gap-2">
              <BaseDialog.Title className="text-title font-semibold text-ink">{title}</BaseDialog.Title>
              {description !== undefined && (
                <BaseDialog.Description className="text-body text-pretty text-ink-soft">
                  {description}
                </BaseDialog.Description>
              )}
            </div>
            {onSubmit ? <Form onSubmit={onSubmit}>{content}</Form> : content}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
