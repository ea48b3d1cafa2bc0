import { Collapsible } from "@base-ui/react/collapsible";
import { ArrowDown, ArrowUp, ChevronDown, GripVertical, Trash2 } from "lucide-react";
import { useState, type DragEvent, type ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

/** Entries that people add, open, put in order and remove. */
export function EntryList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-2.5 empty:hidden">
      {children}
    </ul>
  );
}

/** An entry that opens to show its fields. */
export function FoldedEntry({
  title,
  detail,
  isOpen,
  onOpenChange,
  marks,
  aside,
  children,
}: {
  title: ReactNode;
  detail?: ReactNode;
  /** Words about its state, at the end of the line. */
  marks?: ReactNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Buttons at the end of the line, which stay in reach. */
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="min-w-0 rounded-card border border-line bg-surface shadow-low">
      <Collapsible.Root open={isOpen} onOpenChange={onOpenChange}>
        <div className="flex min-w-0 items-center gap-1 pe-2">
          <Collapsible.Trigger className="group flex min-h-14 min-w-0 flex-1 scroll-mb-32 items-center gap-3 rounded-card px-4 py-2.5 text-start hover:bg-hover focus-visible:-outline-offset-2">
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="text-body font-semibold wrap-anywhere text-ink">{title}</span>
              <span className="text-small text-ink-soft empty:hidden">{detail}</span>
            </span>
            <span className="flex max-w-[50%] flex-wrap justify-end gap-1.5 empty:hidden">{marks}</span>
            <span className="transition-transform duration-150 group-data-panel-open:rotate-180">
              <Icon of={ChevronDown} size="small" tone="neutral" />
            </span>
          </Collapsible.Trigger>
          {aside}
        </div>
        <Collapsible.Panel className="flex flex-col gap-5 border-t border-line px-4 pt-4 pb-5">
          {children}
        </Collapsible.Panel>
      </Collapsible.Root>
    </li>
  );
}

/** An entry whose content is in view. */
export function PlainEntry({ tone = "plain", children }: { tone?: "plain" | "quiet"; children: ReactNode }) {
  return (
    <li
      className={classNames(
        "flex min-w-0 flex-col gap-3 rounded-card border border-line px-4 py-3",
        tone === "quiet" ? "bg-sunken" : "bg-surface shadow-low",
      )}
    >
      {children}
    </li>
  );
}

type OrderButtonsProps = {
  upLabel: string;
  downLabel: string;
  removeLabel: string;
  /** Null: it is the first, or the last, already. */
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: () => void;
};

export function OrderButtons({ upLabel, downLabel, removeLabel, onUp, onDown, onRemove }: OrderButtonsProps) {
  return (
    <div className="flex shrink-0">
      <IconButton icon={ArrowUp} size="large" label={upLabel} disabled={onUp === null} onClick={() => onUp?.()} />
      <IconButton
        icon={ArrowDown}
        size="large"
        label={downLabel}
        disabled={onDown === null}
        onClick={() => onDown?.()}
      />
      <IconButton icon={Trash2} size="large" label={removeLabel} onClick={onRemove} />
    </div>
  );
}

/** An entry that can be dragged to another place; the buttons in it do the same by keyboard and finger. */
export function SortableEntry({
  index,
  onMove,
  aside,
  children,
}: {
  index: number;
  onMove: (from: number, to: number) => void;
  /** The buttons, at the end of the first line. */
  aside: ReactNode;
  children: ReactNode;
}) {
  const [isTarget, setIsTarget] = useState(false);
  const [canDrag, setCanDrag] = useState(false);
  const accepts = (event: DragEvent): boolean => event.dataTransfer.types.includes(DRAG_TYPE);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the buttons in it do the same by keyboard
    <li
      draggable={canDrag}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG_TYPE, `${index}`);
        event.dataTransfer.effectAllowed = "move";
      }}
      onDragEnd={() => setCanDrag(false)}
      onDragOver={(event) => {
        if (!accepts(event)) return;
        event.preventDefault();
        setIsTarget(true);
      }}
      onDragLeave={() => setIsTarget(false)}
      onDrop={(event) => {
        if (!accepts(event)) return;
        event.preventDefault();
        setIsTarget(false);
        setCanDrag(false);
        onMove(Number(event.dataTransfer.getData(DRAG_TYPE)), index);
      }}
      className={classNames(
        "flex min-w-0 items-start gap-1 rounded-control border py-2 ps-1 pe-2",
        isTarget ? "border-accent bg-accent-soft" : "border-line bg-surface",
      )}
    >
      {/* Only the handle starts a drag, so that text in fields can still be selected. */}
      <span
        aria-hidden
        onPointerDown={() => setCanDrag(true)}
        onPointerUp={() => setCanDrag(false)}
        className="grid h-11 w-7 shrink-0 cursor-grab place-items-center text-ink-faint"
      >
        <Icon of={GripVertical} />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap-reverse items-end justify-end gap-x-2 gap-y-1">
        <div className="flex min-w-0 flex-1 basis-72 flex-col gap-3">{children}</div>
        {aside}
      </div>
    </li>
  );
}

const DRAG_TYPE = "application/x-farsite-entry";
