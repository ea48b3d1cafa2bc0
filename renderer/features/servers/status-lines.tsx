import { CircleAlert, CircleCheck, Clock, LogIn, RotateCw, TriangleAlert } from "lucide-react";
import type { ServerStatus } from "#core/server-setup/server-status.ts";
import type { FirmServer } from "#core/tunnel/firm-server.ts";
import { useText } from "../../i18n/language.tsx";
import { Reasons, type Reason } from "../../ui/reasons.tsx";
import { runningServices, statusTroubles } from "./status-troubles.ts";

type StatusLinesProps = { server: FirmServer; status: ServerStatus; at: string; port: number | null };

/** How the server is, line by line: what is wrong first, with what to do. */
export function StatusLines({ server, status, at, port }: StatusLinesProps) {
  const { t, longDuration } = useText();
  const troubles = statusTroubles(server, status, at);
  const running = runningServices(server, status).map((service) => t(`ui.servers.look.service.${service}`));
  const isClockRight = troubles.every(({ kind }) => kind !== "clock");
  const isAllRunning = troubles.every(({ kind }) => kind === "clock");
  const lines: Reason[] = [
    ...troubles.map((trouble): Reason => {
      if (trouble.kind === "clock") {
        const time = longDuration(trouble.apartSeconds);
        return {
          key: "clock",
          icon: Clock,
          tone: "critical",
          text: t("ui.servers.look.clockOff", { time }),
          detail: t("ui.servers.look.clockOffDo"),
        };
      }
      const service = t(`ui.servers.look.service.${trouble.service}`);
      return {
        key: trouble.service,
        icon: CircleAlert,
        tone: "critical",
        text: t(trouble.kind === "failed" ? "ui.servers.look.failed" : "ui.servers.look.stopped", { service }),
        detail: t("ui.servers.look.failedDo"),
      };
    }),
    ...(status.ready
      ? []
      : [{ key: "ready", icon: TriangleAlert, tone: "caution" as const, text: t("ui.servers.look.notReady") }]),
    ...(port === null
      ? []
      : [{ key: "in", icon: LogIn, tone: "positive" as const, text: t("ui.servers.look.in", { port }) }]),
    ...(isAllRunning
      ? [
          {
            key: "services",
            icon: CircleCheck,
            tone: "positive" as const,
            text: t("ui.servers.look.servicesRun", { services: running.join(", ") }),
          },
        ]
      : []),
    ...(isClockRight
      ? [{ key: "clock", icon: Clock, tone: "positive" as const, text: t("ui.servers.look.clockRight") }]
      : []),
    ...(status.rebootRequired
      ? [{ key: "reboot", icon: RotateCw, tone: "info" as const, text: t("ui.servers.look.reboot") }]
      : []),
  ];
  return <Reasons label={t("ui.servers.look.list")} items={lines} />;
}
