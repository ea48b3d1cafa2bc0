import type { ReactNode, SubmitEvent } from "react";

/** Fields that are sent off together, by the button or by Enter. What is wrong is said at the fields, not by the browser. */
export function Form({
  id,
  label,
  onSubmit,
  children,
}: {
  /** For a button that stands outside of it. */
  id?: string;
  label?: string;
  onSubmit: () => void;
  children: ReactNode;
}) {
  return (
    <form
      id={id}
      noValidate
      aria-label={label}
      className="flex min-w-0 flex-col gap-5"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        // A form in a dialog is a child of whatever opened it: its submit is nobody else's.
        event.stopPropagation();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
