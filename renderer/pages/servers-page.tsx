import { FileDown, FileUp, Plus, Server } from "lucide-react";
import { useState } from "react";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { AddDialog } from "../features/servers/add-dialog.tsx";
import { ExportDialog } from "../features/servers/export-dialog.tsx";
import { ImportDialog } from "../features/servers/import-dialog.tsx";
import { PlanCard } from "../features/servers/plan-card.tsx";
import { ServerList } from "../features/servers/server-list.tsx";
import { useFileDrop } from "../files/file-drop.tsx";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";

type Doing = { what: "add" } | { what: "export" } | { what: "import"; file: File | null };

const loadServers = async (client: FarsiteClient, signal: AbortSignal) => {
  const [servers, plan] = await Promise.all([
    client.servers.list(undefined, { signal }),
    client.servers.plan(undefined, { signal }),
  ]);
  return { servers, plan };
};

/** The firm's machines on the internet that sites call, and the addresses that they give out. */
export function ServersPage() {
  const { t } = useText();
  const loaded = useLoaded(loadServers);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = (): void => setDoing(null);
  useFileDrop({
    says: t("ui.servers.importing.drop"),
    takes: ({ name }) => /\.farsite-servers$/i.test(name),
    onFiles: ([file]) => file && setDoing({ what: "import", file }),
  });
  const servers = loaded.step === "ready" ? loaded.value.servers : [];
  const add = (
    <Button look="primary" icon={Plus} onClick={() => setDoing({ what: "add" })}>
      {t("ui.servers.add")}
    </Button>
  );
  return (
    <Page
      title={t("ui.servers.title")}
      lead={t("ui.servers.lead")}
      back={{ href: hrefOf({ page: "settings" }), label: t("ui.servers.toSettings") }}
      actions={
        <>
          <Button icon={FileDown} onClick={() => setDoing({ what: "import", file: null })}>
            {t("ui.servers.import")}
          </Button>
          <Button icon={FileUp} disabled={servers.length === 0} onClick={() => setDoing({ what: "export" })}>
            {t("ui.servers.export")}
          </Button>
          {servers.length > 0 && add}
        </>
      }
    >
      <LoadedView loaded={loaded}>
        {(value) => (
          <>
            {value.servers.length === 0 ? (
              <EmptyState icon={Server} title={t("ui.servers.none")} action={add}>
                {t("ui.servers.noneText")}
              </EmptyState>
            ) : (
              <ServerList servers={value.servers} />
            )}
            {(value.servers.length > 0 || value.plan.remarks.length > 0) && <PlanCard plan={value.plan} />}
          </>
        )}
      </LoadedView>
      {doing?.what === "add" && <AddDialog onClose={close} />}
      {doing?.what === "export" && <ExportDialog servers={servers} onClose={close} />}
      {doing?.what === "import" && <ImportDialog file={doing.file} onClose={close} onTaken={loaded.reload} />}
    </Page>
  );
}
