import { defaultSettings, settingsSchema } from "#core/survey/settings.ts";
import { useAppInfo } from "../../host-state/app-info-context.tsx";
import { useSettings } from "../../host-state/settings-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, Divider } from "../../ui/card.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { ServerList } from "./server-list.tsx";

const MAX_SERVERS = 8;
const { stunServers, whoamiUrls } = settingsSchema.shape;

export function CheckSettingsCard({ onExplain }: { onExplain: () => void }) {
  const { t } = useText();
  const { settings, save } = useSettings();
  const { serverOverrides } = useAppInfo();
  const overriding = [...(serverOverrides.stunServers ?? []), ...(serverOverrides.whoamiUrls ?? [])];
  const isOverridden = serverOverrides.stunServers !== null || serverOverrides.whoamiUrls !== null;
  return (
    <Card
      title={t("ui.settings.check")}
      actions={
        <Inline>
          <Button look="quiet" onClick={onExplain}>
            {t("ui.settings.explain")}
          </Button>
        </Inline>
      }
    >
      {isOverridden && (
        <Text size="small">{t("ui.settings.overridden", { servers: overriding.join(", ") || "-" })}</Text>
      )}
      <ServerList
        draftKey="stun"
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
        draftKey="whoami"
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
    </Card>
  );
}
