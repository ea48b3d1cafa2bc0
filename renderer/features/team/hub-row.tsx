import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LinkRow } from "../../ui/rows.tsx";
import { useHub } from "./hub-context.tsx";
import { HubMark } from "./hub-mark.tsx";
import { lastWords, waitingWords } from "./hub-words.ts";

/** The way to the exchange, with how it stands. */
export function HubRow() {
  const text = useText();
  const { t } = text;
  const { status } = useHub();
  const hub = status.step === "ready" ? status.value : null;
  const words =
    hub === null ? [] : hub.hub === null ? [t("ui.team.rowNone")] : [lastWords(hub, text), ...waitingWords(hub, text)];
  return (
    <LinkRow href={hrefOf({ page: "team" })} title={t("ui.team.row")} detail={words.join(" · ")} end={<HubMark />} />
  );
}
