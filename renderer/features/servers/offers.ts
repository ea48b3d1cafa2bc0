import type { FirmServer } from "#core/tunnel/firm-server.ts";
import type { Text } from "../../i18n/language.tsx";

const OFFERS = ["wireguard", "relay", "turn", "media", "frp"] as const;
type Offer = (typeof OFFERS)[number];

/** What a server does. */
const offersOf = (server: FirmServer): Offer[] => OFFERS.filter((offer) => server[offer] !== null);

/** The same in a line. */
export function offerWords(server: FirmServer, { t }: Pick<Text, "t">): string {
  const offers = offersOf(server);
  return offers.length === 0
    ? t("ui.servers.offer.none")
    : offers.map((offer) => t(`ui.servers.offer.${offer}`)).join(" · ");
}
