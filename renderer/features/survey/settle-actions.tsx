import { PencilLine, RotateCw, Server, Settings } from "lucide-react";
import { useState } from "react";
import { assertNever } from "#core/never.ts";
import { settleAction, type SettleAction } from "#core/nat/settle-action.ts";
import type { CheckRecord } from "#core/survey/check-record.ts";
import { useSettings } from "../../host-state/settings-context.tsx";
import { useText } from "../../i18n/language.tsx";
import { lazyPart } from "../../navigation/lazy-page.tsx";
import { hrefOf } from "../../navigation/route.ts";
import { goTo } from "../../navigation/use-route.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Inline } from "../../ui/layout.tsx";
import { useCheck } from "./check-context.tsx";
import { isUnderWay } from "./check-state.ts";

/** Brings what is known about routers' pages with it, which the window need not load before. */
const SettleDialog = lazyPart(async () => (await import("./settle-dialog.tsx")).SettleDialog);

type SettleActionsProps = {
  siteId: string;
  record: CheckRecord;
  onExtended: (record: CheckRecord) => void;
};

/** The buttons under "what would settle it": each does, or begins, the one test that is named there. */
export function SettleActions({ siteId, record, onExtended }: SettleActionsProps) {
  const { t } = useText();
  const [typing, setTyping] = useState(false);
  const { verdict, gateway } = record.diagnosis;
  const action = verdict.settledBy && settleAction(verdict.settledBy.key);
  // The router's own word helps wherever the verdict is open, also beside another test.
  const mayType = action === "type-wan-address" || (verdict.kind === "unknown" && gateway !== null);
  if (action === null && !mayType) return null;
  return (
    <Inline>
      {mayType && (
        <Button
          look={action === "type-wan-address" ? "primary" : "secondary"}
          icon={PencilLine}
          onClick={() => setTyping(true)}
        >
          {t("ui.settle.type")}
        </Button>
      )}
      {action !== null && action !== "type-wan-address" && <OtherAction action={action} siteId={siteId} />}
      {typing && (
        <SettleDialog siteId={siteId} record={record} onClose={() => setTyping(false)} onSettled={onExtended} />
      )}
    </Inline>
  );
}

function OtherAction({ action, siteId }: { action: Exclude<SettleAction, "type-wan-address">; siteId: string }) {
  const { t } = useText();
  const { settings } = useSettings();
  const { state, start } = useCheck();
  const again = (
    <Button
      icon={RotateCw}
      disabled={isUnderWay(state)}
      onClick={() => {
        start(siteId);
        goTo({ page: "check" });
      }}
    >
      {t("ui.settle.checkAgain")}
    </Button>
  );
  switch (action) {
    case "check-again":
      return again;
    case "set-up-vantage":
      // With one set up, what is missing is what the sentence asks for: a forward, and then the check once more.
      return settings.vantageUrl === null ? (
        <ButtonLink icon={Server} href={hrefOf({ page: "settings" })}>
          {t("ui.settle.setUpVantage")}
        </ButtonLink>
      ) : (
        again
      );
    case "open-settings":
      return (
        <ButtonLink icon={Settings} href={hrefOf({ page: "settings" })}>
          {t("ui.settle.openSettings")}
        </ButtonLink>
      );
    default:
      return assertNever(action);
  }
}
