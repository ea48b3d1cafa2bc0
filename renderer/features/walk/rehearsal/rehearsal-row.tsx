import { useText } from "../../../i18n/language.tsx";
import { hrefOf } from "../../../navigation/route.ts";
import { LinkRow } from "../../../ui/rows.tsx";

/** The way to the other end of a colleague's rehearsal. */
export function RehearsalRow() {
  const { t } = useText();
  return (
    <LinkRow href={hrefOf({ page: "rehearse" })} title={t("uiRehearsal.rowTitle")} detail={t("uiRehearsal.rowText")} />
  );
}
