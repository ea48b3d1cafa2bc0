import { TriangleAlert } from "lucide-react";
import type { Device } from "#core/lan/device.ts";
import { useText } from "../../i18n/language.tsx";
import { InspectDevice } from "../../inspection/inspect-device.tsx";
import { Card } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { sharesItsAddress } from "./listed-device.ts";

/** Asks this one device with a login that is typed for it: is it the right camera, and is it ready? */
export function InspectCard({ device }: { device: Device }) {
  const { t } = useText();
  const [first] = device.addresses;
  if (first === undefined) return null;
  const webPorts = device.ports
    .filter(({ service, transport }) => transport === "tcp" && isWeb(service))
    .map(({ port, service }) => ({ port, secure: service === "web-secure" }));
  return (
    <Card title={t("ui.inspect.title")} hint={t("ui.inspect.hint")} flush>
      <InspectDevice
        device={{
          address: first.address,
          interfaceName: first.interfaceName,
          brand: device.brand?.value ?? null,
        }}
        // One alone is among the usual ones.
        webPorts={webPorts.length > 1 ? webPorts : []}
        note={
          sharesItsAddress(device) && (
            <Note icon={TriangleAlert} tone="caution" title={t("ui.device.sharedAddress")}>
              {t("ui.device.sharedAddressText")}
            </Note>
          )
        }
      />
    </Card>
  );
}

const isWeb = (service: string | null): boolean =>
  service === "web" || service === "web-secure" || service === "web-or-apps" || service === "onvif";
