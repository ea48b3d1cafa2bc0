import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { KNOWLEDGE_KINDS, type KnowledgeKind } from "#core/knowledge/knowledge.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip, Chips } from "../../ui/chips.tsx";
import { EntryList } from "../../ui/entry-list.tsx";
import { TextField } from "../../ui/field.tsx";
import { Inline, Stack, Toolbar } from "../../ui/layout.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { Text } from "../../ui/text.tsx";
import { EntryRow } from "./entry-row.tsx";
import { HiddenList } from "./hidden-list.tsx";
import { keyOf, nameOf, type Known, type KnowledgeBase } from "./known.ts";
import { found, type KnowledgeSearch } from "./knowledge-search.ts";
import type { AddedKind } from "./new-entry.ts";

/** How the page is looked at: what is searched, which entry is open, how many are drawn. */
export type KnowledgeView = KnowledgeSearch & { openKey: string | null; limit: number };

/** As many as are drawn at once without being felt. */
const ENTRIES_AT_ONCE = 60;

export const firstView: KnowledgeView = {
  kind: "providers",
  text: "",
  onlyOwn: false,
  onlyUnchecked: false,
  openKey: null,
  limit: ENTRIES_AT_ONCE,
};

const isAdded = (kind: KnowledgeKind): kind is AddedKind => kind === "providers" || kind === "prices";

type KnowledgeListProps = {
  base: KnowledgeBase;
  view: KnowledgeView;
  change: (changes: Partial<KnowledgeView>) => void;
  onAdd: (kind: AddedKind) => void;
  onChange: (known: Known) => void;
  onRemove: (known: Known) => void;
  reload: () => void;
};

/** One kind of what is known, searched and narrowed down. */
export function KnowledgeList({ base, view, change, onAdd, onChange, onRemove, reload }: KnowledgeListProps) {
  const { t, locale } = useText();
  const announce = useAnnounce();
  const field = useRef<HTMLInputElement>(null);
  const hiding = useAction();
  const [now] = useState(() => new Date());
  const { kind } = view;
  const shown = found(base.current, view, locale);
  const current = new Set(base.current.map(keyOf));
  const covered = new Set(base.covered.map(keyOf));
  const hidden = base.covered.filter((known) => known.kind === kind && !current.has(keyOf(known)));
  const narrow = (changes: Partial<KnowledgeSearch>): void => change({ ...changes, limit: ENTRIES_AT_ONCE });

  /** The row that had the focus is gone then. */
  function settle(said: string): void {
    announce(said);
    field.current?.focus();
    reload();
  }
  const hide = (known: Known): void =>
    hiding.run(async (client) => {
      await client.knowledge.saveEntry({ kind: known.kind, entry: { id: known.entry.id, hidden: true } });
      settle(t("ui.knowledge.isHidden", { what: nameOf(known, locale) }));
    });
  const show = (known: Known): void =>
    hiding.run(async (client) => {
      await client.knowledge.removeEntry({ kind: known.kind, id: known.entry.id });
      settle(t("ui.knowledge.isShown", { what: nameOf(known, locale) }));
    });

  return (
    <Stack>
      <Card>
        <SegmentedControl
          label={t("ui.knowledge.about")}
          options={KNOWLEDGE_KINDS.map((value) => ({ value, label: t(`ui.knowledge.kind.${value}`) }))}
          value={kind}
          onChange={(value) => narrow({ kind: value })}
        />
        <Toolbar
          main={
            <TextField
              ref={field}
              label={t(`ui.knowledge.search.${kind}`)}
              value={view.text}
              maxLength={200}
              autoComplete="off"
              onChange={(text) => narrow({ text })}
              onKeyDown={(event) => {
                if (event.key !== "Escape" || view.text === "") return;
                event.preventDefault();
                narrow({ text: "" });
              }}
            />
          }
        >
          {isAdded(kind) && (
            <Button icon={Plus} onClick={() => onAdd(kind)}>
              {t(kind === "prices" ? "ui.knowledge.addPrice" : "ui.knowledge.addProvider")}
            </Button>
          )}
        </Toolbar>
        <Inline justify="between">
          <Chips label={t("ui.knowledge.filters")}>
            <Chips.Kind label={t("ui.knowledge.filters")}>
              <Chip pressed={view.onlyOwn} onChange={() => narrow({ onlyOwn: !view.onlyOwn })}>
                {t("ui.knowledge.onlyOwn")}
              </Chip>
              <Chip pressed={view.onlyUnchecked} onChange={() => narrow({ onlyUnchecked: !view.onlyUnchecked })}>
                {t("ui.knowledge.onlyUnchecked")}
              </Chip>
            </Chips.Kind>
          </Chips>
          <Text size="small" tone="soft">
            {t("ui.knowledge.count", { count: shown.length })}
          </Text>
        </Inline>
      </Card>
      {hiding.problem && <ProblemBanner problem={hiding.problem} />}
      <EntryList label={t(`ui.knowledge.kind.${kind}`)}>
        {shown.slice(0, view.limit).map((known) => (
          <EntryRow
            key={keyOf(known)}
            known={known}
            all={base.current}
            now={now}
            isCopy={covered.has(keyOf(known))}
            isOpen={view.openKey === keyOf(known)}
            onOpenChange={(isOpen) => change({ openKey: isOpen ? keyOf(known) : null })}
            onChange={() => onChange(known)}
            onHide={() => hide(known)}
            onRemove={() => onRemove(known)}
          />
        ))}
      </EntryList>
      {shown.length === 0 && (
        <Stack gap="small" align="start">
          <Text tone="soft">{t("ui.knowledge.nothingFound")}</Text>
          <Button onClick={() => narrow({ text: "", onlyOwn: false, onlyUnchecked: false })}>
            {t("ui.knowledge.showAll")}
          </Button>
        </Stack>
      )}
      {shown.length > view.limit && (
        <Stack align="center">
          <Button onClick={() => change({ limit: view.limit + ENTRIES_AT_ONCE })}>{t("ui.devices.showMore")}</Button>
        </Stack>
      )}
      <HiddenList hidden={hidden} onShow={show} />
    </Stack>
  );
}
