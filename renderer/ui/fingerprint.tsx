/** Groups of letters and digits that two people read to each other: large and set apart. */
export function Fingerprint({ children }: { children: string }) {
  return (
    <bdi
      dir="ltr"
      className="flex flex-wrap gap-x-4 gap-y-1 rounded-small border border-line bg-sunken px-4 py-2.5 font-mono text-lead text-ink"
    >
      {children.split(" ").map((group, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- groups never change places, and two may be alike
        <span key={index}>{group} </span>
      ))}
    </bdi>
  );
}
