import { isGroupOn, probeGroupIds, withGroup, type ProbeGroupId } from "#core/survey/probe-groups.ts";
import type { Settings } from "#core/survey/settings.ts";
import { useAction } from "../../connection/use-action.ts";
import { useSettings } from "../../host-state/settings-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Card } from "../../ui/card.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";

/** What a check may ask of whom: each group of questions alone. */
export function ProbesCard() {
  const { t } = useText();
  const { settings, save } = useSettings();
  const saving = useAction();
  const { skippedProbes, testMappings } = settings;
  const change = (changes: Partial<Settings>): void => saving.run(() => save(changes));
  const group = (id: ProbeGroupId) => (
    <SwitchField
      key={id}
      label={t(`ui.probes.label.${id}`)}
      hint={t(`ui.probes.hint.${id}`)}
      checked={isGroupOn(id, skippedProbes)}
      onChange={(isOn) => change({ skippedProbes: withGroup(id, isOn, skippedProbes) })}
    />
  );
  // Part of asking the router, and a matter of its own: it is the only thing that a check changes.
  const mappings = (
    <SwitchField
      key="mappings"
      label={t("ui.explain.mappings")}
      hint={t("ui.explain.mappingsText")}
      checked={testMappings}
      onChange={(isOn) => change({ testMappings: isOn })}
    />
  );
  return (
    <Card title={t("ui.probes.title")} hint={t("ui.probes.text")}>
      {probeGroupIds.map((id) => (id === "router" ? [group(id), mappings] : group(id)))}
      {saving.problem && <ProblemBanner problem={saving.problem} />}
    </Card>
  );
}
