import { Archive, CircleCheck, GitCompareArrows, Hourglass } from "lucide-react";
import { memo } from "react";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Badge } from "../../ui/badge.tsx";
import { Inline } from "../../ui/layout.tsx";
import { MarkedText } from "../../ui/marked-text.tsx";
import { LinkRow } from "../../ui/rows.tsx";
import { VerdictBadge } from "../../verdict/verdict-badge.tsx";

/** A site in a list: its name, who and where it is, and what its last check said. */
export const SiteRow = memo(function SiteRow({
  site,
  excerpt = null,
  index,
  of,
}: {
  site: SiteSummary;
  excerpt?: string | null;
  /** Where it stands, when only a part of the list is drawn. */
  index?: number;
  of?: number;
}) {
  const { t, dateTime } = useText();
  const address = site.address?.split(/\s*\n\s*/).join(", ");
  const about = [
    // "Hotel Alpenblick · Hotel Alpenblick" tells nothing.
    site.customer === site.name ? null : site.customer,
    address,
    dateTime(site.updatedAt),
    site.checks > 0 ? t("ui.sites.checks", { count: site.checks }) : null,
    site.photos > 0 ? t("ui.sites.photos", { count: site.photos }) : null,
  ];
  return (
    <LinkRow
      href={hrefOf({ page: "site", siteId: site.id })}
      title={site.name}
      place={index === undefined || of === undefined ? undefined : { index, of }}
      detail={about.filter(Boolean).join(" · ")}
      {...(excerpt !== null && { below: <MarkedText>{excerpt}</MarkedText> })}
      end={
        <Inline>
          {site.conflicts > 0 && (
            <Badge tone="caution" icon={GitCompareArrows}>
              {t("ui.sites.conflicts", { count: site.conflicts })}
            </Badge>
          )}
          {site.waitingFor !== null && (
            <Badge tone="info" icon={Hourglass}>
              {t(`ui.walk.waiting.${site.waitingFor}`)}
            </Badge>
          )}
          {site.status === "done" && (
            <Badge tone="positive" icon={CircleCheck}>
              {t("ui.survey.status.done")}
            </Badge>
          )}
          {site.status === "archived" && <Badge icon={Archive}>{t("ui.survey.status.archived")}</Badge>}
          {site.lastVerdict && <VerdictBadge kind={site.lastVerdict} />}
        </Inline>
      }
    />
  );
});
