import { useText } from "../../i18n/language.tsx";
import { InspectDevice } from "../../inspection/inspect-device.tsx";
import { Card } from "../../ui/card.tsx";
import type { PartOf, PartProps } from "./part-props.ts";

/** Asks the device itself whether it is ready; what it answers goes into the walk as it is. */
export function InspectionPart({ part, walking }: PartProps<PartOf<"inspection">>) {
  const { t } = useText();
  const { address, brand, port } = part;
  return (
    <Card title={t("ui.walk.inspect.title")} hint={t("ui.walk.inspect.hint")} flush>
      <InspectDevice
        device={{ address, brand, interfaceName: null }}
        webPorts={port === null ? [] : [{ port, secure: false }]}
        isAside
        onRead={({ preflight }) => walking.send("inspected", { items: preflight }, { staysThere: true })}
      />
    </Card>
  );
}
