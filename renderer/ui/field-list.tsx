import { useId, type ReactNode } from "react";
import { Text } from "./text.tsx";

/** Several fields of one kind under one heading. */
export function FieldList({
  title,
  hint,
  empty,
  children,
}: {
  title: string;
  hint: string;
  /** Said when there is no entry. */
  empty: string | null;
  children: ReactNode;
}) {
  const titleId = useId();
  const hintId = useId();
  return (
    <div role="group" aria-labelledby={titleId} aria-describedby={hintId} className="flex min-w-0 flex-col gap-2">
      <Text as="span" size="small" weight="strong" id={titleId}>
        {title}
      </Text>
      <Text size="small" tone="soft" id={hintId} measure>
        {hint}
      </Text>
      {empty !== null && (
        <Text size="small" tone="faint">
          {empty}
        </Text>
      )}
      {children}
    </div>
  );
}

function Entry({ action, children }: { action: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-start gap-1">
      {children}
      {action}
    </div>
  );
}
FieldList.Entry = Entry;
