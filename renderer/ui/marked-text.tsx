/** A text with the words that were looked for marked: they stand between U+0002 and U+0003. */
export function MarkedText({ children }: { children: string }) {
  return children.split("\u0002").map((piece, index) => {
    const end = index === 0 ? -1 : piece.indexOf("\u0003");
    const marked = end === -1 ? "" : piece.slice(0, end);
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never change places
      <span key={index}>
        {marked !== "" && <mark className="rounded-[2px] bg-caution-soft font-semibold text-ink">{marked}</mark>}
        {end === -1 ? piece : piece.slice(end + 1)}
      </span>
    );
  });
}
