import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { useRoute } from "../../navigation/use-route.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { useStore } from "./store-context.tsx";

/** Above every page: the surveys can't be written, or lost changes were put back. */
export function StoreBanner() {
  const { t } = useText();
  const { page } = useRoute();
  const { status, isHealSeen, dismissHeal } = useStore();
  if (status.step !== "ready") return null;
  const { state, healed } = status.value;
  if (state === "read-only" && page !== "storage")
    return (
      <Banner
        tone="critical"
        title={t("ui.storage.readOnlyShort")}
        actions={<ButtonLink href={hrefOf({ page: "storage" })}>{t("ui.storage.toRepair")}</ButtonLink>}
      >
        <p>{t("ui.storage.readOnlyText")}</p>
      </Banner>
    );
  if (state === "healed" && !isHealSeen)
    return (
      <Banner
        tone="info"
        title={t("ui.storage.healedShort")}
        aside={<Button onClick={dismissHeal}>{t("ui.storage.dismiss")}</Button>}
      >
        <p>{t("ui.storage.healedText", { count: healed })}</p>
      </Banner>
    );
  return null;
}
