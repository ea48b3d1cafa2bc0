import { CircleCheck, CircleDashed } from "lucide-react";
import { useCallback, type ReactNode } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useLoaded } from "../../connection/use-loaded.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { LoadedView } from "../../problems/loaded-view.tsx";
import { Banner } from "../../ui/banner.tsx";
import { TextLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inset } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { Code, Text } from "../../ui/text.tsx";
import { ToneWord } from "../../ui/tone-word.tsx";
import { readBoxReport } from "./box-report.ts";
import { heardPeers, loadEnds, missingEnds, type KnownEnds } from "./known-ends.ts";

/** WireGuard's REJECT_AFTER_TIME: whoever sends anything, as sites do every 25 s, has shaken hands since. */
const CONNECTED_SECONDS = 180;

type StatusCardsProps = { view: ServerView; status: ServerStatus };

/** Who is connected to the server: the VPN's ends, ports that sites hold open, what their boxes report. */
export function StatusCards({ view, status }: StatusCardsProps) {
  const load = useCallback((client: FarsiteClient, signal: AbortSignal) => loadEnds(client, view, signal), [view]);
  const ends = useLoaded(load);
  return (
    <LoadedView loaded={ends}>
      {(value) => (
        <>
          {status.wireguard !== null && <PeersCard view={view} status={status} ends={value} />}
          {view.server.relay !== null && <RelayCard status={status} ends={value} />}
          {status.health.length > 0 && <BoxesCard view={view} status={status} />}
        </>
      )}
    </LoadedView>
  );
}

function Site({ siteId, children }: { siteId: string | null; children: string }) {
  const name = <bdi>{children}</bdi>;
  return siteId === null ? name : <TextLink href={hrefOf({ page: "site", siteId })}>{name}</TextLink>;
}

function Heard({ secondsAgo }: { secondsAgo: number | null }): ReactNode {
  const { t, longDuration } = useText();
  if (secondsAgo === null)
    return (
      <ToneWord tone="neutral" icon={CircleDashed}>
        {t("ui.servers.look.neverHeard")}
      </ToneWord>
    );
  if (secondsAgo <= CONNECTED_SECONDS)
    return (
      <ToneWord tone="positive" icon={CircleCheck}>
        {t("ui.servers.look.now")}
      </ToneWord>
    );
  return t("ui.servers.look.ago", { time: longDuration(secondsAgo) });
}

function PeersCard({ view, status, ends }: StatusCardsProps & { ends: KnownEnds }) {
  const { t, bytes } = useText();
  const peers = status.wireguard?.peers ?? [];
  const heard = heardPeers(peers, status.time, view, ends);
  const missing = missingEnds(peers, ends);
  const title = t("ui.servers.look.tunnels");
  return (
    <Card title={title} hint={t("ui.servers.look.tunnelsHint")} flush>
      {(missing.length > 0 || heard.length === 0) && (
        <Inset>
          {missing.length > 0 && (
            <Banner
              tone="caution"
              title={t("ui.servers.look.missing", { count: missing.length, names: missing.join(", ") })}
            >
              <p>{t("ui.servers.look.missingDo")}</p>
            </Banner>
          )}
          {heard.length === 0 && (
            <Text size="small" tone="soft">
              {t("ui.servers.look.noTunnels")}
            </Text>
          )}
        </Inset>
      )}
      {heard.length > 0 && (
        <Table
          label={title}
          head={[t("ui.servers.look.who"), t("ui.servers.look.contact"), t("ui.servers.look.data")]}
          rows={heard.map(({ key, end, addresses, heardSecondsAgo, receivedBytes, sentBytes }) => ({
            key,
            cells: [
              end === null ? (
                <span key="who">
                  {t("ui.servers.look.unknownPeer")} <Code>{addresses}</Code>
                </span>
              ) : (
                <Site key="who" siteId={end.siteId}>
                  {end.name}
                </Site>
              ),
              <Heard key="heard" secondsAgo={heardSecondsAgo} />,
              `${bytes(receivedBytes)} / ${bytes(sentBytes)}`,
            ],
          }))}
        />
      )}
    </Card>
  );
}

function RelayCard({ status: { relayPorts }, ends }: { status: ServerStatus; ends: KnownEnds }) {
  const { t } = useText();
  const title = t("ui.servers.look.relays");
  return (
    <Card title={title} flush>
      {relayPorts.length === 0 ? (
        <Inset>
          <Text size="small" tone="soft">
            {t("ui.servers.look.noRelays")}
          </Text>
        </Inset>
      ) : (
        <Table
          label={title}
          head={[
            t("ui.servers.look.port"),
            t("ui.servers.look.who"),
            t("ui.servers.look.device"),
            t("ui.servers.look.openTo"),
          ]}
          rows={relayPorts
            .toSorted((a, b) => a.port - b.port)
            .map(({ port, everyone }) => {
              const end = ends.byPort.get(port);
              return {
                key: `${port}`,
                cells: [
                  <Code key="port">{port}</Code>,
                  end === undefined ? (
                    t("ui.servers.look.unknownPeer")
                  ) : (
                    <Site key="who" siteId={end.siteId}>
                      {end.name}
                    </Site>
                  ),
                  end === undefined ? "" : <Code key="device">{end.device}</Code>,
                  t(everyone ? "ui.servers.look.everyone" : "ui.servers.look.server"),
                ],
              };
            })}
        />
      )}
    </Card>
  );
}

function BoxesCard({ view, status }: StatusCardsProps) {
  const { t, longDuration } = useText();
  const title = t("ui.servers.look.boxes");
  const ago = (time: string): string => {
    const seconds = (Date.parse(status.time) - Date.parse(time)) / 1_000;
    return Number.isNaN(seconds) ? time : t("ui.servers.look.ago", { time: longDuration(Math.max(0, seconds)) });
  };
  return (
    <Card title={title} flush>
      <Table
        label={title}
        head={[
          t("ui.servers.look.who"),
          t("ui.servers.look.heard"),
          t("ui.servers.look.path"),
          t("ui.servers.look.devices"),
        ]}
        rows={status.health.map(({ site, time, line }) => {
          const known = view.sites.find(({ siteId }) => siteId === site);
          const report = readBoxReport(line);
          const answering = report?.devices.filter(({ answers }) => answers).length ?? 0;
          return {
            key: site,
            cells: [
              known === undefined ? (
                <span key="who">
                  {t("ui.servers.look.unknownPeer")} <Code>{site}</Code>
                </span>
              ) : (
                <Site key="who" siteId={known.siteId}>
                  {known.siteName}
                </Site>
              ),
              ago(time),
              report === null ? <Code key="line">{line}</Code> : t(`ui.servers.look.paths.${report.path}`),
              report === null ? "" : t("ui.servers.look.answering", { answering, count: report.devices.length }),
            ],
          };
        })}
      />
    </Card>
  );
}
