import { ArrowRight, GitCompareArrows } from "lucide-react";
import type { TransferPreview } from "#core/contract/team-calls.ts";
import { useText } from "../../i18n/language.tsx";
import type { Route } from "../../navigation/route.ts";
import { goTo } from "../../navigation/use-route.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EntryList, PlainEntry } from "../../ui/entry-list.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Text } from "../../ui/text.tsx";

export type Applied = { sites: number; revisions: number; conflicts: number };

/** More are found in the list of sites, where they stand first. */
const MAX_SHOWN = 8;

type ImportResultProps = {
  preview: TransferPreview;
  chosen: ReadonlySet<string>;
  applied: Applied;
  onClose: () => void;
  onAnother: () => void;
};

/** What came in, and the ways to it; sites with something to decide first. */
export function ImportResult({ preview, chosen, applied, onClose, onAnother }: ImportResultProps) {
  const { t } = useText();
  const taken = preview.sites.filter(({ siteId }) => chosen.has(siteId)).toSorted((a, b) => b.conflicts - a.conflicts);
  function leaveTo(route: Route): void {
    onClose();
    goTo(route);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("ui.transfer.doneTitle")}
      description={applied.sites === 0 ? t("ui.transfer.doneNothing") : t("ui.transfer.done", { count: applied.sites })}
      footer={
        <>
          <Button onClick={onAnother}>{t("ui.transfer.another")}</Button>
          <Button look="primary" onClick={onClose}>
            {t("ui.transfer.finish")}
          </Button>
        </>
      }
    >
      {applied.conflicts > 0 && (
        <Note icon={GitCompareArrows} tone="caution" title={t("ui.transfer.toDecide", { count: applied.conflicts })} />
      )}
      <EntryList label={t("ui.transfer.sites")}>
        {taken.slice(0, MAX_SHOWN).map(({ siteId, name, conflicts }) => (
          <PlainEntry key={siteId} tone="quiet">
            <Inline justify="between">
              <Text as="span" weight="strong">
                <bdi>{name}</bdi>
              </Text>
              <Inline>
                {conflicts > 0 && (
                  <Button
                    icon={GitCompareArrows}
                    label={t("ui.transfer.decideOf", { site: name })}
                    onClick={() => leaveTo({ page: "conflicts", siteId })}
                  >
                    {t("ui.transfer.decide")}
                  </Button>
                )}
                <Button
                  icon={ArrowRight}
                  label={t("ui.transfer.openOf", { site: name })}
                  onClick={() => leaveTo({ page: "site", siteId })}
                >
                  {t("ui.transfer.open")}
                </Button>
              </Inline>
            </Inline>
          </PlainEntry>
        ))}
      </EntryList>
      {taken.length > MAX_SHOWN && (
        <Inline>
          <Button onClick={() => leaveTo({ page: "sites" })}>{t("ui.team.toSites")}</Button>
        </Inline>
      )}
    </Dialog>
  );
}
