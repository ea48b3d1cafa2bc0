import { Gauge } from "lucide-react";
import { useState } from "react";
import type { ServerView } from "#core/contract/tunnel-calls.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { LinkRow, Rows } from "../../ui/rows.tsx";
import { Text } from "../../ui/text.tsx";
import { offerWords } from "./offers.ts";
import { useKeptLook } from "./server-look.ts";
import { StandingBadge } from "./standing-badge.tsx";

type Distances = Awaited<ReturnType<FarsiteClient["servers"]["distances"]>>;

/** The firm's servers, what runs there, how they stand, and how far they are from here. */
export function ServerList({ servers }: { servers: readonly ServerView[] }) {
  const { t, say } = useText();
  const announce = useAnnounce();
  const measuring = useAction();
  const [distances, setDistances] = useState<Distances | null>(null);

  function measure(): void {
    measuring.run(async (client) => {
      const measured = await client.servers.distances();
      setDistances(measured);
      if (measured.says) announce(say(measured.says));
    });
  }

  return (
    <Card
      title={t("ui.servers.list")}
      hint={t("ui.servers.distancesHint")}
      flush
      actions={
        <Button icon={Gauge} pending={measuring.pending} onClick={measure}>
          {t("ui.servers.distances")}
        </Button>
      }
    >
      {(measuring.problem ?? distances?.says) && (
        <Inset>
          {measuring.problem && <ProblemBanner problem={measuring.problem} onRetry={measure} />}
          {distances?.says && <Note icon={Gauge} tone="accent" title={say(distances.says)} />}
        </Inset>
      )}
      <Rows label={t("ui.servers.list")}>
        {servers.map((view) => (
          <ServerRow key={view.server.id} view={view} distances={distances} />
        ))}
      </Rows>
    </Card>
  );
}

function ServerRow({ view: { server, behind }, distances }: { view: ServerView; distances: Distances | null }) {
  const text = useText();
  const { t, number } = text;
  const [{ looked }] = useKeptLook(server.id);
  const distance = distances?.servers.find(({ serverId }) => serverId === server.id);
  return (
    <LinkRow
      href={hrefOf({ page: "server", serverId: server.id })}
      title={server.name}
      detail={
        <>
          {offerWords(server, text)}
          {" · "}
          <bdi>{[server.host, server.region].filter(Boolean).join(", ")}</bdi>
        </>
      }
      end={
        <Inline>
          {distance && (
            <Text as="span" size="small" tone="soft">
              {distance.rttMs === null ? t("ui.servers.noDistance") : `${number(distance.rttMs)}\u00A0ms`}
            </Text>
          )}
          {(behind !== null || server.onServer !== undefined) && (
            <Badge tone="caution">{t("ui.servers.standing.behind")}</Badge>
          )}
          <StandingBadge server={server} looked={looked} />
        </Inline>
      }
    />
  );
}
