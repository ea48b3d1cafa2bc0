import type { LucideIcon } from "lucide-react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

type PathNode = { key: string; icon: LucideIcon; title: string; known: boolean };

/** The way out before anything is known of it: names in a line, those that are to be found out as outlines. */
export function PathDiagram({ label, nodes }: { label: string; nodes: readonly PathNode[] }) {
  return (
    <ol aria-label={label} className="flex">
      {nodes.map((node, index) => (
        <li key={node.key} className="relative flex min-w-0 flex-1 flex-col items-center gap-2.5 text-center">
          {index > 0 && (
            <span
              aria-hidden
              className={classNames(
                "absolute inset-x-[calc(-50%+1.625rem)] top-[1.375rem] h-0 w-[calc(100%-3.25rem)] border-t-2",
                node.known ? "border-line-strong" : "border-dashed border-line",
              )}
            />
          )}
          <span
            className={classNames(
              "relative grid size-11 shrink-0 place-items-center rounded-round border-2",
              node.known ? "border-line bg-sunken text-ink-soft" : "border-dashed border-line text-ink-faint",
            )}
          >
            <Icon of={node.icon} />
          </span>
          <span className={classNames("min-w-0 text-small font-semibold", node.known ? "text-ink" : "text-ink-faint")}>
            {node.title}
          </span>
        </li>
      ))}
    </ol>
  );
}
