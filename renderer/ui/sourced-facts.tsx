import { useId, type ReactNode } from "react";

export type SourcedGroup = {
  key: string;
  facts: readonly { name: string; value: ReactNode }[];
  /** Whose word they are, and how sure. */
  source: ReactNode;
};

/** Facts with the one who says so beside them: whoever reads a fact reads that, too. */
export function SourcedFacts({ groups }: { groups: readonly SourcedGroup[] }) {
  return (
    <div className="@container">
      <div className="flex flex-col divide-y divide-line">
        {groups.map(({ key, facts, source }) => (
          <Group key={key} facts={facts} source={source} />
        ))}
      </div>
    </div>
  );
}

function Group({ facts, source }: Omit<SourcedGroup, "key">) {
  const sourceId = useId();
  return (
    <div
      role="group"
      aria-labelledby={sourceId}
      className="grid grid-cols-1 gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0 @2xl:grid-cols-[minmax(0,1fr)_14rem]"
    >
      <dl className="grid grid-cols-1 items-baseline gap-x-4 gap-y-0.5 text-small @md:grid-cols-[10.5rem_minmax(0,1fr)] @md:gap-y-2.5">
        {facts.map(({ name, value }, index) => (
          // Two facts may have one name ("Port"), and they are never put in another order.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className="contents">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="min-w-0 pb-2 text-ink whitespace-pre-line wrap-anywhere @md:pb-0">{value}</dd>
          </div>
        ))}
      </dl>
      <div id={sourceId} className="flex min-w-0 flex-col items-start gap-1.5 text-caption text-ink-soft wrap-anywhere">
        {source}
      </div>
    </div>
  );
}
