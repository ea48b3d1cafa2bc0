import { useState } from "react";
import { useText } from "../i18n/language.tsx";
import { useSettings } from "../host-state/settings-context.tsx";
import { AboutCard } from "../features/about/about-card.tsx";
import { AppearanceCard } from "../features/settings/appearance-card.tsx";
import { CheckSettingsCard } from "../features/settings/check-settings-card.tsx";
import { KnowledgeRow } from "../features/knowledge/knowledge-row.tsx";
import { DoctorCard } from "../features/settings/doctor-card.tsx";
import { ProbesCard } from "../features/settings/probes-card.tsx";
import { VantageCard } from "../features/settings/vantage-card.tsx";
import { RehearsalRow } from "../features/walk/rehearsal/rehearsal-row.tsx";
import { ServersRow } from "../features/servers/servers-row.tsx";
import { StoreRow } from "../features/storage/store-row.tsx";
import { HubRow } from "../features/team/hub-row.tsx";
import { LaptopsCard } from "../features/laptops/laptops-card.tsx";
import { OwnLaptopCard } from "../features/laptops/own-laptop-card.tsx";
import { useLoadedLaptops } from "../team/loaded-laptops.ts";
import { ExplainDialog } from "../features/survey/explain-dialog.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { Card } from "../ui/card.tsx";
import { Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";

export function SettingsPage() {
  const { t } = useText();
  const { problem } = useSettings();
  const laptops = useLoadedLaptops();
  const [explaining, setExplaining] = useState(false);
  return (
    <Page title={t("ui.settings.title")} width="reading">
      {problem && <ProblemBanner problem={problem} />}
      <AppearanceCard />
      <OwnLaptopCard laptops={laptops} />
      <LaptopsCard laptops={laptops} />
      <Card title={t("ui.team.rows")} flush>
        <Rows label={t("ui.team.rows")}>
          <HubRow />
          <StoreRow />
        </Rows>
      </Card>
      <Card title={t("ui.knowledge.about")} flush>
        <Rows label={t("ui.knowledge.about")}>
          <KnowledgeRow />
        </Rows>
      </Card>
      <Card title={t("ui.servers.about")} flush>
        <Rows label={t("ui.servers.about")}>
          <ServersRow />
        </Rows>
      </Card>
      <Card title={t("uiRehearsal.about")} flush>
        <Rows label={t("uiRehearsal.about")}>
          <RehearsalRow />
        </Rows>
      </Card>
      <CheckSettingsCard onExplain={() => setExplaining(true)} />
      <ProbesCard />
      <VantageCard />
      <DoctorCard />
      <AboutCard />
      {explaining && <ExplainDialog open onClose={() => setExplaining(false)} />}
    </Page>
  );
}
