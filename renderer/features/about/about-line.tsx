import { useText } from "../../i18n/language.tsx";
import { StatusDot } from "../../ui/badge.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { useAppInfo } from "../../host-state/app-info-context.tsx";

/** Version, shell and data folder: what support asks first. */
export function AboutLine({ connected }: { connected: boolean }) {
  const { t } = useText();
  const info = useAppInfo();
  return (
    <Stack gap="tight">
      <Inline gap="small">
        <StatusDot tone={connected ? "positive" : "caution"} />
        <Text as="span" size="caption" tone="soft">
          {t(connected ? "ui.connection.connected" : "ui.connection.reconnecting")}
        </Text>
      </Inline>
      <Text size="caption" tone="faint">
        Farsite {info.version}, {t(`ui.about.shells.${info.shell}`)}
      </Text>
      <Text size="caption" tone="faint">
        {t("ui.about.dataFolder")}: <Code>{info.dataFolder}</Code>
      </Text>
    </Stack>
  );
}
