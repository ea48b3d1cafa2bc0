import { CircleAlert, CircleCheck, Eye, RefreshCw } from "lucide-react";
import type { ServerView, TurnLook } from "#core/contract/tunnel-calls.ts";
import { message } from "#core/nat/diagnosis.ts";
import { assertNever } from "#core/never.ts";
import { runningServer } from "#core/tunnel/server-change.ts";
import { useAction } from "../../connection/use-action.ts";
import { useText } from "../../i18n/language.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { ProblemBanner } from "../../problems/problem-banner.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Bullets } from "../../ui/bullets.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Inline, Stack } from "../../ui/layout.tsx";
import { ProgressLine } from "../../ui/meter.tsx";
import { Reasons } from "../../ui/reasons.tsx";
import { Heading, Text } from "../../ui/text.tsx";
import { BehindNotice } from "../../telling/behind-notice.tsx";
import { ChangedHostKey, NewHostKey } from "./host-key.tsx";
import { RemarkList } from "./remark-list.tsx";
import { standingOf, useKeptLook, type Looked } from "./server-look.ts";
import { StandingBadge } from "./standing-badge.tsx";
import { StatusLines } from "./status-lines.tsx";
import { TellingResult } from "../../telling/telling-result.tsx";
import { useTelling } from "../../telling/use-telling.ts";

type LookCardProps = { view: ServerView; onChanged: () => void; onRemove: () => void };

/** Asks a server how it stands, and tells it what the surveys say. */
export function LookCard({ view, onChanged, onRemove }: LookCardProps) {
  const { t, dateTime } = useText();
  const announce = useAnnounce();
  const { server, mayChange } = view;
  const [{ looked }, keep] = useKeptLook(server.id);
  // Another machine answers there: it is told nothing.
  const mayTell = mayChange && server.ssh.hostKeys.length > 0 && looked?.look.ssh.outcome !== "host-key-changed";
  const looking = useAction();
  const telling = useTelling(server.id, onChanged);

  function look(): void {
    telling.clear();
    looking.run(async (client) => {
      const seen = { at: new Date().toISOString(), look: await client.servers.look({ serverId: server.id }) };
      keep({ looked: seen });
      announce(t("ui.servers.look.done", { standing: t(`ui.servers.standing.${standingOf(server, seen)}`) }));
      onChanged();
    });
  }

  return (
    <Card
      title={t("ui.servers.look.title")}
      hint={t("ui.servers.look.hint")}
      actions={
        <Inline>
          <Button look="primary" icon={Eye} pending={looking.pending} onClick={look}>
            {t(looked === null ? "ui.servers.look.button" : "ui.servers.look.again")}
          </Button>
          {mayTell && view.behind === null && (
            <Button icon={RefreshCw} pending={telling.pending} onClick={() => telling.tell()}>
              {t("ui.servers.apply.button")}
            </Button>
          )}
        </Inline>
      }
    >
      {mayTell || !mayChange ? <BehindNotice view={view} onTold={onChanged} /> : null}
      <TellingResult telling={telling} />
      {looking.problem && <ProblemBanner problem={looking.problem} onRetry={look} />}
      {looking.pending && (
        <>
          <Text size="small" tone="soft">
            {t("ui.servers.look.looking")}
          </Text>
          <ProgressLine label={t("ui.servers.look.looking")} />
        </>
      )}
      {looked === null ? (
        !looking.pending && (
          <Text size="small" tone="soft">
            {t("ui.servers.look.never")}
          </Text>
        )
      ) : (
        <>
          <Inline>
            <StandingBadge server={server} looked={looked} />
            <Text as="span" size="small" tone="soft">
              {t("ui.servers.look.at", { when: dateTime(looked.at) })}
            </Text>
          </Inline>
          <LoginLook view={view} looked={looked} onAccepted={look} onRemove={onRemove} />
          <Reach looked={looked} />
        </>
      )}
    </Card>
  );
}

type LoginLookProps = { view: ServerView; looked: Looked; onAccepted: () => void; onRemove: () => void };

/** How logging in went, and what was read then. */
function LoginLook({ view: { server }, looked: { at, look }, onAccepted, onRemove }: LoginLookProps) {
  const { t, say } = useText();
  const { ssh, status } = look;
  const why = ssh.why ?? message("ui.servers.standing.no-way");
  switch (ssh.outcome) {
    case "new-host-key":
      return ssh.hostKey === null ? (
        <Banner tone="critical" title={say(why)} />
      ) : (
        <NewHostKey key={ssh.hostKey} server={server} hostKey={ssh.hostKey} onAccepted={onAccepted} />
      );
    case "host-key-changed":
      return (
        <ChangedHostKey
          key={ssh.hostKey}
          server={server}
          hostKey={ssh.hostKey}
          onAccepted={onAccepted}
          onRemove={onRemove}
        />
      );
    case "failed":
      return (
        <Banner tone="critical" title={say(why)}>
          {ssh.details.length > 0 && (
            <Disclosure label={t("ui.servers.details")}>
              <Bullets items={ssh.details.map(say)} />
            </Disclosure>
          )}
        </Banner>
      );
    case "no-key":
      return (
        <Banner
          tone="caution"
          title={say(why)}
          actions={<ButtonLink href={hrefOf({ page: "servers" })}>{t("ui.servers.toServers")}</ButtonLink>}
        />
      );
    case "ok":
      return status === null ? (
        <Banner tone="caution" title={t("ui.servers.look.noStatus")}>
          <p>{t("ui.servers.look.noStatusDo")}</p>
        </Banner>
      ) : (
        <StatusLines server={runningServer(server)} status={status} at={at} port={ssh.port} />
      );
    default:
      return assertNever(ssh.outcome);
  }
}

/** Whether VPN and TURN answer from where this laptop is. */
function Reach({ looked: { look } }: { looked: Looked }) {
  const { t } = useText();
  const { wireguard, turn } = look;
  if (wireguard === null && turn === null) return null;
  return (
    <Stack gap="small">
      <Heading level={3}>{t("ui.servers.reach.title")}</Heading>
      {wireguard && <RemarkList remarks={[wireguard]} />}
      {turn && <TurnReach turn={turn} />}
    </Stack>
  );
}

function TurnReach({ turn: { isGood, says, ways, details } }: { turn: TurnLook }) {
  const { t, say } = useText();
  const tone = isGood ? "good" : ways.some((way) => way.isGood) ? "warning" : "problem";
  return (
    <Stack gap="small">
      <RemarkList remarks={[{ tone, text: says, details: [] }]} />
      {(ways.length > 0 || details.length > 0) && (
        <Disclosure label={t("ui.servers.details")}>
          <Reasons
            items={[
              ...ways.map((way) => ({
                key: `${way.transport} ${way.port}`,
                icon: way.isGood ? CircleCheck : CircleAlert,
                tone: way.isGood ? ("positive" as const) : ("caution" as const),
                text: say(way.says),
                detail: t("ui.servers.reach.way", { transport: way.transport.toUpperCase(), port: way.port }),
              })),
              ...details.map((detail, index) => ({
                key: `${index}`,
                icon: CircleAlert,
                tone: "neutral" as const,
                text: say(detail),
              })),
            ]}
          />
        </Disclosure>
      )}
    </Stack>
  );
}
