import {
  CircleCheck,
  CircleDashed,
  FileCog,
  Plug,
  Radar,
  Trash2,
  TriangleAlert,
  Unplug,
  Users,
  Video,
} from "lucide-react";
import { useState } from "react";
import type { TunnelState } from "#core/contract/tunnel-calls.ts";
import type { Message } from "#core/nat/diagnosis.ts";
import type { SurveyDevice } from "#core/survey/survey-sections.ts";
import { useAction } from "../../../connection/use-action.ts";
import { useText } from "../../../i18n/language.tsx";
import { ProblemBanner } from "../../../problems/problem-banner.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Banner } from "../../../ui/banner.tsx";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Inline } from "../../../ui/layout.tsx";
import { ProgressLine } from "../../../ui/meter.tsx";
import { ToolRow } from "../../../ui/rows.tsx";
import { Text } from "../../../ui/text.tsx";
import { portName, proofSentence, proofWord } from "../proof-look.ts";
import { LiveBadge, LiveState } from "./live-state.tsx";
import { MediaDialog } from "./media-dialog.tsx";
import { TunnelDialog, type TunnelView } from "./tunnel-dialog.tsx";
import { TunnelProofs } from "./tunnel-proofs.tsx";
import { tunnelName, tunnelTargets } from "./tunnel-words.ts";

type TunnelRowProps = {
  siteId: string;
  state: TunnelState;
  devices: readonly SurveyDevice[];
  onChanged: () => void;
  /** What is left to do elsewhere, which outlives this row. */
  onRemoved: (name: string, left: readonly Message[]) => void;
};

/** One tunnel of a site in plain words, with all that can be done about it. */
export function TunnelRow({ siteId, state, devices, onChanged, onRemoved }: TunnelRowProps) {
  const text = useText();
  const { t, say, dateTime } = text;
  const announce = useAnnounce();
  const testing = useAction();
  const switching = useAction();
  const removing = useAction();
  const [view, setView] = useState<TunnelView | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [isWatching, setIsWatching] = useState(false);
  const { tunnel, live, holdsKey, lastProof, outdated } = state;
  const renewing = useAction();
  const tunnelId = tunnel.id;
  const name = tunnelName(tunnel, text);
  const targets = tunnelTargets(tunnel, devices, text);
  const isOpen = live !== null && live.state.kind !== "stopped" && live.state.kind !== "failed";
  const problem = testing.problem ?? switching.problem ?? removing.problem ?? renewing.problem;

  function test(reconnect: boolean): void {
    announce(t("uiTunnels.proof.running"));
    testing.run(async (client) => {
      const { results, origin } = await client.tunnels.prove({ siteId, tunnelId, reconnect });
      const said = results.map((result) => `${portName(result)}: ${t(proofSentence(proofWord(result, origin.kind)))}.`);
      announce(said.join(" "));
      onChanged();
    });
  }

  function turn(): void {
    switching.run(async (client) => {
      await (isOpen ? client.tunnels.closeLive({ siteId, tunnelId }) : client.tunnels.openLive({ siteId, tunnelId }));
      onChanged();
    });
  }

  function renew(): void {
    renewing.run(async (client) => {
      await client.tunnels.renewed({ siteId, tunnelId });
      announce(t("uiTunnels.outdated.renewed"));
      onChanged();
    });
  }

  function remove(): void {
    setIsAsking(false);
    removing.run(async (client) => {
      const { left } = await client.tunnels.remove({ siteId, tunnelId });
      announce(t("uiTunnels.remove.leftTitle", { name }));
      onRemoved(name, left);
      onChanged();
    });
  }

  return (
    <ToolRow
      start={<ProofIcon lastProof={lastProof} />}
      title={<bdi>{name}</bdi>}
      marks={
        <>
          <ProofBadge lastProof={lastProof} />
          {live !== null && <LiveBadge live={live} />}
        </>
      }
      tools={
        <Inline>
          <Button
            size="small"
            icon={Radar}
            label={t("uiTunnels.proof.runOf", { name })}
            pending={testing.pending}
            onClick={() => test(false)}
          >
            {t("uiTunnels.proof.run")}
          </Button>
          {tunnel.kind === "ssh" && (
            <Button
              size="small"
              icon={isOpen ? Unplug : Plug}
              label={t(isOpen ? "uiTunnels.live.closeOf" : "uiTunnels.live.openOf", { name })}
              pending={switching.pending}
              disabled={!holdsKey && !isOpen}
              onClick={turn}
            >
              {t(isOpen ? "uiTunnels.live.close" : "uiTunnels.live.open")}
            </Button>
          )}
        </Inline>
      }
      below={
        <>
          {testing.pending && <ProgressLine label={t("uiTunnels.proof.running")} />}
          {problem && <ProblemBanner problem={problem} />}
          {outdated.length > 0 && (
            <Banner
              tone="caution"
              title={outdated.map((part) => t(`ui.servers.outdated.${part}`)).join(" ")}
              actions={
                !outdated.includes("service") && (
                  <Button size="small" pending={renewing.pending} onClick={renew}>
                    {t("uiTunnels.outdated.done")}
                  </Button>
                )
              }
            >
              <p>{t(outdated.includes("service") ? "uiTunnels.outdated.gone" : "uiTunnels.outdated.text")}</p>
            </Banner>
          )}
          {live !== null && <LiveState name={name} live={live} />}
          {lastProof !== null && (
            <TunnelProofs
              siteId={siteId}
              tunnelId={tunnelId}
              proofId={lastProof.proofId}
              onCut={live?.state.kind === "open" && !testing.pending ? () => test(true) : null}
            />
          )}
          <Inline>
            <Button
              size="small"
              look="quiet"
              icon={FileCog}
              label={t("uiTunnels.files.buttonOf", { name })}
              onClick={() => setView("files")}
            >
              {t("uiTunnels.files.button")}
            </Button>
            {isServed(tunnel) && (
              <Button
                size="small"
                look="quiet"
                icon={Video}
                label={t("uiMedia.buttonOf", { name })}
                onClick={() => setIsWatching(true)}
              >
                {t("uiMedia.button")}
              </Button>
            )}
            {tunnel.kind === "wireguard" && (
              <Button
                size="small"
                look="quiet"
                icon={Users}
                label={t("uiTunnels.peers.buttonOf", { name })}
                onClick={() => setView("peers")}
              >
                {t("uiTunnels.peers.button")}
              </Button>
            )}
            <Button
              size="small"
              look="quiet"
              icon={Trash2}
              label={t("uiTunnels.remove.of", { name })}
              pending={removing.pending}
              onClick={() => setIsAsking(true)}
            >
              {t("uiTunnels.remove.button")}
            </Button>
          </Inline>
        </>
      }
    >
      {targets !== null && <bdi>{targets}</bdi>}
      <span>
        {t(`surveyChoice.tunnels.kind.${tunnel.kind}`)} ·{" "}
        {tunnel.installedAt == null
          ? t("uiTunnels.planned", { when: dateTime(tunnel.madeAt) })
          : t("uiTunnels.stands", { when: dateTime(tunnel.installedAt) })}
      </span>
      {lastProof?.stale && (
        <Text as="span" size="small" tone="caution">
          {say(lastProof.stale)}
        </Text>
      )}
      {tunnel.accountId != null && !holdsKey && <span>{t("uiTunnels.noKey")}</span>}
      {view !== null && (
        <TunnelDialog
          siteId={siteId}
          tunnel={tunnel}
          view={view}
          name={name}
          onClose={() => setView(null)}
          onChanged={onChanged}
        />
      )}
      {isWatching && (
        <MediaDialog siteId={siteId} tunnelId={tunnelId} name={name} onClose={() => setIsWatching(false)} />
      )}
      {isAsking && (
        <Dialog
          open
          onClose={() => setIsAsking(false)}
          title={t("uiTunnels.remove.title", { name })}
          description={t("uiTunnels.remove.text")}
          footer={
            <>
              <Button size="large" onClick={() => setIsAsking(false)}>
                {t("ui.common.cancel")}
              </Button>
              <Button look="danger" size="large" onClick={remove}>
                {t("uiTunnels.remove.button")}
              </Button>
            </>
          }
        />
      )}
    </ToolRow>
  );
}

/** The firm's server stands at its far end, so it can show what is behind it. */
const isServed = ({ kind, serverId }: TunnelState["tunnel"]): boolean =>
  serverId != null && (kind === "wireguard" || kind === "ssh" || kind === "frp");

type LastProof = TunnelState["lastProof"];

function standing(lastProof: LastProof): "proven" | "not" | "old" | "never" {
  if (lastProof === null) return "never";
  if (lastProof.stale !== null) return "old";
  return lastProof.isProven ? "proven" : "not";
}

const looks = {
  proven: { tone: "positive", icon: CircleCheck },
  not: { tone: "critical", icon: TriangleAlert },
  old: { tone: "caution", icon: TriangleAlert },
  never: { tone: "neutral", icon: CircleDashed },
} as const;

function ProofIcon({ lastProof }: { lastProof: LastProof }) {
  const { icon, tone } = looks[standing(lastProof)];
  return <Icon of={icon} tone={tone} />;
}

function ProofBadge({ lastProof }: { lastProof: LastProof }) {
  const { t, dateTime } = useText();
  const word = standing(lastProof);
  return (
    <>
      <Badge tone={looks[word].tone}>{t(`uiTunnels.proof.${word}`)}</Badge>
      {lastProof !== null && (
        <Text as="span" size="caption" tone="faint">
          {t("uiTunnels.proof.at", { when: dateTime(lastProof.at) })}
        </Text>
      )}
    </>
  );
}
