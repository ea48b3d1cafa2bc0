import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { useHub } from "./hub-context.tsx";
import { hubSign } from "./hub-sign.ts";

/** Beside the way to the settings: that somebody has to see to the exchange. Nothing while it goes by itself. */
export function HubMark() {
  const { t } = useText();
  const { status } = useHub();
  const sign = status.step === "ready" ? hubSign(status.value, status.value.lookedAtMs) : null;
  return sign && <Badge tone="caution">{t(`ui.team.sign.${sign}`)}</Badge>;
}
