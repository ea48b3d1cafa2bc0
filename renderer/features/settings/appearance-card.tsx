import type { Locale, Settings } from "#core/survey/settings.ts";
import { useAction } from "../../connection/use-action.ts";
import { useSettings } from "../../host-state/settings-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Card } from "../../ui/card.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";

export function AppearanceCard() {
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
