import { FileDown, FileUp } from "lucide-react";
import { useState } from "react";
import { useAction } from "../connection/use-action.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { draftKeyOf, EntryDialog, type Edited } from "../features/knowledge/entry-dialog.tsx";
import { ImportDialog } from "../features/knowledge/import-dialog.tsx";
import { firstView, KnowledgeList, type KnowledgeView } from "../features/knowledge/knowledge-list.tsx";
import { keyOf, loadKnowledge, nameOf, type Known, type KnowledgeBase } from "../features/knowledge/known.ts";
import { newEntry, type AddedKind } from "../features/knowledge/new-entry.ts";
import { RemoveDialog } from "../features/knowledge/remove-dialog.tsx";
import { downloadFile } from "../files/download-file.ts";
import { useFileDrop } from "../files/file-drop.tsx";
import { useText } from "../i18n/language.tsx";
import { useKeptView } from "../navigation/kept-view.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { ProblemBanner } from "../problems/problem-banner.tsx";
import { useAnnounce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { useToast } from "../ui/toast.tsx";

/** What is being done in a dialog. */
type Doing =
  | { what: "edit"; edited: Edited; draftKey: string }
  | { what: "remove"; known: Known }
  | { what: "import"; file: File | null };

/** What Farsite knows of providers, routers, makers and products, and what they cost; the firm's own word over it. */
export function KnowledgePage() {
  const { t, locale } = useText();
  const toast = useToast();
  const announce = useAnnounce();
  const base = useLoaded(loadKnowledge);
  const exporting = useAction();
  const [view, change] = useKeptView<KnowledgeView>("knowledge", firstView);
  const [doing, setDoing] = useState<Doing | null>(null);
  useFileDrop({
    says: t("ui.knowledge.import.dropHere"),
    takes: ({ name }) => /\.json$/i.test(name),
    onFiles: ([file]) => file && setDoing({ what: "import", file }),
  });

  const exportOwn = (): void =>
    exporting.run(async (client) => {
      const { fileName, file } = await client.knowledge.exportOwn();
      downloadFile(file, fileName);
      toast(t("ui.knowledge.exported", { file: fileName }));
    });

  return (
    <Page
      title={t("ui.knowledge.title")}
      lead={t("ui.knowledge.lead")}
      back={{ href: hrefOf({ page: "settings" }), label: t("ui.knowledge.toSettings") }}
      actions={
        <>
          <Button icon={FileUp} onClick={() => setDoing({ what: "import", file: null })}>
            {t("ui.knowledge.import.button")}
          </Button>
          <Button
            icon={FileDown}
            pending={exporting.pending}
            disabled={base.step !== "ready" || !hasOwn(base.value)}
            onClick={exportOwn}
          >
            {t("ui.knowledge.export")}
          </Button>
        </>
      }
    >
      {exporting.problem && <ProblemBanner problem={exporting.problem} onRetry={exportOwn} />}
      <LoadedView loaded={base}>
        {(value) => (
          <>
            <KnowledgeList
              base={value}
              view={view}
              change={change}
              reload={base.reload}
              onAdd={(kind) => setDoing(adding(kind))}
              onChange={(known) => setDoing(changing(known, value, nameOf(known, locale)))}
              onRemove={(known) => setDoing({ what: "remove", known })}
            />
            {doing?.what === "edit" && (
              <EntryDialog
                edited={doing.edited}
                draftKey={doing.draftKey}
                all={value.current}
                onClose={() => setDoing(null)}
                onSaved={(id) => {
                  const { kind } = doing.edited;
                  change({ kind, openKey: `${kind}/${id}`, ...(doing.edited.name === null && { text: "" }) });
                  base.reload();
                }}
              />
            )}
            {doing?.what === "remove" && (
              <RemoveDialog
                known={doing.known}
                isCopy={isCovered(doing.known, value)}
                onClose={() => setDoing(null)}
                onRemoved={() => {
                  announce(t("ui.knowledge.isRemoved", { what: nameOf(doing.known, locale) }));
                  base.reload();
                }}
              />
            )}
          </>
        )}
      </LoadedView>
      {doing?.what === "import" && (
        <ImportDialog file={doing.file} onClose={() => setDoing(null)} onTaken={base.reload} />
      )}
    </Page>
  );
}

const isCovered = (known: Known, { covered }: KnowledgeBase): boolean =>
  covered.some((one) => keyOf(one) === keyOf(known));

/** Something was changed, added or hidden here. */
const hasOwn = ({ current, covered }: KnowledgeBase): boolean =>
  covered.length > 0 || current.some(({ entry }) => entry.origin === "firm");

function adding(kind: AddedKind): Doing {
  const entry = newEntry(kind, `own-${crypto.randomUUID()}`, new Date().toISOString().slice(0, 10));
  return { what: "edit", edited: { kind, entry, farsites: null, name: null }, draftKey: draftKeyOf(kind, "new") };
}

function changing(known: Known, { covered }: KnowledgeBase, name: string): Doing {
  const { kind } = known;
  const { id } = known.entry;
  const farsites = known.entry.origin === "farsite" ? known : covered.find((one) => keyOf(one) === keyOf(known));
  return {
    what: "edit",
    edited: { kind, entry: withoutOrigin(known), farsites: farsites ? withoutOrigin(farsites) : null, name },
    draftKey: draftKeyOf(kind, id),
  };
}

/** As it is kept: whose it is shows by where it is kept. */
function withoutOrigin({ entry: { origin: _, ...entry } }: Known): Edited["entry"] {
  return entry;
}
