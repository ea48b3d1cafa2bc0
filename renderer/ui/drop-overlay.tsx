import { FileDown } from "lucide-react";
import { Icon } from "./icon.tsx";

/** Over the whole window while a file is held over it: what would happen to it. */
export function DropOverlay({ lines }: { lines: readonly string[] }) {
  return (
    <div aria-hidden className="pointer-events-none fixed inset-0 z-30 grid place-items-center bg-scrim p-6">
      <ul className="flex max-w-xl flex-col gap-3 rounded-card border-2 border-dashed border-accent bg-raised px-8 py-6 shadow-high">
        {lines.map((line) => (
          <li key={line} className="flex items-center gap-3 text-lead font-semibold text-ink">
            <Icon of={FileDown} tone="accent" />
            {line}
          </li>
        ))}
      </ul>
    </div>
  );
}
