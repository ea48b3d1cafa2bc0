import { BackupsCard } from "../features/storage/backups-card.tsx";
import { StoreCard } from "../features/storage/store-card.tsx";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { Page } from "../ui/page.tsx";

/** The file with all surveys: whether it is sound, its repair, its copies. */
export function StoragePage() {
  const { t } = useText();
  return (
    <Page
      title={t("ui.storage.title")}
      lead={t("ui.storage.lead")}
      width="reading"
      back={{ href: hrefOf({ page: "settings" }), label: t("ui.team.backToSettings") }}
    >
      <StoreCard />
      <BackupsCard />
    </Page>
  );
}
