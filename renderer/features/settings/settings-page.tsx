import { useState } from "react";
import { defaultSettings, settingsSchema, type Locale, type Settings } from "#core/survey/settings.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, Divider } from "../../ui/card.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Page } from "../../ui/page.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { AboutCard } from "../about/about-card.tsx";
import { ExplainDialog } from "../survey/explain-dialog.tsx";
import { DoctorCard } from "./doctor-card.tsx";
import { ServerList } from "./server-list.tsx";
import { useSettings } from "./settings-context.tsx";

const MAX_SERVERS = 8;
const { stunServers, whoamiUrls } = settingsSchema.shape;

export function SettingsPage() {
  const { t } = useText();
  const { problem } = useSettings();
  return (
    <Page title={t("ui.settings.title")} width="reading">
      {problem && <ProblemBanner problem={problem} />}
      <AppearanceCard />
      <CheckCard />
      <DoctorCard />
      <AboutCard />
    </Page>
  );
}

function AppearanceCard() {
  const { t } = useText();
  const { settings, save } = useSettings();
  const saving = useAction();
  const change = (changes: Partial<Settings>) => saving.run(() => save(changes));
  return (
    <Card title={t("ui.settings.appearance")}>
      <SegmentedControl<Locale | "auto">
        label={t("ui.settings.language")}
        value={settings.locale ?? "auto"}
        onChange={(next) => change({ locale: next === "auto" ? null : next })}
        options={[
          { value: "auto", label: t("ui.settings.languageAuto") },
          // Each language is named in itself: who needs it can read it.
          { value: "en", label: "English" },
          { value: "de", label: "Deutsch" },
        ]}
      />
      <SegmentedControl<Settings["theme"]>
        label={t("ui.settings.theme")}
        value={settings.theme}
        onChange={(theme) => change({ theme })}
        options={[
          { value: "system", label: t("ui.settings.themeSystem") },
          { value: "light", label: t("ui.settings.themeLight") },
          { value: "dark", label: t("ui.settings.themeDark") },
        ]}
      />
      {saving.problem && <ProblemBanner problem={saving.problem} />}
    </Card>
  );
}

function CheckCard() {
  const { t } = useText();
  const { settings, save } = useSettings();
  const saving = useAction();
  const [explaining, setExplaining] = useState(false);
  return (
    <Card
      title={t("ui.settings.check")}
      actions={
        <Inline>
          <Button look="quiet" onClick={() => setExplaining(true)}>
            {t("ui.settings.explain")}
          </Button>
        </Inline>
      }
    >
      <ServerList
        title={t("ui.settings.stun")}
        hint={t("ui.settings.stunHint")}
        addLabel={t("ui.settings.stunAdd")}
        invalidText={t("ui.settings.stunInvalid")}
        entryLabel={(number) => t("ui.settings.stunEntry", { number })}
        entries={settings.stunServers}
        defaults={defaultSettings.stunServers}
        maxEntries={MAX_SERVERS}
        isValid={(entry) => stunServers.element.safeParse(entry).success}
        onSave={(entries) => save({ stunServers: entries })}
      />
      <Divider />
      <ServerList
        title={t("ui.settings.whoami")}
        hint={t("ui.settings.whoamiHint")}
        addLabel={t("ui.settings.whoamiAdd")}
        invalidText={t("ui.settings.whoamiInvalid")}
        entryLabel={(number) => t("ui.settings.whoamiEntry", { number })}
        entries={settings.whoamiUrls}
        defaults={defaultSettings.whoamiUrls}
        maxEntries={MAX_SERVERS}
        isValid={(entry) => whoamiUrls.element.safeParse(entry).success}
        onSave={(entries) => save({ whoamiUrls: entries })}
      />
      <Divider />
      <SwitchField
        label={t("ui.explain.mappings")}
        hint={t("ui.explain.mappingsText")}
        checked={settings.testMappings}
        onChange={(testMappings) => saving.run(() => save({ testMappings }))}
      />
      {saving.problem && <ProblemBanner problem={saving.problem} />}
      {explaining && <ExplainDialog open onClose={() => setExplaining(false)} />}
    </Card>
  );
}
