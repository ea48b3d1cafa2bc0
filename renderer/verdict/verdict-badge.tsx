import type { VerdictKind } from "#core/nat/diagnosis.ts";
import { useText } from "../i18n/language.tsx";
import { Badge } from "../ui/badge.tsx";
import { verdictLook } from "./verdict-look.ts";

export function VerdictBadge({ kind }: { kind: VerdictKind }) {
  const { t } = useText();
  return <Badge {...verdictLook[kind]}>{t(`verdict.name.${kind}`)}</Badge>;
}
