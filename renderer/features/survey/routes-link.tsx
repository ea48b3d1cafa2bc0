import { Split } from "lucide-react";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Inline } from "../../ui/layout.tsx";

/** From what the line is to what works on it. */
export function RoutesLink({ siteId }: { siteId: string }) {
  const { t } = useText();
  return (
    <Inline>
      <ButtonLink look="primary" size="large" icon={Split} href={hrefOf({ page: "routes", siteId })}>
        {t("ui.routes.card.compare")}
      </ButtonLink>
    </Inline>
  );
}
