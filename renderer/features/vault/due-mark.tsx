import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { useDueAccounts } from "./vault-loads.ts";

/** How many passwords have to be changed, beside the way to them; nothing where none has, or where it can't be told. */
export function DueMark() {
  const { t } = useText();
  const due = useDueAccounts();
  if (due.step !== "ready" || due.value.length === 0) return null;
  return <Badge tone="caution">{t("ui.passwords.navDue", { count: due.value.length })}</Badge>;
}
