import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { standingOf, standingTones, type Looked } from "./server-look.ts";

/** How a server stood when it was last looked at. */
export function StandingBadge({ server, looked }: { server: FirmServer; looked: Looked | null }) {
  const { t } = useText();
  const standing = standingOf(server, looked);
  return <Badge tone={standingTones[standing]}>{t(`ui.servers.standing.${standing}`)}</Badge>;
}
