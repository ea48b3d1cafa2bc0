import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Badge } from "../../ui/badge.tsx";
import { LinkRow } from "../../ui/rows.tsx";
import { useStore } from "./store-context.tsx";

/** The way to the storage, with how it stands. */
export function StoreRow() {
  const { t, bytes } = useText();
  const { status } = useStore();
  const store = status.step === "ready" ? status.value : null;
  return (
    <LinkRow
      href={hrefOf({ page: "storage" })}
      title={t("ui.storage.row")}
      detail={store && `${t(`ui.storage.state.${store.state}`)} ${bytes(store.bytes)}`}
      end={store?.state === "read-only" && <Badge tone="critical">{t("ui.storage.toRepair")}</Badge>}
    />
  );
}
