import { useSiteTargets } from "../../host-state/use-site-targets.ts";
import { useText } from "../../i18n/language.tsx";
import { Select } from "../../ui/select.tsx";
import { useScan } from "./scan-context.tsx";

const NEW_SITE = "new";

/** Where the result goes; only a question when a site is known. */
export function SiteChoice() {
  const { t, dateTime } = useText();
  const { target, aim } = useScan();
  const sites = useSiteTargets(target);
  const known = sites.step === "ready" ? sites.value : [];
  if (known.length === 0) return null;
  const isKnown = known.some(({ id }) => id === target);
  return (
    <Select
      label={t("ui.home.target")}
      value={target !== null && isKnown ? target : NEW_SITE}
      onChange={(next) => aim(next === NEW_SITE ? null : next)}
      options={[
        { value: NEW_SITE, label: t("ui.home.newSite") },
        ...known.map((site) => ({
          value: site.id,
          label: site.name,
          hint: t("ui.home.lastSeen", { when: dateTime(site.updatedAt) }),
        })),
      ]}
    />
  );
}
