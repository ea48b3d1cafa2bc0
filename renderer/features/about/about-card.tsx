import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { KeyValues } from "../../ui/key-values.tsx";
import { Code } from "../../ui/text.tsx";
import { useAppInfo } from "../../host-state/app-info-context.tsx";

/** What runs here and where its data lies. */
export function AboutCard() {
  const { t } = useText();
  const info = useAppInfo();
  return (
    <Card title={t("ui.about.title")}>
      <KeyValues
        items={[
          { name: t("ui.about.version"), value: `Farsite ${info.version}` },
          { name: t("ui.about.shell"), value: t(`ui.about.shells.${info.shell}`) },
          { name: t("ui.about.platform"), value: info.platform },
          { name: t("ui.about.dataFolder"), value: <Code>{info.dataFolder}</Code> },
        ]}
      />
    </Card>
  );
}
