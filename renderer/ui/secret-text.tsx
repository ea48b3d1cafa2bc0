/** A password to be read letter by letter: large, in the code face, selected as a whole by one click. */
export function SecretText({ children }: { children: string }) {
  return (
    <bdi
      dir="ltr"
      translate="no"
      className="block rounded-small border border-line bg-sunken px-3 py-2 font-mono text-lead wrap-anywhere text-ink select-all"
    >
      {children}
    </bdi>
  );
}
