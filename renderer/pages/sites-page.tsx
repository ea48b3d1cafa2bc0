import { MapPinned, ScanSearch } from "lucide-react";
import { useState } from "react";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { TextField } from "../ui/field.tsx";
import { Stack } from "../ui/layout.tsx";
import { Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import { Text } from "../ui/text.tsx";
import { SiteRow } from "../features/sites/site-row.tsx";

/** From this many sites on, looking for one by eye takes longer than typing. */
const SEARCH_FROM = 8;

const loadSites = (client: FarsiteClient, signal: AbortSignal) => client.sites.list(undefined, { signal });

/** The history: every site that was checked on this computer. */
export function SitesPage() {
  const { t } = useText();
  const sites = useLoaded(loadSites);
  return (
    <Page title={t("ui.sites.title")} lead={t("ui.sites.lead")} width="reading">
      <LoadedView loaded={sites}>{(list) => <SiteList sites={list} />}</LoadedView>
    </Page>
  );
}

function SiteList({ sites }: { sites: readonly SiteSummary[] }) {
  const { t } = useText();
  const [search, setSearch] = useState("");
  if (sites.length === 0)
    return (
      <EmptyState
        icon={MapPinned}
        title={t("ui.sites.emptyTitle")}
        action={
          <ButtonLink look="primary" size="large" icon={ScanSearch} href={hrefOf({ page: "check" })}>
            {t("ui.home.start")}
          </ButtonLink>
        }
      >
        {t("ui.sites.emptyText")}
      </EmptyState>
    );
  const found = sites.filter((site) => site.name.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Stack>
      {sites.length >= SEARCH_FROM && <TextField label={t("ui.sites.search")} value={search} onChange={setSearch} />}
      {found.length === 0 ? (
        <Text tone="soft">{t("ui.sites.nothingFound", { search })}</Text>
      ) : (
        <Card flush>
          <Rows label={t("ui.sites.list")}>
            {found.map((site) => (
              <SiteRow key={site.id} site={site} />
            ))}
          </Rows>
        </Card>
      )}
    </Stack>
  );
}
