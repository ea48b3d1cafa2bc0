import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LinkRow } from "../../ui/rows.tsx";

/** The way to what is known, and to the price book. */
export function KnowledgeRow() {
  const { t } = useText();
  return (
    <LinkRow href={hrefOf({ page: "knowledge" })} title={t("ui.knowledge.title")} detail={t("ui.knowledge.rowText")} />
  );
}
