/** Short sentences that stand for themselves. */
export function Bullets({ items }: { items: readonly string[] }) {
  return (
    <ul className="flex list-disc flex-col gap-1.5 ps-5">
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two may say the same
        <li key={index} className="text-pretty wrap-anywhere">
          {item}
        </li>
      ))}
    </ul>
  );
}
