import { useState } from "react";
import type { SiteSummary } from "#core/contract/survey-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckList } from "../../ui/check-list.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { Text } from "../../ui/text.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { offeredSites } from "./site-choice.ts";

const loadSites = (client: FarsiteClient, signal: AbortSignal) => client.sites.list(undefined, { signal });

/** Passes on all sites of this laptop, or those that are chosen here. */
export function ExportSitesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const sites = useLoaded(loadSites);
  if (sites.step === "ready") return <LoadedDialog sites={sites.value} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.transfer.exportSitesTitle")}
      footer={<Button onClick={onClose}>{t("ui.common.cancel")}</Button>}
    >
      <LoadedView loaded={sites}>{() => null}</LoadedView>
    </Dialog>
  );
}

function LoadedDialog({ sites, onClose }: { sites: readonly SiteSummary[]; onClose: () => void }) {
  const { t } = useText();
  const [which, setWhich] = useState<"all" | "some">("some");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [checked, setChecked] = useState(false);
  const [search, setSearch] = useState("");
  // What is ticked must not jump away under the finger: the order is that of the last search.
  const [first, setFirst] = useState(chosen);
  const { shown, more } = offeredSites(sites, first, search);
  const siteIds = which === "all" ? sites.map(({ id }) => id) : [...chosen];

  return (
    <ExportDialog
      title={t("ui.transfer.exportSitesTitle")}
      siteIds={siteIds}
      onClose={onClose}
      onTry={() => setChecked(true)}
      choice={
        <Stack>
          <SegmentedControl
            label={t("ui.transfer.which")}
            options={[
              { value: "some", label: t("ui.transfer.some") },
              { value: "all", label: t("ui.transfer.all", { count: sites.length }) },
            ]}
            value={which}
            onChange={setWhich}
          />
          {which === "some" && (
            <>
              <TextField
                label={t("ui.transfer.find")}
                value={search}
                autoComplete="off"
                onChange={(next) => {
                  setSearch(next);
                  setFirst(chosen);
                }}
              />
              <CheckList
                label={t("ui.transfer.sites")}
                items={shown.map(({ id, name, customer, address }) => {
                  const hint = [customer === name ? null : customer, address?.split(/\s*\n\s*/).join(", ")];
                  return { value: id, label: name, hint: hint.filter(Boolean).join(" · ") };
                })}
                chosen={chosen}
                onChange={setChosen}
                error={checked && chosen.size === 0 ? t("ui.transfer.chooseSome") : null}
              />
              <Text size="small" tone="soft">
                {t("ui.transfer.chosen", { count: chosen.size })}{" "}
                {more > 0 && t("ui.transfer.moreSites", { count: more })}
              </Text>
            </>
          )}
        </Stack>
      }
    />
  );
}
