import { FilePlus2, FileUp, LayoutTemplate, MapPinned, ScanSearch, Share } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../i18n/language.tsx";
import { useKeptView } from "../navigation/kept-view.tsx";
import { hrefOf } from "../navigation/route.ts";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Chip, Chips } from "../ui/chips.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { TextField } from "../ui/field.tsx";
import { Inline, Inset, Narrow, Stack, Toolbar } from "../ui/layout.tsx";
import { NearEnd } from "../ui/near-end.tsx";
import { Page } from "../ui/page.tsx";
import { focusRow } from "../ui/rows.tsx";
import { Select } from "../ui/select.tsx";
import { Text } from "../ui/text.tsx";
import { WindowedRows } from "../ui/windowed-rows.tsx";
import { ExportSitesDialog } from "../features/transfer/export-sites-dialog.tsx";
import { useImport } from "../features/transfer/import-context.tsx";
import { NewSurveyDialog } from "../features/sites/new-survey-dialog.tsx";
import { everySite, type SiteSearch } from "../features/sites/site-search.ts";
import { SiteRow } from "../features/sites/site-row.tsx";
import { WaitingCard } from "../features/sites/waiting-card.tsx";
import { useSiteSearch, type SiteResults } from "../features/sites/use-site-search.ts";

type SitesView = { search: SiteSearch };
const firstView: SitesView = { search: everySite };

/** Every site on this computer: searched over everything that was ever filled in. */
export function SitesPage() {
  const { t } = useText();
  const [{ search }, keep] = useKeptView<SitesView>("sites", firstView);
  const results = useSiteSearch(search);
  const [isBeginning, setIsBeginning] = useState(false);
  const [isExporting, setIsExporting] = useState(false);
  const openImport = useImport();
  const isNarrowed = search.text.trim() !== "" || search.status !== "all" || search.onlyConflicts || search.onlyWaiting;
  const isEmpty = results.found !== null && results.found.total === 0 && !isNarrowed && !results.isSearching;
  const change = (changes: Partial<SiteSearch>): void => keep({ search: { ...search, ...changes } });

  return (
    <Page
      title={t("ui.sites.title")}
      lead={t("ui.sites.lead")}
      width="reading"
      actions={
        <>
          <ButtonLink icon={LayoutTemplate} href={hrefOf({ page: "templates" })}>
            {t("ui.templates.title")}
          </ButtonLink>
          <Button icon={FileUp} onClick={() => openImport(null)}>
            {t("ui.transfer.import")}
          </Button>
          {results.found !== null && !isEmpty && (
            <Button icon={Share} onClick={() => setIsExporting(true)}>
              {t("ui.transfer.exportSome")}
            </Button>
          )}
          <Button look="primary" icon={FilePlus2} onClick={() => setIsBeginning(true)}>
            {t("ui.sites.new")}
          </Button>
        </>
      }
    >
      {results.problem && <ProblemBanner problem={results.problem} onRetry={results.reload} />}
      {results.found === null && results.problem === null && (
        <Text tone="faint" size="small">
          {t("ui.common.loading")}
        </Text>
      )}
      {isEmpty && (
        <EmptyState
          icon={MapPinned}
          title={t("ui.sites.emptyTitle")}
          action={
            <ButtonLink size="large" icon={ScanSearch} href={hrefOf({ page: "check" })}>
              {t("ui.home.start")}
            </ButtonLink>
          }
        >
          {t("ui.sites.emptyText")}
        </EmptyState>
      )}
      {!isEmpty && !isNarrowed && <WaitingCard onShowAll={() => change({ onlyWaiting: true })} />}
      {results.found !== null && !isEmpty && <SiteList search={search} change={change} results={results} />}
      {isExporting && <ExportSitesDialog onClose={() => setIsExporting(false)} />}
      {isBeginning && <NewSurveyDialog onClose={() => setIsBeginning(false)} />}
    </Page>
  );
}

type SiteListProps = { search: SiteSearch; change: (changes: Partial<SiteSearch>) => void; results: SiteResults };

function SiteList({ search, change, results: { found, isSearching, loadMore } }: SiteListProps) {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const { sites, total } = found ?? { sites: [], total: 0 };

  function onKeyDown(event: KeyboardEvent): void {
    const isFromRow = list.current?.contains(event.target instanceof Node ? event.target : null) === true;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && isFromRow) {
      event.preventDefault();
      if (!focusRow(list.current, step)) field.current?.focus();
    } else if (event.key === "ArrowDown" && event.target === field.current) {
      event.preventDefault();
      focusRow(list.current, 1);
    } else if (event.key === "Escape" && search.text !== "") {
      event.preventDefault();
      change({ text: "" });
      field.current?.focus();
    }
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys between the field and the links of the list
    <div onKeyDown={onKeyDown}>
      <Card flush>
        <Inset above>
          <Toolbar
            main={
              <TextField
                ref={field}
                label={t("ui.sites.search")}
                placeholder={t("ui.sites.searchHint")}
                value={search.text}
                maxLength={200}
                autoComplete="off"
                onChange={(text) => change({ text })}
              />
            }
          >
            <Narrow>
              <Select
                label={t("ui.sites.sort")}
                value={search.sort}
                onChange={(sort) => change({ sort })}
                options={(["recent", "name"] as const).map((value) => ({
                  value,
                  label: t(
                    value === "recent" && search.text.trim() !== ""
                      ? "ui.sites.sortBy.fit"
                      : `ui.sites.sortBy.${value}`,
                  ),
                }))}
              />
            </Narrow>
          </Toolbar>
          <Chips label={t("ui.sites.filters")}>
            <Chips.Kind label={t("ui.survey.field.status")}>
              {(["open", "done", "archived"] as const).map((status) => (
                <Chip
                  key={status}
                  pressed={search.status === status}
                  onChange={() => change({ status: search.status === status ? "all" : status })}
                >
                  {t(`ui.survey.status.${status}`)}
                </Chip>
              ))}
            </Chips.Kind>
            <Chip pressed={search.onlyConflicts} onChange={() => change({ onlyConflicts: !search.onlyConflicts })}>
              {t("ui.sites.withConflicts")}
            </Chip>
            <Chip pressed={search.onlyWaiting} onChange={() => change({ onlyWaiting: !search.onlyWaiting })}>
              {t("ui.routes.waiting.filter")}
            </Chip>
          </Chips>
          <Inline justify="between">
            <Text size="small" tone="soft">
              {isSearching ? t("ui.sites.searching") : t("ui.sites.count", { count: total })}
            </Text>
          </Inline>
        </Inset>
        {sites.length === 0 && !isSearching ? (
          <Inset below>
            <Stack>
              <Text tone="soft">
                {search.text.trim() === ""
                  ? t("ui.sites.nothingLeft")
                  : t("ui.sites.nothingFound", { search: search.text.trim() })}
              </Text>
              <Inline>
                <Button onClick={() => change(everySite)}>{t("ui.sites.showAll")}</Button>
              </Inline>
            </Stack>
          </Inset>
        ) : (
          <WindowedRows
            list={list}
            label={t("ui.sites.list")}
            items={sites}
            renderRow={(site, index) => (
              <SiteRow key={site.id} site={site} excerpt={site.excerpt} index={index} of={total} />
            )}
          />
        )}
      </Card>
      {sites.length < total && <NearEnd key={sites.length} onNear={loadMore} />}
    </div>
  );
}
