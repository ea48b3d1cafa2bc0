import { useEffect, useState } from "react";
import { knowledgeEntrySchema } from "#core/contract/route-calls.ts";
import { useAction } from "../../connection/use-action.ts";
import { useDraft } from "../../host-state/drafts-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { useWarnBeforeClosing } from "../../navigation/use-warn-before-closing.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Note } from "../../ui/note.tsx";
import { useToast } from "../../ui/toast.tsx";
import { Coins } from "lucide-react";
import { complaintsOf, draftOf, entryFrom, isChanged, type EntryDraft } from "./entry-draft.ts";
import { EntryForm } from "./entry-form.tsx";
import { formParts } from "./form-fields.ts";
import type { Known } from "./known.ts";
import type { Plain } from "./plain-entry.ts";

/** What is worked on: an entry as it stands, and what of it came with Farsite. */
export type Edited = { kind: Known["kind"]; entry: Plain; farsites: Plain | null; name: string | null };

/** Names what is typed about an entry and not saved yet. */
export const draftKeyOf = (kind: Known["kind"], id: string): string => `knowledge/${kind}/${id}`;

type EntryDialogProps = {
  edited: Edited;
  draftKey: string;
  all: readonly Known[];
  onClose: () => void;
  onSaved: (id: string) => void;
};

/** Changes an entry, or makes one. What is typed outlives the dialog until it is saved or thrown away. */
export function EntryDialog({ edited, draftKey, all, onClose, onSaved }: EntryDialogProps) {
  const { kind, entry: before, farsites, name } = edited;
  const { t, locale } = useText();
  const toast = useToast();
  const saving = useAction();
  const [typed, setTyped] = useDraft<EntryDraft>(draftKey);
  // How often somebody tried to save: from then on what is wrong is said at the fields.
  const [tries, setTries] = useState(0);
  const first = draftOf(kind, before, locale);
  const draft = typed ?? first;
  const entry = entryFrom(kind, draft, before, locale);
  const complaints = complaintsOf(kind, entry, draft, farsites);
  useWarnBeforeClosing(typed !== null);
  useFocusOnComplaint(tries);

  function save(): void {
    if (complaints !== null) return setTries(tries + 1);
    saving.run(async (client) => {
      await client.knowledge.saveEntry(knowledgeEntrySchema.parse({ kind, entry }));
      setTyped(null);
      toast(t("ui.common.saved"));
      onSaved(String(entry["id"]));
      onClose();
    });
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      onSubmit={save}
      title={
        name === null
          ? t(kind === "prices" ? "ui.knowledge.addPrice" : "ui.knowledge.addProvider")
          : t("ui.knowledge.changeOf", { what: name })
      }
      description={
        name === null ? t("ui.knowledge.form.newLead") : farsites === null ? undefined : t("ui.knowledge.form.copyLead")
      }
      footer={
        <>
          {typed !== null && (
            <Button
              look="quiet"
              onClick={() => {
                setTyped(null);
                onClose();
              }}
            >
              {t("ui.knowledge.drop")}
            </Button>
          )}
          <Button onClick={onClose}>{t(typed === null ? "ui.common.cancel" : "ui.knowledge.later")}</Button>
          <Button look="primary" type="submit" pending={saving.pending}>
            {t("ui.common.save")}
          </Button>
        </>
      }
    >
      <EntryForm
        parts={formParts[kind]}
        draft={draft}
        onChange={(next) => setTyped(isChanged(next, first) ? next : null)}
        complaints={tries === 0 ? new Map() : (complaints?.fields ?? new Map())}
        all={all}
        hasOffers={kind === "providers"}
      />
      {isCountedTwice(kind, entry, all) && <Note icon={Coins} tone="caution" title={t("ui.knowledge.countedTwice")} />}
      {tries > 0 && complaints !== null && complaints.other.length > 0 && (
        <Banner tone="critical" title={t("ui.knowledge.complaint.other")}>
          {complaints.other.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Banner>
      )}
      {saving.problem && <ProblemBanner problem={saving.problem} />}
    </Dialog>
  );
}

/** A comparison adds up the typical prices of a route: one of the firm's own beside another one would count on top. */
function isCountedTwice(kind: Known["kind"], entry: Plain, all: readonly Known[]): boolean {
  if (kind !== "prices" || entry["use"] !== "typical") return false;
  return all.some(
    (known) =>
      known.kind === "prices" &&
      known.entry.id !== entry["id"] &&
      known.entry.use === "typical" &&
      known.entry.route === entry["route"] &&
      known.entry.product === entry["product"],
  );
}

/** To the first field that is wrong, each time somebody tries to save. */
function useFocusOnComplaint(tries: number): void {
  useEffect(() => {
    if (tries === 0) return;
    document.querySelector<HTMLElement>("[role=dialog] :is(input, textarea)[aria-invalid=true]")?.focus();
  }, [tries]);
}
