import { Radar, Search, Waypoints } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";

/** What a search sends, and to whom, before anything is sent. `addresses`: how many the ranges have together. */
export function SentCard({
  sweep,
  ranges,
  addresses,
}: {
  sweep: boolean;
  ranges: readonly string[];
  addresses: number;
}) {
  const { t, number } = useText();
  const swept = {
    icon: Waypoints,
    title: t("ui.devices.sentSweep"),
    body:
      addresses === 0
        ? t("ui.devices.sentSweepNone")
        : t("ui.devices.sentSweepText", { addresses: number(addresses), count: addresses }),
    list: ranges,
  };
  return (
    <Card title={t("ui.devices.sentTitle")}>
      <Facts
        items={[
          { icon: Radar, title: t("ui.devices.sentSearch"), body: t("ui.devices.sentSearchText") },
          ...(sweep ? [swept] : []),
          { icon: Search, title: t("ui.devices.sentLook"), body: t("ui.devices.sentLookText") },
        ]}
      />
    </Card>
  );
}
