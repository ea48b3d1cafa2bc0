import { Eye, Undo2 } from "lucide-react";
import type { HistoryEntry, RevisionAuthor } from "#core/contract/survey-calls.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { Text } from "../../ui/text.tsx";
import { SignatureMark } from "./signature-mark.tsx";

/** Whose laptop, as a person says it. */
export function useWho(): (author: RevisionAuthor) => string {
  const { t } = useText();
  return ({ laptopId, name, technician, isOwn, signature }) => {
    if (signature === "by-rule") return t("ui.history.byRule");
    const who = technician ?? name;
    if (isOwn) return who === null ? t("ui.history.thisLaptop") : t("ui.history.ownLaptop", { who });
    if (who === null) return t("ui.history.unknownLaptop", { id: laptopId.slice(0, 8) });
    return technician === null || name === null ? who : t("ui.conflicts.onLaptop", { who, laptop: name });
  };
}

type HistoryListProps = {
  siteId: string;
  entries: readonly HistoryEntry[];
  isBusy: boolean;
  onUndo: (entry: HistoryEntry) => void;
};

/** Who changed what and when, the latest first. */
export function HistoryList({ siteId, entries, isBusy, onUndo }: HistoryListProps) {
  const { t } = useText();
  return (
    <Rows label={t("ui.history.list")}>
      {entries.map((entry, index) => (
        <HistoryRow
          key={entry.revision}
          siteId={siteId}
          entry={entry}
          isLatest={index === 0}
          isBusy={isBusy}
          onUndo={() => onUndo(entry)}
        />
      ))}
    </Rows>
  );
}

function HistoryRow({
  siteId,
  entry,
  isLatest,
  isBusy,
  onUndo,
}: {
  siteId: string;
  entry: HistoryEntry;
  isLatest: boolean;
  isBusy: boolean;
  onUndo: () => void;
}) {
  const { t, say, dateTime } = useText();
  const who = useWho();
  const when = dateTime(entry.createdAt);
  return (
    <Row
      title={
        <Inline>
          <span>{who(entry.author)}</span>
          {entry.kind !== "change" && <Badge>{t(`ui.history.kind.${entry.kind}`)}</Badge>}
        </Inline>
      }
      end={
        <Inline gap="tight" justify="end">
          {entry.canUndo && (
            <Button
              look="quiet"
              icon={Undo2}
              label={t("ui.history.takeBackOf", { when })}
              disabled={isBusy}
              onClick={onUndo}
            >
              {t("ui.history.takeBack")}
            </Button>
          )}
          {!isLatest && (
            <ButtonLink look="quiet" icon={Eye} href={hrefOf({ page: "revision", siteId, revision: entry.revision })}>
              {t("ui.history.look")}
            </ButtonLink>
          )}
        </Inline>
      }
    >
      <Stack gap="tight">
        {entry.sentences.length === 0 && <Text size="small">{t("ui.history.nothing")}</Text>}
        {entry.sentences.map((sentence) => {
          const said = say(sentence);
          return (
            <Text key={said} size="small">
              {said}
            </Text>
          );
        })}
        {entry.more > 0 && <Text size="small">{t("ui.site.moreChanges", { count: entry.more })}</Text>}
        <Inline gap="small">
          <Text as="span" size="caption" tone="faint">
            {when}
          </Text>
          <SignatureMark signature={entry.author.signature} />
        </Inline>
      </Stack>
    </Row>
  );
}
