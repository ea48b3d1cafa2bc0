import { useText } from "../../i18n/language.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { SourcedFacts } from "../../ui/sourced-facts.tsx";
import { allFacts } from "./all-facts.ts";
import { bySource } from "./facts.ts";
import type { Known } from "./known.ts";
import { CertaintyBadge } from "./certainty-badge.tsx";

/** All that an entry says, each with who says so, when that was read, and how sure it is. */
export function EntryFacts({ known, all, now }: { known: Known; all: readonly Known[]; now: Date }) {
  const text = useText();
  const { t, date } = text;
  return (
    <SourcedFacts
      groups={bySource(allFacts(known, text, { all, now })).map(({ sourcing, facts }) => ({
        key: JSON.stringify(sourcing),
        facts: facts.map(({ name, value, href }) => ({
          name,
          value:
            href === undefined ? (
              value
            ) : (
              <ButtonLink href={href} look="quiet" size="small" elsewhere={t("ui.settle.newTab")}>
                {value}
              </ButtonLink>
            ),
        })),
        source: (
          <>
            <CertaintyBadge sourcing={sourcing} long />
            <span>{t("ui.knowledge.source", { source: sourcing.source, seen: date(sourcing.seen) })}</span>
          </>
        ),
      }))}
    />
  );
}
