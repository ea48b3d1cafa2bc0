import { GitCompareArrows, History, Pencil, RotateCw } from "lucide-react";
import { useState } from "react";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { goTo } from "../navigation/use-route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Inline, Split, Stack } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";
import { Text } from "../ui/text.tsx";
import { ExportButton } from "../features/report/export-button.tsx";
import { SiteDevicesCard } from "../features/devices/site-devices-card.tsx";
import { ChecksCard } from "../features/sites/checks-card.tsx";
import { RoutesCard } from "../features/routes/routes-card.tsx";
import { TunnelsCard } from "../features/walk/tunnels/tunnels-card.tsx";
import { ForwardsCard } from "../features/walk/forwards-card.tsx";
import { ChecklistCard, NotesCard } from "../features/survey-form/notes-card.tsx";
import { PhotosCard } from "../features/photos/photos-card.tsx";
import { ExportSiteButton } from "../features/transfer/export-site-button.tsx";
import { RenameDialog } from "../features/sites/rename-dialog.tsx";
import { SurveyCard } from "../features/sites/survey-card.tsx";
import { useCheck } from "../features/survey/check-context.tsx";
import { isUnderWay } from "../features/survey/check-state.ts";
import { EditingProvider, useSurvey } from "../survey/edits-context.tsx";
import { saveState, type EditsState } from "../survey/edits-state.ts";
import { SaveLine } from "../survey/save-line.tsx";
import type { SurveyEdits } from "../survey/survey-edits.ts";
import { useUndo } from "../survey/use-undo.ts";
import { AccountsCard } from "../features/vault/accounts-card.tsx";

/** One customer's site, and the way to everything about it. */
export function SitePage({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { state, edits } = useSurvey(siteId);
  const back = { href: hrefOf({ page: "sites" }), label: t("ui.site.back") };
  if (state.step !== "ready")
    return (
      <Page title={t("ui.sites.title")} back={back}>
        {state.step === "failed" ? (
          <ProblemBanner problem={state.problem} onRetry={edits.refresh} />
        ) : (
          <Text tone="faint" size="small">
            {t("ui.common.loading")}
          </Text>
        )}
      </Page>
    );
  return (
    <EditingProvider edits={edits} state={state}>
      <LoadedSite state={state} edits={edits} back={back} />
    </EditingProvider>
  );
}

type LoadedSiteProps = { state: EditsState; edits: SurveyEdits; back: { href: string; label: string } };

function LoadedSite({ state, edits, back }: LoadedSiteProps) {
  const { t } = useText();
  const check = useCheck();
  const [isRenaming, setIsRenaming] = useState(false);
  const undo = useUndo(edits);
  const { site, shown: document } = state;

  function checkAgain(): void {
    check.start(site.id);
    goTo({ page: "check" });
  }

  return (
    <Page
      title={document.site.name}
      lead={<Lead document={document} updatedAt={site.updatedAt} />}
      back={back}
      actions={
        <>
          <ButtonLink icon={History} href={hrefOf({ page: "history", siteId: site.id })}>
            {t("ui.history.title")}
          </ButtonLink>
          <Button icon={Pencil} onClick={() => setIsRenaming(true)}>
            {t("ui.sites.rename")}
          </Button>
          <ExportSiteButton siteId={site.id} name={document.site.name} />
          <Button icon={RotateCw} disabled={isUnderWay(check.state)} onClick={checkAgain}>
            {t("ui.site.checkAgain")}
          </Button>
        </>
      }
    >
      {saveState(state) !== "saved" && <SaveLine />}
      {undo.problem && <ProblemBanner problem={undo.problem} />}
      <Notices state={state} />
      <Split
        main={
          <>
            <RoutesCard />
            <ForwardsCard siteId={site.id} />
            <TunnelsCard siteId={site.id} devices={document.devices} />
            <SurveyCard />
            <ChecksCard
              site={site}
              renderExport={(one) => <ExportButton siteId={site.id} record={one} look="quiet" />}
            />
            <ChecklistCard />
          </>
        }
        side={
          <>
            <SiteDevicesCard site={site} />
            <PhotosCard />
            <AccountsCard siteId={site.id} />
            <NotesCard />
          </>
        }
      />
      {isRenaming && (
        <RenameDialog
          site={{ id: site.id, name: document.site.name }}
          onClose={() => setIsRenaming(false)}
          onRenamed={edits.refresh}
        />
      )}
    </Page>
  );
}

/** Whose site it is and where, in one line, and how it stands. */
function Lead({ document, updatedAt }: { document: SurveyDocument; updatedAt: string }) {
  const { t, dateTime } = useText();
  const { name, customer, address, status } = document.site;
  const about = [customer === name ? null : customer, address?.split(/\s*\n\s*/).join(", ")].filter(Boolean);
  return (
    <Stack gap="tight">
      {about.length > 0 && <span>{about.join(" · ")}</span>}
      <Inline>
        {status === "done" && <Badge tone="positive">{t("ui.survey.status.done")}</Badge>}
        {status === "archived" && <Badge>{t("ui.survey.status.archived")}</Badge>}
        <Text as="span" size="small" tone="soft">
          {t("ui.site.updated", { when: dateTime(updatedAt) })}
        </Text>
      </Inline>
    </Stack>
  );
}

/** What the person should know before reading on. */
function Notices({ state: { site, shown } }: { state: EditsState }) {
  const { t } = useText();
  return (
    <>
      {shown.conflicts.length > 0 && (
        <Banner
          tone="caution"
          icon={GitCompareArrows}
          title={t("ui.conflicts.banner", { count: shown.conflicts.length })}
          actions={
            <ButtonLink href={hrefOf({ page: "conflicts", siteId: site.id })}>{t("ui.conflicts.decide")}</ButtonLink>
          }
        >
          <p>{t("ui.conflicts.bannerText")}</p>
        </Banner>
      )}
      {site.newerRevisions > 0 && (
        <Banner tone="info" title={t("ui.site.newer", { count: site.newerRevisions })}>
          <p>{t("ui.site.newerText")}</p>
        </Banner>
      )}
    </>
  );
}
