import { Link2Off, RotateCw, SquareTerminal } from "lucide-react";
import { assertNever } from "#core/never.ts";
import { useText } from "../i18n/language.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProgressLine } from "../ui/meter.tsx";
import { FullScreen } from "../ui/page.tsx";
import { Heading, Text } from "../ui/text.tsx";
import type { ConnectionState } from "./connection.ts";

/** Fills the window while there is nothing to show yet: on the way, gone, or a link that is used up. */
export function ConnectionScreen({ state, onRetry }: { state: ConnectionState; onRetry: () => void }) {
  const { t } = useText();
  switch (state.step) {
    case "connecting":
    case "ready":
      return (
        <FullScreen>
          <Text tone="soft">{t("ui.connection.connecting")}</Text>
          <ProgressLine label={t("ui.connection.connecting")} />
        </FullScreen>
      );
    case "lost":
      return (
        <FullScreen>
          <Icon of={Link2Off} size="large" tone="neutral" />
          <Heading level={1}>{t("ui.connection.lostTitle")}</Heading>
          <Text tone="soft">{t("ui.connection.lostEmpty")}</Text>
          <RetryButton state={state} onRetry={onRetry} />
        </FullScreen>
      );
    case "link-needed":
      return (
        <FullScreen>
          <Icon of={SquareTerminal} size="large" tone="neutral" />
          <Heading level={1}>{t("ui.connection.linkTitle")}</Heading>
          <Text tone="soft">{t("ui.connection.linkText")}</Text>
          <Text size="small" tone="faint">
            {t("ui.connection.linkHint")}
          </Text>
        </FullScreen>
      );
    default:
      return assertNever(state);
  }
}

type LostState = Extract<ConnectionState, { step: "lost" }>;

/** Above the page while the line is gone: what was seen stays. */
export function LostNotice({ state, onRetry }: { state: LostState; onRetry: () => void }) {
  const { t } = useText();
  return (
    <Banner
      tone="caution"
      icon={Link2Off}
      title={t("ui.connection.lostTitle")}
      aside={<RetryButton state={state} onRetry={onRetry} />}
    >
      <p>{t(state.nextTryAtMs === null ? "ui.connection.lostTextDesktop" : "ui.connection.lostText")}</p>
    </Banner>
  );
}

function RetryButton({ state, onRetry }: { state: LostState; onRetry: () => void }) {
  const { t } = useText();
  return (
    <Button icon={RotateCw} onClick={onRetry}>
      {t(state.nextTryAtMs === null ? "ui.connection.reload" : "ui.connection.retryNow")}
    </Button>
  );
}
