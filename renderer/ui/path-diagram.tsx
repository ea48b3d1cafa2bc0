import type { LucideIcon } from "lucide-react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Code } from "./text.tsx";
import { toneArea, type Tone } from "./tone.ts";

export type PathNode = {
  key: string;
  icon: LucideIcon;
  tone: Tone;
  title: string;
  /** Whose box it is, or what is not known about it. */
  note: string | null;
  /** `name` says which side it is on; null where the box has one only. */
  addresses: readonly { name: string | null; value: string }[];
  /** Not looked at yet: drawn as an outline. */
  waiting?: boolean;
};

const downwards = "items-start gap-4 pb-5 last:pb-0";

const fewBoxes = {
  list: "flex-col @lg:flex-row",
  item: `${downwards} @lg:flex-col @lg:items-center @lg:gap-2.5 @lg:px-1.5 @lg:pb-0 @lg:text-center`,
  across: "hidden @lg:block",
  down: "@lg:hidden",
  words: "@lg:items-center",
};
/** A picture without addresses fits across even a narrow window. */
const alwaysAcross = {
  list: "flex-row",
  item: "flex-col items-center gap-2.5 pb-0 text-center",
  across: "block",
  down: "hidden",
  words: "items-center",
};
const manyBoxes = {
  list: "flex-col @3xl:flex-row",
  item: `${downwards} @3xl:flex-col @3xl:items-center @3xl:gap-2.5 @3xl:px-1.5 @3xl:pb-0 @3xl:text-center`,
  across: "hidden @3xl:block",
  down: "@3xl:hidden",
  words: "@3xl:items-center",
};

/**
 * The way out, box by box. An ordered list that is drawn as a line: a screen reader hears the same path in the same order.
 * Lies across where there is room, otherwise runs downwards.
 */
export function PathDiagram({
  label,
  nodes,
  plain = false,
}: {
  label: string;
  nodes: readonly PathNode[];
  /** Names only: lies across at any width. */
  plain?: boolean;
}) {
  // More boxes need more room each: an address must stay in one piece.
  const look = plain ? alwaysAcross : nodes.length <= 4 ? fewBoxes : manyBoxes;
  return (
    <div className="@container">
      <ol aria-label={label} className={classNames("flex", look.list)}>
        {nodes.map((node, index) => (
          <li key={node.key} className={classNames("relative flex min-w-0 flex-1", look.item)}>
            {index > 0 && (
              <span
                aria-hidden
                className={classNames(
                  "absolute inset-x-[calc(-50%+1.625rem)] top-[1.375rem] h-0 w-[calc(100%-3.25rem)] border-t-2",
                  look.across,
                  node.waiting ? "border-dashed border-line" : "border-line-strong",
                )}
              />
            )}
            {index < nodes.length - 1 && (
              <span
                aria-hidden
                className={classNames(
                  "absolute start-[1.3125rem] top-12 bottom-1 border-s-2",
                  look.down,
                  nodes[index + 1]?.waiting ? "border-dashed border-line" : "border-line-strong",
                )}
              />
            )}
            <span
              className={classNames(
                "relative grid size-11 shrink-0 place-items-center rounded-round border-2",
                node.waiting ? "border-dashed border-line text-ink-faint" : toneArea[node.tone],
              )}
            >
              <Icon of={node.icon} />
            </span>
            <span className={classNames("flex min-w-0 flex-col gap-0.5", look.words)}>
              <span className={classNames("text-small font-semibold", node.waiting ? "text-ink-faint" : "text-ink")}>
                {node.title}
              </span>
              {node.note !== null && <span className="text-caption text-ink-soft">{node.note}</span>}
              {node.addresses.map((address) => (
                <span key={address.value} className="text-caption text-ink-soft">
                  {address.name !== null && <span className="text-ink-faint">{address.name} </span>}
                  <Code>{address.value}</Code>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
