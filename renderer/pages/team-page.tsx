import { HubCard } from "../features/team/hub-card.tsx";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { Page } from "../ui/page.tsx";

/** The exchange of surveys with the firm's own server. */
export function TeamPage() {
  const { t } = useText();
  return (
    <Page
      title={t("ui.team.title")}
      lead={t("ui.team.lead")}
      width="reading"
      back={{ href: hrefOf({ page: "settings" }), label: t("ui.team.backToSettings") }}
    >
      <HubCard />
    </Page>
  );
}
