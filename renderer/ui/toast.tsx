import { Toast as BaseToast } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** Long enough to read a short sentence twice; hovering or focusing it stops the clock. */
const TOAST_MS = 6_000;
const ACTION_TOAST_MS = 15_000;

/** Says that something the person asked for is done. Never for errors: those stay where they happened. */
export function useToast(): (text: string, action?: ToastAction) => void {
  const manager = BaseToast.useToastManager();
  return (text, action) => {
    const id = manager.add({
      title: text,
      ...(action && {
        // Time to get there by keyboard, too.
        timeout: ACTION_TOAST_MS,
        actionProps: {
          children: action.label,
          onClick: () => {
            manager.close(id);
            action.onClick();
          },
        },
      }),
    });
  };
}

/** Something that can be done about it right away. */
type ToastAction = { label: string; onClick: () => void };

function ToastList({ dismissLabel }: { dismissLabel: string }) {
  const { toasts, close } = BaseToast.useToastManager();
  return toasts.map((toast) => (
    <BaseToast.Root
      key={toast.id}
      toast={toast}
      className="rounded-control border border-line bg-raised shadow-high transition-opacity duration-150 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <BaseToast.Content className="flex items-center gap-3 py-1.5 ps-4 pe-1.5">
        <Icon of={CircleCheck} tone="positive" />
        <BaseToast.Title className="min-w-0 flex-1 text-small font-semibold text-ink" />
        {toast.actionProps && (
          <BaseToast.Action className="min-h-10 shrink-0 rounded-control px-3 text-small font-semibold text-accent-ink hover:bg-hover" />
        )}
        <IconButton icon={X} label={dismissLabel} onClick={() => close(toast.id)} />
      </BaseToast.Content>
    </BaseToast.Root>
  ));
}

export function ToastProvider({
  dismissLabel,
  label,
  children,
}: {
  dismissLabel: string;
  label: string;
  children: ReactNode;
}) {
  return (
    <BaseToast.Provider timeout={TOAST_MS} limit={3}>
      {children}
      <BaseToast.Portal>
        <BaseToast.Viewport
          aria-label={label}
          className="fixed end-4 bottom-4 z-20 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
        >
          <ToastList dismissLabel={dismissLabel} />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}
