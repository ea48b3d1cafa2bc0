import { Toast as BaseToast } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** Long enough to read a short sentence twice; hovering or focusing it stops the clock. */
const TOAST_MS = 6_000;

/** Says that something the person asked for is done. Never for errors: those stay where they happened. */
export function useToast(): (text: string) => void {
  const manager = BaseToast.useToastManager();
  return (text) => void manager.add({ title: text });
}

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
