import { EyeOff, Pencil, Undo2 } from "lucide-react";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { FoldedEntry } from "../../ui/entry-list.tsx";
import { Inline } from "../../ui/layout.tsx";
import { Text } from "../../ui/text.tsx";
import { CertaintyBadge } from "./certainty-badge.tsx";
import { draftKeyOf } from "./entry-dialog.tsx";
import { EntryFacts } from "./entry-facts.tsx";
import { isOldPrice, nameOf, summaryOf, type Known } from "./known.ts";

type EntryRowProps = {
  known: Known;
  all: readonly Known[];
  now: Date;
  /** One of Farsite's lies under it. */
  isCopy: boolean;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onChange: () => void;
  onHide: () => void;
  onRemove: () => void;
};

/** One entry: whose it is and how sure at a glance, all that it says when it is opened. */
export function EntryRow({ known, all, now, isCopy, isOpen, onOpenChange, onChange, onHide, onRemove }: EntryRowProps) {
  const text = useText();
  const { t, locale } = text;
  const name = nameOf(known, locale);
  const { words, sourcing } = summaryOf(known, text);
  const [draft] = useDraft(draftKeyOf(known.kind, known.entry.id));
  const isOwn = known.entry.origin === "firm";
  return (
    <FoldedEntry
      title={<bdi>{name}</bdi>}
      detail={words}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      marks={
        <>
          {draft !== null && <Badge tone="caution">{t("ui.settings.unsavedMark")}</Badge>}
          {known.kind === "prices" && isOldPrice(known.entry.date, now) && (
            <Badge tone="caution">{t("ui.knowledge.oldPrice")}</Badge>
          )}
          {sourcing && <CertaintyBadge sourcing={sourcing} />}
          <Badge tone={isOwn ? "accent" : "neutral"}>{t(`ui.knowledge.origin.${known.entry.origin}`)}</Badge>
        </>
      }
    >
      <EntryFacts known={known} all={all} now={now} />
      <Inline justify="between" gap="medium">
        <Text size="small" tone="soft">
          {t(`ui.knowledge.originText.${isOwn ? (isCopy ? "copy" : "own") : "farsite"}`)}
        </Text>
        <Inline>
          {isOwn ? (
            <Button
              look="quiet"
              icon={Undo2}
              label={t(isCopy ? "ui.knowledge.backOf" : "ui.knowledge.removeOf", { what: name })}
              onClick={onRemove}
            >
              {t(isCopy ? "ui.knowledge.back" : "ui.knowledge.remove")}
            </Button>
          ) : (
            <Button look="quiet" icon={EyeOff} label={t("ui.knowledge.hideOf", { what: name })} onClick={onHide}>
              {t("ui.knowledge.hide")}
            </Button>
          )}
          <Button icon={Pencil} label={t("ui.knowledge.changeOf", { what: name })} onClick={onChange}>
            {t("ui.knowledge.change")}
          </Button>
        </Inline>
      </Inline>
    </FoldedEntry>
  );
}
