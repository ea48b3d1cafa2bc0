import { CirclePlay } from "lucide-react";
import { useState } from "react";
import { useText } from "../i18n/language.tsx";
import { lazyPart } from "../navigation/lazy-page.tsx";
import { hrefOf } from "../navigation/route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button, TextLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Inline, Stack } from "../ui/layout.tsx";
import { StartPanel } from "../ui/start-panel.tsx";
import { Rows } from "../ui/rows.tsx";
import { Select } from "../ui/select.tsx";
import { useAppInfo } from "../host-state/app-info-context.tsx";
import { useSiteTargets } from "../host-state/use-site-targets.ts";
import { useSettings } from "../host-state/settings-context.tsx";
import { SiteRow } from "../features/sites/site-row.tsx";
import { useCheck } from "../features/survey/check-context.tsx";
import { GhostPath } from "../features/survey/ghost-path.tsx";

const ExplainDialog = lazyPart(async () => (await import("../features/survey/explain-dialog.tsx")).ExplainDialog);

/** How many sites stand on the start page: what was worked on this week. */
const RECENT_SITES = 3;

const NEW_SITE = "new";

/** The one button. */
export function StartPage() {
  const text = useText();
  const { t } = text;
  const { start } = useCheck();
  const { settings, problem } = useSettings();
  const { leftoversRemoved } = useAppInfo();
  // Chosen here from the latest, so it is always one of them.
  const sites = useSiteTargets(null);
  const [target, setTarget] = useState(NEW_SITE);
  const [explaining, setExplaining] = useState<"no" | "first" | "asked">("no");

  const known = sites.step === "ready" ? sites.value : [];
  const begin = (): void => start(target === NEW_SITE ? null : target);

  return (
    <Stack gap="section">
      {leftoversRemoved > 0 && <Banner tone="info" title={t("ui.home.leftovers", { count: leftoversRemoved })} />}
      {problem && <ProblemBanner problem={problem} />}
      <StartPanel
        title={t("ui.home.title")}
        lead={t("ui.home.lead")}
        picture={<GhostPath />}
        action={
          <Button
            look="primary"
            size="hero"
            icon={CirclePlay}
            onClick={() => (settings.checkExplained ? begin() : setExplaining("first"))}
          >
            {t("ui.home.start")}
          </Button>
        }
        options={
          known.length > 0 && (
            <Select
              label={t("ui.home.target")}
              value={target}
              onChange={setTarget}
              options={[
                { value: NEW_SITE, label: t("ui.home.newSite") },
                ...known.map((site) => ({
                  value: site.id,
                  label: site.name,
                  hint: t("ui.home.lastSeen", { when: text.dateTime(site.updatedAt) }),
                })),
              ]}
            />
          )
        }
        below={
          known.length > 0 && (
            <Card
              title={t("ui.home.recent")}
              flush
              actions={
                <Inline>
                  <TextLink href={hrefOf({ page: "sites" })}>{t("ui.home.allSites")}</TextLink>
                </Inline>
              }
            >
              <Rows label={t("ui.home.recent")}>
                {known.slice(0, RECENT_SITES).map((site) => (
                  <SiteRow key={site.id} site={site} />
                ))}
              </Rows>
            </Card>
          )
        }
        footer={
          <Button look="quiet" onClick={() => setExplaining("asked")}>
            {t("ui.home.whatItTalksTo")}
          </Button>
        }
      />
      {sites.step === "failed" && <ProblemBanner problem={sites.problem} onRetry={sites.reload} />}
      {explaining !== "no" && (
        <ExplainDialog open onClose={() => setExplaining("no")} onStart={explaining === "first" ? begin : undefined} />
      )}
    </Stack>
  );
}
