/** A text that goes out as it stands, its line ends the writer's own. On paper it is all there is: nothing else is printed with it. */
export function Paper({ label, language, children }: { label: string; language: string; children: string }) {
  return (
    <article
      aria-label={label}
      lang={language}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be scrollable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      data-paper
      className="max-h-[60dvh] overflow-y-auto rounded-control border border-line bg-sunken px-5 py-4 text-body wrap-anywhere whitespace-pre-line text-ink print:max-h-none print:overflow-visible print:border-0 print:p-0"
    >
      {children}
    </article>
  );
}
