import { CircleCheck, CircleX } from "lucide-react";
import type { Walk } from "#core/walk/walk.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Banner } from "../../ui/banner.tsx";
import { ButtonLink } from "../../ui/button.tsx";

/** A walk-through that is over: how it ended, and where to go from here. What it came to stands below, to be read. */
export function WalkOver({ siteId, walk }: { siteId: string; walk: Walk }) {
  const { t, dateTime } = useText();
  const isDone = walk.status === "done";
  return (
    <Banner
      tone={isDone ? "positive" : "neutral"}
      icon={isDone ? CircleCheck : CircleX}
      title={t(isDone ? "ui.walk.over.done" : "ui.walk.over.abandoned")}
      actions={
        <>
          <ButtonLink look="primary" href={hrefOf({ page: "site", siteId })}>
            {t("ui.walk.toSite")}
          </ButtonLink>
          <ButtonLink href={hrefOf({ page: "routes", siteId })}>{t("ui.walk.toRoutes")}</ButtonLink>
        </>
      }
    >
      <p>{t("ui.walk.over.when", { when: dateTime(walk.updatedAt) })}</p>
    </Banner>
  );
}
