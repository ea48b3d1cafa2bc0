import { CirclePlay, Globe, Router, Server, Waypoints } from "lucide-react";
import { useState } from "react";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { Text } from "../../ui/text.tsx";
import { useAppInfo } from "../../host-state/app-info-context.tsx";
import { useSettings } from "../../host-state/settings-context.tsx";

type ExplainDialogProps = {
  open: boolean;
  onClose: () => void;
  /** Set when a check is to follow; without it the dialog only explains. */
  onStart?: (() => void) | undefined;
};

/** What a check talks to, before the first one and whenever somebody wants to know. */
export function ExplainDialog({ open, onClose, onStart }: ExplainDialogProps) {
  const { t } = useText();
  const { settings, save } = useSettings();
  const [testMappings, setTestMappings] = useState(settings.testMappings);
  const saving = useAction();
  const { serverOverrides } = useAppInfo();
  const servers = [
    ...(serverOverrides.stunServers ?? settings.stunServers),
    ...(serverOverrides.whoamiUrls ?? settings.whoamiUrls),
  ];

  const vantage = serverOverrides.vantage === null ? settings.vantageUrl : serverOverrides.vantage.url;

  function confirm(): void {
    saving.run(async () => {
      await save({ testMappings, checkExplained: true });
      onClose();
      onStart?.();
    });
  }

  return (
    <Dialog
      open={open}
      wide
      onClose={onClose}
      title={t("ui.explain.title")}
      description={t("ui.explain.lead")}
      footer={
        <>
          {onStart && (
            <Button size="large" onClick={onClose}>
              {t("ui.explain.later")}
            </Button>
          )}
          <Button look="primary" size="large" icon={onStart && CirclePlay} pending={saving.pending} onClick={confirm}>
            {t(onStart ? "ui.explain.start" : "ui.explain.understood")}
          </Button>
        </>
      }
    >
      <Facts
        items={[
          { icon: Router, title: t("ui.explain.gateway"), body: t("ui.explain.gatewayText") },
          { icon: Waypoints, title: t("ui.explain.outer"), body: t("ui.explain.outerText") },
          {
            icon: Globe,
            title: t("ui.explain.servers"),
            body: servers.length === 0 ? t("ui.explain.noServers") : t("ui.explain.serversText"),
            list: servers,
          },
          ...(vantage === null
            ? []
            : [{ icon: Server, title: t("ui.explain.vantage"), body: t("ui.explain.vantageText"), list: [vantage] }]),
        ]}
      />
      <SwitchField
        label={t("ui.explain.mappings")}
        hint={`${t("ui.explain.mappingsText")} ${t("ui.explain.mappingsHint")}`}
        checked={testMappings}
        onChange={setTestMappings}
      />
      {saving.problem ? (
        <ProblemBanner problem={saving.problem} />
      ) : (
        <Text size="small" tone="faint">
          {t("ui.explain.change")}
        </Text>
      )}
    </Dialog>
  );
}
