import { KeyRound, LockKeyhole, TriangleAlert } from "lucide-react";
import type { VaultState } from "#core/contract/vault-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";

/** Which keeping is in use, wherever passwords are shown: nobody has to guess. */
export function KeepingBadge({ vault }: { vault: VaultState }) {
  const { t } = useText();
  return (
    <Badge
      tone={vault.state === "ok" ? "neutral" : "caution"}
      icon={vault.state === "ok" ? (vault.backend === "keychain" ? KeyRound : LockKeyhole) : TriangleAlert}
    >
      {t(vault.state === "ok" ? `ui.keeping.${vault.backend}` : `ui.keeping.closed.${vault.backend}`)}
    </Badge>
  );
}
