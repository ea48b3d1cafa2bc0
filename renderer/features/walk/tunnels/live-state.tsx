import { Activity, CircleSlash, LoaderCircle, Unplug } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Message } from "#core/nat/diagnosis.ts";
import type { LivePort, LiveTunnelStatus } from "#core/relay/live-tunnel.ts";
import {
  deviceTroubleText,
  sshFaultAtPort,
  sshFaultDetails,
  sshFaultText,
  sshPortFaultText,
} from "#core/relay/ssh-fault-text.ts";
import { useText, type Text as Texts } from "../../../i18n/language.tsx";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Badge } from "../../../ui/badge.tsx";
import { Bullets } from "../../../ui/bullets.tsx";
import { Disclosure } from "../../../ui/disclosure.tsx";
import { Stack } from "../../../ui/layout.tsx";
import { Text } from "../../../ui/text.tsx";
import type { Tone } from "../../../ui/tone.ts";

const looks: Record<LiveTunnelStatus["state"]["kind"], { tone: Tone; icon: typeof Activity }> = {
  connecting: { tone: "info", icon: LoaderCircle },
  open: { tone: "positive", icon: Activity },
  reconnecting: { tone: "caution", icon: Unplug },
  failed: { tone: "critical", icon: CircleSlash },
  stopped: { tone: "neutral", icon: CircleSlash },
};

/** Whether this laptop holds it open, in a word. */
export function LiveBadge({ live }: { live: LiveTunnelStatus }) {
  const { t } = useText();
  const { tone, icon } = looks[live.state.kind];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`uiTunnels.live.state.${live.state.kind}`)}
    </Badge>
  );
}

/** How a tunnel goes that this laptop holds open: what flows, what is wrong and what to do. */
export function LiveState({ name, live }: { name: string; live: LiveTunnelStatus }) {
  const text = useText();
  const { t, say } = text;
  useAnnouncedState(name, live.state.kind);
  const troubles = live.ports.flatMap((port) => portTrouble(port, text));
  const details = detailsOf(live);
  return (
    <Stack gap="tight">
      <Fault live={live} />
      {troubles.map((trouble) => (
        <Text key={trouble} size="small" tone="caution">
          {trouble}
        </Text>
      ))}
      {live.state.kind === "open" && (
        <Text size="small" tone="soft">
          {flowText(live, text)}
        </Text>
      )}
      {(live.state.kind === "open" || live.state.kind === "reconnecting") && (
        <Text size="caption" tone="faint">
          {t("uiTunnels.live.asLong")}
        </Text>
      )}
      {details.length > 0 && (
        <Disclosure label={t("ui.walk.details")}>
          <Text as="span" size="small" tone="soft">
            <Bullets items={details.map(say)} />
          </Text>
        </Disclosure>
      )}
    </Stack>
  );
}

function Fault({ live: { state, host } }: { live: LiveTunnelStatus }) {
  const { t, say, duration } = useText();
  if (state.kind !== "reconnecting" && state.kind !== "failed") return null;
  return (
    <Text size="small" tone={state.kind === "failed" ? "critical" : "caution"}>
      {say(sshFaultText(state.fault, { host }))}
      {state.kind === "reconnecting" && ` ${t("uiTunnels.live.next", { time: duration(state.nextTryInMs) })}`}
    </Text>
  );
}

/** What flows, as one line. */
function flowText({ state, ports, reconnects }: LiveTunnelStatus, { t, bytes, duration }: Texts): string {
  const sum = (count: (port: LivePort) => number): number => ports.reduce((all, port) => all + count(port), 0);
  const open = sum(({ connections }) => connections.open);
  const rttMs = state.kind === "open" ? state.rttMs : null;
  return [
    rttMs === null ? null : t("uiTunnels.live.rtt", { time: duration(rttMs) }),
    t("uiTunnels.live.viewers", { count: open }),
    t("uiTunnels.live.flow", {
      out: bytes(sum(({ bytesOut }) => bytesOut)),
      in: bytes(sum(({ bytesIn }) => bytesIn)),
    }),
    reconnects === 0 ? null : t("uiTunnels.live.reconnects", { count: reconnects }),
  ]
    .filter(Boolean)
    .join(" ");
}

function portTrouble(port: LivePort, { t, say }: Texts): string[] {
  const { state, serverPort, connections } = port;
  const device = deviceTroubleText(port);
  return [
    ...(state.kind === "failed" ? [say(sshPortFaultText(state.fault, { serverPort }))] : []),
    ...(state.kind === "retaking" ? [t("uiTunnels.live.retaking", { port: serverPort })] : []),
    ...(device === null ? [] : [say(device)]),
    ...(connections.turnedAway === 0 ? [] : [t("uiTunnels.live.turnedAway", { count: connections.turnedAway })]),
  ];
}

function detailsOf({ state, blockedPorts }: LiveTunnelStatus): Message[] {
  return [
    ...("fault" in state ? sshFaultDetails(state.fault) : []),
    ...blockedPorts.map((blocked) => sshFaultAtPort(blocked)),
  ];
}

/** Says when it opens, breaks or comes back; not what it was when the page was opened. */
function useAnnouncedState(name: string, kind: LiveTunnelStatus["state"]["kind"]): void {
  const { t } = useText();
  const announce = useAnnounce();
  const before = useRef(kind);
  useEffect(() => {
    if (before.current === kind) return;
    before.current = kind;
    announce(t("uiTunnels.live.said", { name, state: t(`uiTunnels.live.state.${kind}`) }));
  }, [kind, name, announce, t]);
}
