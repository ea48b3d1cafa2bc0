import { Server } from "lucide-react";
import { useCallback, useState } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { FarsiteClient } from "../connection/client.ts";
import { useLoaded } from "../connection/use-loaded.ts";
import { EditDialog } from "../features/servers/edit-dialog.tsx";
import { FactsCard } from "../features/servers/facts-card.tsx";
import { HistoryCard } from "../features/servers/history-card.tsx";
import { LookCard } from "../features/servers/look-card.tsx";
import { offerWords } from "../features/servers/offers.ts";
import { OutdatedCard } from "../features/servers/outdated-card.tsx";
import { RemarkList } from "../features/servers/remark-list.tsx";
import { RemoveDialog } from "../features/servers/remove-dialog.tsx";
import { useKeptLook } from "../features/servers/server-look.ts";
import { SetupChangeCard } from "../features/servers/setup-change-card.tsx";
import { SetupCard } from "../features/servers/setup-card.tsx";
import { StatusCards } from "../features/servers/status-cards.tsx";
import { TechniciansCard } from "../features/servers/technicians-card.tsx";
import { useText } from "../i18n/language.tsx";
import { hrefOf } from "../navigation/route.ts";
import { LoadedView } from "../problems/loaded-view.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";

/** One of the firm's servers: setting it up, how it stands, who may use it. */
export function ServerPage({ serverId }: { serverId: string }) {
  const text = useText();
  const { t } = text;
  const load = useCallback(
    async (client: FarsiteClient, signal: AbortSignal) =>
      (await client.servers.list(undefined, { signal })).find(({ server }) => server.id === serverId) ?? null,
    [serverId],
  );
  const loaded = useLoaded(load);
  const view = loaded.step === "ready" ? loaded.value : null;
  return (
    <Page
      title={view?.server.name ?? t("ui.servers.title")}
      lead={view && offerWords(view.server, text)}
      width="reading"
      back={{ href: hrefOf({ page: "servers" }), label: t("ui.servers.toServers") }}
    >
      <LoadedView loaded={loaded}>
        {(value) =>
          value === null ? (
            <EmptyState icon={Server} title={t("ui.servers.notFoundTitle")}>
              {t("ui.servers.notFoundText")}
            </EmptyState>
          ) : (
            <ServerParts view={value} reload={loaded.reload} />
          )
        }
      </LoadedView>
    </Page>
  );
}

function ServerParts({ view, reload }: { view: ServerView; reload: () => void }) {
  const { t } = useText();
  const [doing, setDoing] = useState<"edit" | "remove" | null>(null);
  const { server, remarks, outdated } = view;
  const [{ looked }] = useKeptLook(server.id);
  const status = looked?.look.status ?? null;
  const isTrusted = server.ssh.hostKeys.length > 0;
  const setup = <SetupCard view={view} />;
  return (
    <>
      {!isTrusted && setup}
      <LookCard view={view} onChanged={reload} onRemove={() => setDoing("remove")} />
      {server.onServer !== undefined && <SetupChangeCard key={server.changedAt} view={view} onChanged={reload} />}
      {outdated.length > 0 && <OutdatedCard outdated={outdated} />}
      {status && <StatusCards view={view} status={status} />}
      {remarks.length > 0 && (
        <Card title={t("ui.servers.remarks")}>
          <RemarkList remarks={remarks} />
        </Card>
      )}
      {server.wireguard !== null && <TechniciansCard server={server} onChanged={reload} />}
      {isTrusted && setup}
      <FactsCard view={view} onEdit={() => setDoing("edit")} onRemove={() => setDoing("remove")} />
      {server.history !== undefined && <HistoryCard history={server.history} />}
      {doing === "edit" && <EditDialog view={view} onClose={() => setDoing(null)} onSaved={reload} />}
      {doing === "remove" && <RemoveDialog view={view} onClose={() => setDoing(null)} />}
    </>
  );
}
