import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LinkRow } from "../../ui/rows.tsx";
import { VerdictBadge } from "../../verdict/verdict-badge.tsx";

/** A site in a list: its name, when it was last worked on, its last verdict. */
export function SiteRow({ site }: { site: SiteSummary }) {
  const { t, dateTime } = useText();
  return (
    <LinkRow
      href={hrefOf({ page: "site", siteId: site.id })}
      title={site.name}
      detail={`${dateTime(site.updatedAt)} · ${t("ui.sites.checks", { count: site.checks })}`}
      end={site.lastVerdict && <VerdictBadge kind={site.lastVerdict} />}
    />
  );
}
