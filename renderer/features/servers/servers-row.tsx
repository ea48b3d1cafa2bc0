import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LinkRow } from "../../ui/rows.tsx";

/** The way to the firm's machines on the internet. */
export function ServersRow() {
  const { t } = useText();
  return <LinkRow href={hrefOf({ page: "servers" })} title={t("ui.servers.title")} detail={t("ui.servers.rowText")} />;
}
